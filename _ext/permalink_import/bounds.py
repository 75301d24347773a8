"""Bounded work: what takes too much, or fails, becomes one line of the report."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from permalink_blog.core.extras import missing_package
from permalink_blog.core.untrusted.budget import BudgetExceededError, budget
from permalink_import import limits
from permalink_import.model import Finding, ImportFailedError, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


T = TypeVar("T")
R = TypeVar("R")

_TOO_COSTLY = (
    "These texts take too much time or memory, or their import fails, and they are left"
    " out. Simplify them, and import again"
)


def describe(error: BaseException) -> str:
    """Return on one line what is wrong, for an error of any kind."""
    if isinstance(error, BudgetExceededError):
        return str(error)
    if isinstance(error, MemoryError):
        return "it takes too much memory"
    if isinstance(error, RecursionError):
        return "it has too many parts within each other"
    if isinstance(error, ModuleNotFoundError) and (message := missing_package(error)):
        return message
    return " ".join(f"{type(error).__name__}: {error}".split())


def within_limits(
    work: Callable[[T], R], source_of: Callable[[T], str]
) -> Callable[[T], R | Finding]:
    """Return a function that returns a finding for a text that takes too much.

    :param work: reads or converts one text
    :param source_of: the file of a text, for the report
    """

    def bounded(item: T) -> R | Finding:
        try:
            with budget(seconds=limits.TEXT_SECONDS, memory=limits.TEXT_MEMORY):
                return work(item)
        except ImportFailedError:
            raise
        except (BudgetExceededError, Exception) as error:
            return Finding(
                outcome=Outcome.FAILED,
                source=source_of(item),
                line=0,
                what=describe(error),
                reason=_TOO_COSTLY,
            )

    return bounded


def each_within_limits(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    source_of: Callable[[T], str],
    findings: list[Finding],
) -> Iterator[R]:
    """Yield what a function makes of each text that does not take too much.

    :param work: reads or converts one text; it returns no finding
    :param source_of: the file of a text, for the report
    :param findings: gets a line for each text of which nothing can be made
    """
    for made in map(within_limits(work, source_of), items):
        if isinstance(made, Finding):
            findings.append(made)
        else:
            yield made


def check_number(folders: int) -> None:
    """Make sure that an old site has no more folders than somebody made.

    :param folders: how many there are, each as often as links lead to it
    :raises ImportFailedError: if they are too many
    """
    if folders > limits.FOLDERS:
        msg = (
            f"the old site has more than {limits.FOLDERS:,} folders. Remove symbolic "
            "links between them, and import again"
        )
        raise ImportFailedError(msg)


@contextmanager
def setting_within_limits(where: str) -> Iterator[None]:
    """Bound what an expression or a pattern of the old site's settings costs.

    :param where: file and key, for the message
    :raises ImportFailedError: if it takes too much; all texts may depend on it
    """
    try:
        with budget(seconds=limits.SETTING_SECONDS, memory=limits.SETTING_MEMORY):
            yield
    except (BudgetExceededError, MemoryError, RecursionError) as error:
        msg = f"{where}: {describe(error)}. Simplify its value, and import again"
        raise ImportFailedError(msg) from error


@contextmanager
def site_within_limits() -> Iterator[None]:
    """Bound what all of the import costs, apart from the single texts.

    :raises ImportFailedError: for whatever goes wrong
    """
    try:
        with budget(seconds=limits.SITE_SECONDS, memory=limits.SITE_MEMORY):
            yield
    except ImportFailedError:
        raise
    except (BudgetExceededError, Exception) as error:
        msg = f"the old site cannot be imported: {describe(error)}"
        raise ImportFailedError(msg) from error
