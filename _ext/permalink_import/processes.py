"""Work that is shared among the processors of the machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection


T = TypeVar("T")
R = TypeVar("R")

FEWEST = 64
"""Items for which processes are worth their start."""
_MOST = 8
"""Processes: each has the whole site in its memory."""
_BETWEEN = 16
"""Items between two collections of garbage. Python looks for cycles far more often, in
trees that have none, which takes a sixth of the time."""


def map_in_processes(
    function: Callable[[T], R], items: Sequence[T], *, processes: int = 0
) -> Iterator[R]:
    """Yield what a function returns for each of some items, in their order.

    Processes are forks of this one: nothing has to be sent to them. Where there are no
    forks, or only a few items, this process does all of the work. It also does the work
    of a process that ends early, and so raises what the function raises.

    :param function: depends on nothing that it has done before; it returns what can be
        pickled
    :param processes: how many; 0 for as many as there are processors
    """
    count = processes or min(_processors(), _MOST)
    has_forks = "fork" in multiprocessing.get_all_start_methods()
    if count < 2 or len(items) < FEWEST or not has_forks:
        yield from map(function, items)
        return
    context = multiprocessing.get_context("fork")
    readers: list[Connection] = []
    running = []
    try:
        for number in range(count):
            reader, writer = context.Pipe(duplex=False)
            readers.append(reader)
            process = context.Process(
                target=_work,
                args=(function, items[number::count], writer, tuple(readers)),
                daemon=True,
            )
            process.start()
            running.append(process)
            writer.close()
        for number, item in enumerate(items):
            try:
                found: R = readers[number % count].recv()
            except (EOFError, OSError):  # the process has ended
                found = function(item)
            yield found
    finally:
        for process in running:
            process.terminate()
            process.join()
        for reader in readers:
            reader.close()


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _work(
    function: Callable[[T], R],
    items: Sequence[T],
    writer: Connection,
    readers: Sequence[Connection],
) -> None:
    """Send what a function returns for items, until somebody stops reading.

    :param readers: the other process's, which are open here as well
    """
    for reader in readers:
        reader.close()
    gc.freeze()
    gc.disable()
    with suppress(Exception, KeyboardInterrupt):  # the other process gets it, too
        for number, item in enumerate(items, start=1):
            writer.send(function(item))
            if number % _BETWEEN == 0:
                gc.collect()
    writer.close()
