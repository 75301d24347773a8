"""Priorities of events, transforms and assets have names, and no other values."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from priority_reasons import reasons

import permalink_blog
from permalink_blog.core import priorities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import IntEnum

EXT = Path(permalink_blog.__file__).parent.parent
PACKAGE = EXT / "permalink_blog/core/priorities"
CLASSES: dict[str, type[IntEnum]] = {
    name: value
    for name in priorities.__all__
    if isinstance(value := getattr(priorities, name), type)
}
OF_TRANSFORMS, OF_ASSETS = {"Reading", "Writing"}, {"add_js_file", "add_css_file"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(EXT.rglob("*.py")):
        if PACKAGE not in path.parents:
            yield path, ast.parse(path.read_text("utf-8"))


def of_call(call: ast.Call) -> tuple[set[str], ast.expr] | None:
    """Return the classes whose members a call may have as a priority, and what it has.

    ``None`` for calls without a priority, and those that do not have one.
    """
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Name) and call.func.id == "UpstreamChange":
        return of_change({word.arg: word.value for word in call.keywords})
    if name not in {"connect", *OF_ASSETS}:
        return None
    given = [word.value for word in call.keywords if word.arg == "priority"]
    if name == "connect":
        given += call.args[2:]
    if not given:
        return None
    event = call.args[0]
    if name in OF_ASSETS:
        return {"AssetPriority"}, given[0]
    if isinstance(event, ast.Constant):
        return {class_of(str(event.value))}, given[0]
    return set(CLASSES) - OF_TRANSFORMS - {"AssetPriority"}, given[0]


def class_of(event: str) -> str:
    return "".join(word.capitalize() for word in event.split("-"))


def of_change(words: dict[str | None, ast.expr]) -> tuple[set[str], ast.expr] | None:
    """Return the same of a run-time change, which has the name of its event."""
    event, value = words.get("when"), words.get("priority")
    if not isinstance(event, ast.Constant) or value is None:
        return None
    return {class_of(str(event.value))}, value


def of_statement(node: ast.stmt) -> tuple[set[str], ast.expr] | None:
    """Return the same of a ``default_priority`` in the body of a class."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    is_priority = any(
        isinstance(target, ast.Name) and target.id == "default_priority"
        for target in targets
    )
    value = getattr(node, "value", None)
    return (OF_TRANSFORMS, value) if is_priority and value is not None else None


def found() -> Iterator[tuple[str, set[str], ast.expr]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            use = None
            if isinstance(node, ast.Call):
                use = of_call(node)
            elif isinstance(node, ast.stmt):
                use = of_statement(node)
            if use is not None:
                yield f"{path.relative_to(EXT)}:{use[1].lineno}", *use


def problem(classes: set[str], value: ast.expr) -> str:
    """Return what is wrong with a priority; nothing if it is right."""
    text = ast.unparse(value)
    if isinstance(value, ast.Attribute) and value.attr == "priority":
        return ""  # of a handler that is connected once more
    owner, _, member = text.partition(".")
    if owner not in CLASSES or member not in CLASSES[owner].__members__:
        return f"{text} is not a member of permalink_blog.core.priorities"
    if owner not in classes:
        return f"{text} is for another event"
    return ""


def test_each_priority_is_a_named_one_of_its_event() -> None:
    uses = list(found())
    assert len(uses) > 100
    wrong = [
        f"{where}: {text}"
        for where, classes, value in uses
        if (text := problem(classes, value))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "app.connect('env-updated', f, priority=100)",
        "app.connect('env-updated', f, 100)",
        "app.connect('env-updated', f, priority=-(10**6))",
        "app.connect('env-updated', f, priority=LAST)",
        "app.connect('env-updated', f, priority=DoctreeRead.CHECKS)",
        "app.connect('env-updated', f, priority=EnvUpdated.UNKNOWN)",
        "app.add_js_file('a.js', priority=300)",
        "UpstreamChange(when='builder-inited', priority=EnvUpdated.POSTS)",
    ],
)
def test_other_priorities_are_found(code: str) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    use = of_call(call)
    assert use is not None
    assert problem(*use)


def test_each_name_is_used() -> None:
    used = {ast.unparse(value) for _where, _classes, value in found()}
    known = {
        f"{name}.{member}" for name, x in CLASSES.items() for member in x.__members__
    }
    assert known - used == set()


@pytest.mark.parametrize("name", CLASSES)
def test_names_are_in_order_and_have_a_reason(name: str) -> None:
    members = list(CLASSES[name])
    assert members == sorted(members)
    texts = reasons(CLASSES[name])
    assert list(texts) == members
    for reason in texts.values():
        assert reason.split()[0] in {"Before", "After", "Right"}
    assert "Priorities of" in str(inspect.getdoc(CLASSES[name]))
