"""Run-time changes of other projects: applied, left out, undone, listed."""

from __future__ import annotations

import re
import shutil
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import guide_tables
import pytest
import sphinx
from myst_parser.mdit_to_docutils import base as myst
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, ExtensionError

from conftest import snapshot
from permalink_blog.upstream import __main__ as command
from permalink_blog.upstream import apply as changes
from permalink_blog.upstream.catalog import all_changes
from permalink_blog.upstream.change import UpstreamChange, replace_attribute
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
SPEED = [change.name for change in all_changes() if not change.correct]
CORRECT = [change.name for change in all_changes() if change.correct]
END = b"</head>"
PROCESS_WIDE = (
    (BuildEnvironment, "get_and_resolve_doctree"),
    (myst, "jinja2"),
)


@pytest.fixture(autouse=True)
def _nothing_in_effect() -> Iterator[None]:
    """Begin without what an application left that was never built."""
    for user in {x for found in changes._in_effect.values() for x in found.users}:
        changes._leave(user)
    before = [getattr(owner, name) for owner, name in PROCESS_WIDE]
    yield
    assert not changes._in_effect
    assert [getattr(owner, name) for owner, name in PROCESS_WIDE] == before


def change(**members: Any) -> UpstreamChange:
    values = {"name": "x.y", "issue": "x/x#1", "why": "x", "correct": False}
    return UpstreamChange(**{**values, "versions": {}, **members})


# -- One change


@pytest.mark.parametrize(
    ("known", "problem"),
    [
        (">=8,<1000", ""),
        (">=1000", f"sphinx {sphinx.__version__} is not one of >=1000"),
    ],
)
def test_versions(known: str, problem: str) -> None:
    assert change(versions={"sphinx": known}).problem() == problem


def test_what_is_not_installed_and_what_is_not_as_expected() -> None:
    missing = change(versions={"no-such-thing": ">=1"}, misfit=lambda: "not asked")
    assert missing.problem() == "no-such-thing is not installed"
    assert change(misfit=lambda: "no such name").problem() == "no such name"


def test_a_replaced_attribute_is_put_back_unless_somebody_replaced_ours() -> None:
    owner = SimpleNamespace(one=1, two=2)
    undo_one, undo_two = (replace_attribute(owner, x, "ours") for x in ("one", "two"))
    owner.two = "theirs"
    undo_one()
    undo_two()
    assert vars(owner) == {"one": 1, "two": "theirs"}


def test_all_changes_say_what_they_are() -> None:
    found = all_changes()
    assert len(found) == len({x.name for x in found}) >= 29
    for each in found:
        assert re.fullmatch(r"[a-z_]+\.[a-z-]+", each.name)
        assert re.fullmatch(r"[\w.-]+/[\w.-]+#\d+|https://\S+", each.issue), each.name
        assert not each.why.endswith(".")
        assert "|" not in each.why
        assert each.problem() == "", each.name


# -- In a build


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder that builds of the root use, with guarded reading."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('extensions += ["permalink_blog.safe_reading"]\n')
    return folder


def current() -> list[Any]:
    return [getattr(owner, name) for owner, name in PROCESS_WIDE]


def pages(app: SphinxTestApp) -> dict[str, bytes]:
    return {x: y for x, y in snapshot(app.outdir).items() if not x.startswith(".")}


@pytest.mark.parametrize("fails", [False, True])
def test_the_process_is_as_it_was_after_a_build(
    make_app: Callable[..., SphinxTestApp], srcdir: Path, *, fails: bool
) -> None:
    before, seen = current(), []

    def look(*_arguments: object) -> None:
        seen.extend(current())
        if fails:
            raise ValueError("stop")

    app = make_app(srcdir=srcdir)
    app.connect("env-updated", look)
    with pytest.raises(ExtensionError) if fails else nullcontext():
        app.build()
    assert len(seen) == len(before)
    assert not [x for x, y in zip(seen, before, strict=True) if x is y]
    assert current() == before


def test_a_second_build_of_an_application_has_them_again(
    make_app: Callable[..., SphinxTestApp], srcdir: Path
) -> None:
    before, seen = current(), []
    app = make_app(srcdir=srcdir)
    app.connect("env-updated", lambda *_arguments: seen.append(current() != before))
    app.build()
    app.build(force_all=True)
    assert seen == [True, True]
    assert current() == before


