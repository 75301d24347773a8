"""What a build leaves for the next one: whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.incremental.record import (
    RECORD,
    PageRecord,
    PageRecordLines,
    grouped,
    read_lines,
    write_lines,
    write_unfinished,
)
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
FACET = st.lists(st.text(), min_size=1, max_size=3).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> PageRecord:
    pages = draw(st.dictionaries(st.text(), st.frozensets(FACET, max_size=4)))
    shown = {facet for page in pages.values() for facet in page}
    digests = {facet: draw(st.text(max_size=16)) for facet in sorted(shown)}
    groups = {name: grouped(facets) for name, facets in pages.items()}
    return PageRecord(groups, digests, draw(st.text(max_size=16)))


@given(record=records())
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, record: PageRecord
) -> None:
    folder = tmp_path_factory.mktemp("record")
    write_lines(folder, PageRecordLines.of(record))
    assert read_lines(folder).record() == record
    first = (folder / RECORD).read_bytes()
    backwards = dict(reversed([*record.pages.items()]))
    write_lines(folder, PageRecordLines.of(replace(record, pages=backwards)))
    assert (folder / RECORD).read_bytes() == first
    assert [path.name for path in folder.iterdir()] == [RECORD]


@given(names=st.frozensets(st.text(min_size=1), max_size=3))
def test_what_is_begun_is_told(
    tmp_path_factory: pytest.TempPathFactory, names: frozenset[str]
) -> None:
    folder = tmp_path_factory.mktemp("record")
    write_lines(folder, PageRecordLines.of(PageRecord()))
    write_unfinished(folder, names)
    assert read_lines(folder).unfinished == names
    write_unfinished(folder, frozenset())
    assert [path.name for path in folder.iterdir()] == [RECORD]


def test_no_record(tmp_path: Path) -> None:
    assert read_lines(tmp_path) == PageRecordLines()


@given(record=records(), asked=st.frozensets(FACET, max_size=4))
def test_who_shows_what(record: PageRecord, asked: frozenset[tuple[str, ...]]) -> None:
    shown = {name: {*chain(*groups)} for name, groups in record.pages.items()}
    assert record.pages_with(asked) == {n for n in shown if shown[n] & asked}


GOOD = PageRecord(
    {"p": (frozenset({("a",)}), frozenset({("b", "c/d")}))},
    {("a",): "1", ("b", "c/d"): "2"},
    "3",
)


def text_of(folder: Path, record: PageRecord) -> str:
    write_lines(folder, PageRecordLines.of(record))
    return (folder / RECORD).read_text("utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", "\x00\xff", "\n\n\n"])
def test_a_record_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / RECORD).write_text(text, "utf-8")
    assert read_lines(tmp_path) == PageRecordLines()


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("\n", ""),
        ('"posts"', '"post"'),
        ('"facets":[[', '"facets":[[["x"]],['),
        ('"checksum":', '"checksum":1'),
        ('"p":', '"q":'),
        ("[[0],[1]]", "[[0],[2]]"),
    ],
)
def test_a_record_that_somebody_has_changed(
    tmp_path: Path, part: str, other: str
) -> None:
    text = text_of(tmp_path, GOOD)
    assert part in text
    (tmp_path / RECORD).write_text(text.replace(part, other, 1), "utf-8")
    assert read_lines(tmp_path) == PageRecordLines()


def test_what_each_build_looks_at_is_read_first(tmp_path: Path) -> None:
    record = replace(GOOD, digests={**GOOD.digests, ("post", "p"): "4"})
    write_lines(tmp_path, PageRecordLines.of(record))
    lines = read_lines(tmp_path)
    assert lines.digests == GOOD.digests  # a post's face stays while "posts" does
    assert lines.posts == "3"
    assert lines.shown.keys() == {"p"}
    assert lines.record() == record


@pytest.mark.parametrize("text", ["", "{", '{"pages": {}}', None])
def test_without_its_record_a_build_writes_all(
    build_root: BuildRoot, text: str | None
) -> None:
    app = build_root(ROOT)
    record = app.outdir / RECORD
    wanted, before = record.read_bytes(), stamps(app.outdir)
    if text is None:
        record.unlink()
    else:
        record.write_text(text, "utf-8")
    app = build_root(ROOT)
    assert not warned(app)
    assert record.read_bytes() == wanted
    assert {"index", "posts/a", "blog", "blog/tag/apple"} <= pages(
        written(before, app.outdir)
    )


def test_a_record_names_no_page_that_is_gone(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/e.md", "cherry", "apple")  # the only one
    (app.srcdir / "posts/d.md").unlink()
    app = build_root(ROOT)
    lines = read_lines(app.outdir)
    record = lines.record()
    assert record.pages.keys() == lines.shown.keys()
    assert not record.pages.keys() & {"posts/d", "blog/tag/cherry", "blog/2020"}
    assert not lines.unfinished
    for page in record.pages:
        assert app.builder.get_output_path(page).exists(), page  # type: ignore[attr-defined]


def test_a_record_tells_nothing_of_the_machine(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    app = build_root(ROOT)
    text = (app.outdir / RECORD).read_text("utf-8")
    assert str(tmp_path) not in text
    assert RECORD.startswith(".")  # hosts do not serve it
