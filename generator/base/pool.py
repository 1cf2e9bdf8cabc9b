"""Work on many items, shared out to processes.

In: a function of some items, and all of them. Out: what came of each, in order. Written here because the pools of the standard
library pickle every item to a process; one that was forked has the items already, and only results travel.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    # A forked process starts at once, but only a process without threads may be forked.
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    counter = context.Value("q", 0)
    helpers = []
    try:
        for _ in range(workers - 1):
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_help, args=(work, items, counter, at_once, sender), daemon=True)
            process.start()
            sender.close()
            helpers.append((process, receiver))
        done = _share(work, items, counter, at_once)
        for _, receiver in helpers:
            theirs = receiver.recv()
            if isinstance(theirs, Exception):
                raise theirs
            done |= theirs
    finally:
        for process, _ in helpers:
            process.terminate()
            process.join()
    return [done[number] for number in range(len(items))]


def _help(
    work: Callable[[Iterable[T]], list[R]], items: Sequence[T], counter: Any, at_once: int, sender: Any
) -> None:
    """Do a share of the work in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it ends it
    result: dict[int, R] | Exception
    try:
        result = _share(work, items, counter, at_once)
    except Exception as error:
        error.add_note(traceback.format_exc())
        result = error
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
