"""Whatever is edited, an incremental build makes what a clean one does.

``ANY_EDIT_EXAMPLES=200 pytest tests/incremental/test_any_edit.py`` looks further;
``ANY_EDIT_THEMES`` names the themes, separated by spaces.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from conftest import snapshot
from site_tools import edit_values as values
from site_tools import edits
from site_tools.copied_blogs import copy_blog
from site_tools.edits import Blog, Edit
from site_tools.fresh_builds import Built, build, differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

EXAMPLES = int(os.environ.get("ANY_EDIT_EXAMPLES", "2"))
#: "site" is this site's own conf.py, with its theme and templates.
_THEMES = "site alabaster furo sphinx_rtd_theme shibuya"
THEMES = os.environ.get("ANY_EDIT_THEMES", _THEMES).split()
STEPS = 8
REFUSED = "ERROR: no page was written"

WHICH = st.integers(0, 10)


def some(
    function: Callable[..., None], *arguments: SearchStrategy[object]
) -> SearchStrategy[Edit]:
    return st.builds(Edit, st.just(function), st.tuples(*arguments))


def pairs(table: dict[str, tuple[str | None, ...]]) -> list[tuple[str, str | None]]:
    return [(name, value) for name, found in table.items() for value in found]


def choose(found: object) -> SearchStrategy[object]:
    return st.sampled_from(list(found))  # type: ignore[call-overload]


EDIT = st.one_of(
    some(edits.touch_document, WHICH),
    some(edits.touch_config),
    some(edits.set_last_block, WHICH, choose(values.TEXTS)),
    some(edits.set_first_paragraph, WHICH, choose(values.TEXTS)),
    some(edits.set_title, WHICH, choose(values.TITLES)),
    some(edits.set_heading, WHICH, choose(values.HEADINGS)),
    some(edits.set_label, WHICH, choose(values.TARGETS)),
    choose(pairs(values.KEYS)).flatmap(
        lambda pair: some(edits.set_key, WHICH, *map(st.just, pair))
    ),
    some(edits.delete, WHICH),
    some(edits.restore, WHICH),
    some(edits.move, WHICH, choose((*values.FOLDERS, None)), choose(values.NAMES)),
    some(
        edits.add_post,
        choose(values.FOLDERS),
        choose(values.NAMES),
        choose(values.TEXTS),
    ),
    choose(values.CONFIG.items()).flatmap(
        lambda pair: some(edits.set_config, st.just(pair[0]), choose((pair[1], None)))
    ),
    choose(pairs(values.FILES)).flatmap(
        lambda pair: some(edits.set_file, *map(st.just, pair))
    ),
    some(edits.define, WHICH, choose(values.DEFINITIONS)),
    some(edits.repeat, WHICH, choose(values.REPEATED)),
    choose(values.CATALOGS.items()).flatmap(
        lambda pair: some(edits.translate, st.just(pair[0]), choose((pair[1], None)))
    ),
    some(edits.set_inventory, st.integers(0, 2)),
    some(edits.set_code, choose((*values.CODE, None))),
    some(edits.set_toctree, choose(values.TOCTREES)),
    some(edits.draw_dot, choose(values.IMAGES), st.integers(0, 2)),
)


class Author(RuleBasedStateMachine):
    """Edits a blog and builds it."""

    workspace: Path
    theme: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.workspace / "now"
        self.blog = Blog(self.folder / "source")
        self.compared = True

    @initialize(
        builder=st.sampled_from(["html", "html", "html", "dirhtml"]),
        parallel=st.sampled_from([1, 2]),
    )
    def begin(self, *, builder: str, parallel: int) -> None:
        """Start with the blog as it was made; its first build is kept."""
        self.builder = builder
        kept = self.workspace / f"{builder}-{parallel}"
        for name in ("now", "there"):
            shutil.rmtree(self.workspace / name, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, self.folder)
            return
        copy_blog(self.blog, self.theme)
        assert self.sphinx("incremental", parallel).status == 0
        shutil.copytree(self.folder, kept)

    @rule(edit=EDIT)
    def edit(self, *, edit: Edit) -> None:
        edit.make(self.blog)
        self.compared = False

    @rule(edit=EDIT, parallel=st.sampled_from([1, 2]))
    def edit_and_build(self, *, edit: Edit, parallel: int) -> None:
        edit.make(self.blog)
        self.compare(parallel)

    @rule(parallel=st.sampled_from([1, 2]))
    def build_again(self, *, parallel: int) -> None:
        self.compare(parallel)

    @rule(
        keeps_times=st.booleans(),
        elsewhere=st.booleans(),
        parallel=st.sampled_from([1, 2]),
    )
    def check_out(self, *, keeps_times: bool, elsewhere: bool, parallel: int) -> None:
        """Check the same sources out, and restore what was built, perhaps as new."""
        edits.check_out(self.blog)
        if elsewhere:
            former = self.folder
            name = "there" if former.name == "now" else "now"
            self.folder = former.rename(self.workspace / name)
            self.blog = edits.located(self.blog, self.folder / "source")
        if not keeps_times:
            edits.make_new(self.folder / "incremental")
        self.compare(parallel)

    def teardown(self) -> None:
        if not self.compared:
            self.compare(1)
        super().teardown()

    def compare(self, parallel: int) -> None:
        """Build, and compare with a build into empty folders."""
        before = self.output("incremental")
        incremental = self.sphinx("incremental", parallel)
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        clean = self.sphinx("clean", 1)
        assert incremental.status == clean.status
        expected = before if REFUSED in clean.said else self.output("clean")
        found = differences(self.output("incremental"), expected)
        assert not found, "\n".join(found)
        self.compared = True

    def output(self, name: str) -> dict[str, bytes]:
        return snapshot(self.folder / name / "site")

    def sphinx(self, name: str, parallel: int) -> Built:
        folder = self.folder / name
        folders = ["-d", folder / "doctrees", self.blog.folder, folder / "site"]
        arguments = ["-q", "-b", self.builder, "-j", parallel, *folders]
        built = build(
            [str(x) for x in arguments],
            self.folder / "said.txt",
            ANY_EDIT_THEME=self.theme,
        )
        assert built.status in (0, 1), built.said
        assert "Traceback" not in built.said, built.said
        return built


def run(folder: Path, theme_of_all: str, *, examples: int, steps: int) -> None:
    """Let authors edit; each begins with the blog as it was made."""

    class ThisAuthor(Author):
        workspace = folder
        theme = theme_of_all

    run_state_machine_as_test(
        ThisAuthor,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            suppress_health_check=[HealthCheck.too_slow],
            report_multiple_bugs=False,  # each would be shrunk: minutes
        ),
    )


def test_some_edits(tmp_path: Path) -> None:
    """A short run, for each commit."""
    run(tmp_path, "alabaster", examples=1, steps=3)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path, theme: str) -> None:
    run(tmp_path, theme, examples=EXAMPLES, steps=STEPS)