def test_they_stay_as_long_as_an_application_needs_them(
    make_app: Callable[..., SphinxTestApp], srcdir: Path, tmp_path: Path
) -> None:
    before = current()
    other = shutil.copytree(srcdir, tmp_path / "other")
    first, second = make_app(srcdir=srcdir), make_app(srcdir=other)
    second.build()
    assert not [x for x, y in zip(current(), before, strict=True) if x is y]
    first.build()
    assert current() == before


def test_those_for_speed_change_no_page(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT)
    usual = pages(app)
    shutil.rmtree(app.outdir.parent)
    app = build_root(ROOT, permalink_upstream_without=SPEED)
    assert not warned(app)
    assert pages(app) == usual


def test_a_build_without_any(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT, permalink_upstream_without=[*SPEED, *CORRECT])
    assert not changes._applications[app].process_wide
    assert "posts/a.html" in pages(app)
    assert "blog/atom.xml" in pages(app)  # ABlog's own
    assert "Traceback" not in warned(app)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SPEED, *CORRECT])
def test_each_can_be_left_out(build_root: BuildRoot, srcdir: Path, name: str) -> None:
    app = build_root(ROOT, permalink_upstream_without=[name], parallel=2)
    assert "posts/a.html" in pages(app)
    expected = ("ablog", "doing serial read")  # Sphinx says so of ablog's own
    said = warned(app).splitlines()
    assert not [line for line in said if not any(text in line for text in expected)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["sphinx.no", "ablog.order"], "sphinx.no: no change of that name"),
        ("nonsense", "nonsense: no change of that name"),
        (7, "7 is not a list"),
    ],
)
def test_what_is_no_name_is_refused(
    make_app: Callable[..., SphinxTestApp], srcdir: Path, value: object, message: str
) -> None:
    values = {"permalink_upstream_without": value}
    with pytest.raises(ConfigError) as caught:
        make_app(srcdir=srcdir, confoverrides=values)
    assert f"permalink_upstream_without: {message}" in str(caught.value)
    if value != 7:
        assert all(name in str(caught.value) for name in (*SPEED, *CORRECT))
        assert "sphinx.no, ablog" not in str(caught.value)


def test_what_does_not_fit_is_left_out_with_one_warning(
    build_root: BuildRoot, srcdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = pages(build_root(ROOT))
    shutil.rmtree(srcdir / "_build")
    monkeypatch.setattr(sphinx, "__version__", "99.1")
    app = build_root(ROOT)
    (line,) = warned(app).strip().splitlines()
    assert "sphinx.image-names: sphinx 99.1 is not one of >=8.2,<10" in line
    wrong = "sphinx.image-names, sphinx.page-head, sphinx.page-written"
    assert f"Pages may be wrong without {wrong}" in line
    assert "guarded" not in line  # these are for any version
    found = pages(app)
    assert found.keys() == usual.keys()
    for name in found:  # archives have excerpts in ABlog's way
        if name.startswith("posts/"):  # nor is the feed for JSON in their heads
            assert found[name].split(END)[1:] == usual[name].split(END)[1:]
    app = build_root(ROOT, suppress_warnings=["permalink_blog.version"])
    assert not warned(app)


# -- What is listed


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    named = [line.partition(" ")[0] for line in lines if not line.startswith(" ")]
    assert named == sorted([*SPEED, *CORRECT])
    assert lines.count("    fits") == len(named)


def test_what_does_not_fit_is_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sphinx, "__version__", "99.1")
    assert command.main([]) == 1
    wanted = "does not fit: sphinx 99.1 is not one of >=8.2,<10"
    assert wanted in capsys.readouterr().out


@pytest.mark.system  # versions of others
def test_the_guide_has_all(project_dir: Path) -> None:
    old = (project_dir / guide_tables.REFERENCE).read_text("utf-8")
    assert f"| `{SPEED[0]}` | speed |" in old
    assert guide_tables.renewed(old, guide_tables.REFERENCE) == old, "make guide-tables"


def test_each_has_a_test_that_fails_when_it_can_go(project_dir: Path) -> None:
    tests = (project_dir / "tests").rglob("test_*.py")
    mark = r"@pytest.mark.needed_for\(([^)]*)\)"
    found = {
        name
        for path in tests
        for marked in re.findall(mark, path.read_text("utf-8"))
        for name in re.findall(r'"([^"]+)"', marked)
    }
    assert found == {*SPEED, *CORRECT}
