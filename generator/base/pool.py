"""Work in other processes: on many items, shared out, or of one kind beside another.

In: a function of some items, and all of them, or a function of nothing. Out: what came of each item, in order, or of the function.
Written here because the pools of the standard library pickle every item to a process; one that was forked has the items already,
and only results travel.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 40
"""Stories or pages from which on starting another process pays."""
AT_ONCE = 8
"""Stories or pages that a process takes at once."""


def shared_out(
    work: Callable[[Iterable[T]], list[R]],
    items: Sequence[T],
    jobs: int,
    worth: int = WORTH_A_PROCESS,
    at_once: int = AT_ONCE,
) -> list[R]:
    """Do the work on all items, in order, shared out to processes where there are enough of them.

    Each process, this one too, takes the next few items when it is done with the last. A forked one has them already.
    """
    workers = min(jobs or os.cpu_count() or 1, len(items) // worth)
    if workers < 2:
        return work(items) if items else []
    context: Any = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    share = partial(_share, work, items, context.Value("q", 0), at_once)
    with ExitStack() as helpers:
        theirs = [helpers.enter_context(_helped(share, context)) for _ in range(workers - 1)]
        done = share()
        for outcome in theirs:
            done |= outcome()
    return [done[number] for number in range(len(items))]


@contextmanager
def beside(work: Callable[[], R], jobs: int) -> Iterator[Callable[[], R]]:
    """Begin some work in another process, where there is one for it, and lend a function that waits for what comes of it."""
    if _may_fork() and (jobs or os.cpu_count() or 1) > 1:
        with _helped(work, multiprocessing.get_context("fork")) as outcome:
            yield cache(outcome)
    else:
        yield cache(work)


def _may_fork() -> bool:
    """Tell whether a process may be forked, which starts at once: only one without threads."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


@contextmanager
def _helped(work: Callable[[], R], context: Any) -> Iterator[Callable[[], R]]:
    """Do some work in a process of its own, which ends with this context at the latest; lend what waits for its outcome."""
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, sender), daemon=True)

    def outcome() -> R:
        made: R | Exception = receiver.recv()
        if isinstance(made, Exception):
            raise made
        return made

    try:
        with _undisturbed():
            process.start()
        sender.close()
        yield outcome
    finally:
        if process.pid is not None:
            process.terminate()
            process.join()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl+C wait, here and in a process that is started meanwhile, where the system can: Windows has no such thing."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help(work: Callable[[], R], sender: Any) -> None:
    """Send what comes of some work, in the process that does it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it ends it
    result: R | Exception
    try:
        result = work()
    except Exception as error:
        error.add_note(traceback.format_exc())
        result = error
    with suppress(BrokenPipeError):  # the process that started it is gone
        sender.send(result)


def _share(
    work: Callable[[Iterable[T]], list[R]], items: Sequence[T], counter: Any, at_once: int
) -> dict[int, R]:
    """Do the work on items that no other process took, and return what came of each by its number."""
    taken: list[int] = []

    def take() -> Iterator[T]:
        while True:
            with counter.get_lock():
                start = counter.value
                counter.value += at_once
            if start >= len(items):
                return
            for number in range(start, min(start + at_once, len(items))):
                taken.append(number)
                yield items[number]

    results = work(take())
    return dict(zip(taken, results, strict=True))
