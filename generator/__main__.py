"""The process of the command `delight`: its start and its end, whatever comes between.

In: the arguments of the process. Out: its exit status. Loads nothing of the program before Ctrl+C is taken care of, since that takes
a third of a second.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it: 128 and the number of SIGINT."""


def command(main: Callable[[], int] | None = None) -> NoReturn:
    """Run the command as a process of its own, which neither looks for garbage nor gives its memory back piece by piece."""
    gc.disable()
    sys.unraisablehook = _lost
    try:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else the shell has it ignored
            signal.signal(signal.SIGINT, _interrupt)
        status = (main or import_module("generator.cli").main)()
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
    except BaseException as error:
        if not _came_of_interrupt(error):
            raise
        status = _interrupted()
    os._exit(status)


def _came_of_interrupt(error: BaseException | None) -> bool:
    """Tell whether Ctrl+C is behind an error: what it meets may make another of it, such as Python where it makes a class."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _interrupt(*_: int | FrameType | None) -> NoReturn:
    """Interrupt once: what is tidied up then is not disturbed by a second Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _lost(error: Any) -> None:
    """End as well where Ctrl+C came in the middle of what Python does by itself, which lets no exception through."""
    if issubclass(error.exc_type, KeyboardInterrupt):
        os._exit(_interrupted())
    sys.__unraisablehook__(error)


def _interrupted() -> int:
    """Say that the command was stopped, end the processes that it started, and return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if "multiprocessing" in sys.modules:
        for one in import_module("multiprocessing").active_children():
            one.terminate()
    with suppress(Exception):  # what was being loaded may be there by half
        told = import_module("generator.arguments").language_of(sys.argv[1:])
        print(import_module("generator.base.languages").strings(told)("cli.interrupted"), file=sys.stderr)
        sys.stdout.flush()
    return INTERRUPTED


if __name__ == "__main__":
    command()
