"""Give each test one of the markers ``unit``, ``build``, ``system`` and ``browser``.

A test has the highest level among the functions that it uses, its fixtures included:

- ``unit`` builds nothing and starts no program,
- ``build`` builds small sites with Sphinx,
- ``system`` starts programs such as ``make``, ``git`` and Jekyll,
- ``browser`` drives Chromium.

The level is read off the code: :func:`uses` follows the global names that a function
refers to through the modules of the tests, down to what :data:`LEVEL_OF` lists. A
marker on a test, a class or a module takes precedence, for programs that only the
tested code starts; :class:`Watch` reports a unit test that needs such a marker.

Besides, ``slow`` marks what ``make test`` leaves to ``make test-all``. A browser test
is slow, unless it is marked ``smoke``.
"""

from __future__ import annotations

import functools
import sys
from itertools import chain
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = ("unit", "build", "system", "browser")

#: Modules that decide the level of whoever uses what they define.
LEVEL_OF = {
    "sphinx.application": "build",
    "sphinx.cmd.build": "build",
    "sphinx.testing.util": "build",
    "site_tools.fresh_builds": "build",
    "multiprocessing": "build",
    "subprocess": "system",
    "nbclient.client": "system",
    "site_tools.chromium": "browser",
}
#: Packages whose functions are followed.
_FOLLOWED = ("tests", "conftest", "site_tools", "benchmarks", "sphinx.testing.fixtures")


def uses(start: object) -> Iterator[str]:
    """Yield the modules of :data:`LEVEL_OF` that a function, class or module uses.

    Only code of the tests is followed: calls of the extensions are not, nor are methods
    of objects whose class no followed function refers to.

    :param start: of any type; what is no code uses nothing
    """
    waiting, seen = [start], set[int]()
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        module = _module(found)
        if module in LEVEL_OF:
            yield module
        elif isinstance(found, FunctionType):
            waiting += _parts(found, everything=_is_followed(module))
        elif isinstance(found, type) and _is_followed(module):
            waiting += [*vars(found).values(), *found.__bases__]
        elif isinstance(found, functools.partial):
            waiting.append(found.func)
        elif isinstance(found, (property, functools.cached_property)):
            waiting.append(getattr(found, "fget", None) or getattr(found, "func", None))
        elif isinstance(found, (staticmethod, classmethod)):
            waiting.append(found.__func__)


def _module(found: object) -> str:
    if isinstance(found, ModuleType):
        return found.__name__
    name = getattr(found, "__module__", None)
    return name if isinstance(name, str) else ""


def _is_followed(module: str) -> bool:
    return module.startswith(_FOLLOWED)


def _parts(function: FunctionType, *, everything: bool) -> Iterator[object]:
    """Yield what a function wraps and, if *everything*, all globals it refers to."""
    yield getattr(function, "__wrapped__", None)
    yield getattr(getattr(function, "hypothesis", None), "inner_test", None)
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    if everything:
        names = set(_names(function.__code__))
        for name in names:
            yield function.__globals__.get(name, sys.modules.get(name))
        for module in [*function.__globals__.values(), *map(sys.modules.get, names)]:
            if isinstance(module, ModuleType) and _is_followed(module.__name__):
                yield from (vars(module).get(name) for name in names)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names  # of globals, attributes and imported modules
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def level(item: pytest.Function) -> str:
    """Return the level of a test that has no marker for it.

    :param item: a collected test
    """
    definitions = chain(*item._fixtureinfo.name2fixturedefs.values())
    starts = [item.function, *(definition.func for definition in definitions)]
    found = {name for start in starts for name in _uses(start)}
    return max((LEVEL_OF[name] for name in found), key=LEVELS.index, default="unit")


@functools.cache
def _uses(start: object) -> frozenset[str]:
    return frozenset(uses(start))


@pytest.hookimpl(tryfirst=True)  # before -m selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its level, and browser tests but for ``smoke`` as slow.

    :raises pytest.UsageError: if a test has no level, or more than one
    """
    for item in items:
        marked = {mark.name for mark in item.iter_markers()}
        own = marked & {*LEVELS}
        if isinstance(item, pytest.Function) and not own:
            found = level(item)
            item.add_marker(found)
            own = {found}
        if len(own) != 1:
            message = f"{item.nodeid}: mark it as one of {', '.join(LEVELS)}"
            raise pytest.UsageError(message)
        if "browser" in own and "smoke" not in marked:
            item.add_marker("slow")


class Watch:
    """Records the builds and programs that are started in this process."""

    def __init__(self) -> None:
        self.started: list[str] = []
        sys.addaudithook(self._program)
        original = Sphinx.__init__

        @functools.wraps(original)
        def init(*arguments: object, **options: object) -> None:
            self.started.append("a build with Sphinx")
            original(*arguments, **options)  # type: ignore[arg-type]

        Sphinx.__init__ = init  # type: ignore[method-assign]

    def _program(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in {"subprocess.Popen", "os.posix_spawn", "os.system", "os.exec"}:
            self.started.append(f"the program {arguments[0]}")
        elif event == "os.fork":
            self.started.append("a process")


_watch = Watch()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Forget what earlier tests started, before any fixture of this one."""
    _watch.started.clear()


@pytest.fixture(autouse=True)
def _level_is_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a unit test that builds a site or starts a program."""
    yield
    if request.node.get_closest_marker("unit") and _watch.started:
        pytest.fail(
            f"this unit test started {_watch.started[0]}: mark it with "
            "@pytest.mark.build or @pytest.mark.system (tests/site_tools/levels.py)",
            pytrace=False,
        )
