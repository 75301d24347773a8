"""What a build leaves for the next one: whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.store import STORE, Store
from permalink_blog.incremental.record import (
    PAGES,
    PageRecord,
    PageRecordSections,
    grouped,
    put_sections,
    put_unfinished,
    read_sections,
)
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from conftest import BuildRoot

ROOT = "blog-scaling"
DEPENDENCY = st.lists(st.text(), min_size=1, max_size=3).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> PageRecord:
    pages = draw(st.dictionaries(st.text(), st.frozensets(DEPENDENCY, max_size=4)))
    shown = {dependency for page in pages.values() for dependency in page}
    digests = {dependency: draw(st.text(max_size=16)) for dependency in sorted(shown)}
    groups = {name: grouped(dependencies) for name, dependencies in pages.items()}
    return PageRecord(groups, digests, draw(st.text(max_size=16)))


def stored(folder: Path) -> Store:
    return Store(folder / STORE)


def save_record(folder: Path, record: PageRecord) -> None:
    store = stored(folder)
    put_sections(store, PageRecordSections.of(record))
    store.commit()


@given(record=records())
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, record: PageRecord
) -> None:
    folder = tmp_path_factory.mktemp("record")
    save_record(folder, record)
    assert read_sections(stored(folder)).record() == record
    first = (folder / STORE).read_bytes()
    backwards = dict(reversed([*record.pages.items()]))
    save_record(folder, replace(record, pages=backwards))
    assert (folder / STORE).read_bytes() == first
    assert [path.name for path in folder.iterdir()] == [STORE]


@given(names=st.frozensets(st.text(min_size=1), max_size=3))
def test_what_is_begun_is_told(
    tmp_path_factory: pytest.TempPathFactory, names: frozenset[str]
) -> None:
    folder = tmp_path_factory.mktemp("record")
    save_record(folder, PageRecord())
    store = stored(folder)
    put_unfinished(store, names)
    store.commit()
    assert read_sections(stored(folder)).unfinished == names
    save_record(folder, PageRecord())
    assert read_sections(stored(folder)).unfinished == frozenset()


def test_no_record(tmp_path: Path) -> None:
    assert read_sections(stored(tmp_path)) == PageRecordSections()


@given(record=records(), asked=st.frozensets(DEPENDENCY, max_size=4))
def test_who_shows_what(record: PageRecord, asked: frozenset[tuple[str, ...]]) -> None:
    shown = {name: {*chain(*groups)} for name, groups in record.pages.items()}
    assert record.pages_with(asked) == {n for n in shown if shown[n] & asked}


GOOD = PageRecord(
    {"p": (frozenset({("a",)}), frozenset({("b", "c/d")}))},
    {("a",): "1", ("b", "c/d"): "2"},
    "3",
)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", "\x00\xff"])
def test_a_record_that_is_none(tmp_path: Path, text: str) -> None:
    save_record(tmp_path, GOOD)
    store = stored(tmp_path)
    store.put(PAGES, 2, text.encode())
    store.commit()
    assert read_sections(stored(tmp_path)) == PageRecordSections()


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("\n", ""),
        ('"posts"', '"post"'),
        ('"dependencies":[[', '"dependencies":[[["x"]],['),
        ('"pages",2,', '"pages",2,1'),
        ('"p":', '"q":'),
        ("[[0],[1]]", "[[0],[2]]"),
    ],
)
def test_a_record_that_somebody_has_changed(
    tmp_path: Path, part: str, other: str
) -> None:
    save_record(tmp_path, GOOD)
    text = (tmp_path / STORE).read_text("utf-8")
    assert part in text
    (tmp_path / STORE).write_text(text.replace(part, other, 1), "utf-8")
    assert read_sections(stored(tmp_path)) == PageRecordSections()


def test_what_each_build_looks_at_is_read_first(tmp_path: Path) -> None:
    record = replace(GOOD, digests={**GOOD.digests, ("post", "p"): "4"})
    save_record(tmp_path, record)
    sections = read_sections(stored(tmp_path))
    assert sections.digests == GOOD.digests  # a post's face stays while "posts" does
    assert sections.posts == "3"
    assert sections.shown.keys() == {"p"}
    assert sections.record() == record


@pytest.mark.parametrize("text", ["", "{", '{"pages": {}}', None])
def test_without_its_record_a_build_writes_all(
    build_root: BuildRoot, text: str | None
) -> None:
    app = build_root(ROOT)
    record = Path(app.outdir, STORE)
    wanted, before = record.read_bytes(), stamps(app.outdir)
    store = Store(record)
    store.put(PAGES, 2, None if text is None else text.encode())
    store.commit()
    app = build_root(ROOT)
    assert not warned(app)
    assert record.read_bytes() == wanted
    assert {"index", "posts/a", "blog", "blog/tag/apple"} <= pages(
        written(before, app.outdir)
    )


@pytest.mark.parametrize("text", ["", "{", '{"permalink_blog":2}', None])
def test_without_any_record_a_build_writes_all(
    build_root: BuildRoot, text: str | None
) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    if text is None:
        (app.outdir / STORE).unlink()
    else:
        (app.outdir / STORE).write_text(text, "utf-8")
    app = build_root(ROOT)
    assert not warned(app)
    assert {"index", "posts/a", "blog", "blog/tag/apple"} <= pages(
        written(before, app.outdir)
    )
    assert not pages(written(stamps(app.outdir), build_root(ROOT).outdir))


def test_a_record_names_no_page_that_is_gone(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/e.md", "cherry", "apple")  # the only one
    (app.srcdir / "posts/d.md").unlink()
    app = build_root(ROOT)
    sections = read_sections(stored(app.outdir))
    record = sections.record()
    assert record.pages.keys() == sections.shown.keys()
    assert not record.pages.keys() & {"posts/d", "blog/tag/cherry", "blog/2020"}
    assert not sections.unfinished
    for page in record.pages:
        assert app.builder.get_output_path(page).exists(), page  # type: ignore[attr-defined]


def test_a_record_tells_nothing_of_the_machine(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    app = build_root(ROOT)
    text = (app.outdir / STORE).read_text("utf-8")
    assert str(tmp_path) not in text
    assert STORE.startswith(".")  # hosts do not serve it
