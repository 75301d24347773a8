from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import refusal, snapshot
from permalink_blog.core.store import STORE, Store, encode
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
LINES = st.binary().filter(lambda line: b"\n" not in line and not line.endswith(b"\r"))
SECTIONS = st.dictionaries(
    st.text(st.characters(codec="utf-8")), st.tuples(st.integers(0, 9), LINES)
)


def store_of(folder: Path) -> Store:
    return Store(folder / STORE)


def save(folder: Path, sections: dict[str, tuple[int, bytes]]) -> None:
    store = store_of(folder)
    for name, (version, content) in sections.items():
        store.put(name, version, content)
    store.commit()


@given(sections=SECTIONS, other=SECTIONS)
def test_sections_are_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    sections: dict[str, tuple[int, bytes]],
    other: dict[str, tuple[int, bytes]],
) -> None:
    folder = tmp_path_factory.mktemp("store")
    save(folder, sections)
    save(folder, other)
    store = store_of(folder)
    for name, (version, content) in {**sections, **other}.items():
        assert store.get(name, version) == content
        assert store.get(name, version + 1) is None
        store.put(name, version, None)
        assert store.get(name, version) is None


@given(sections=SECTIONS)
def test_the_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, sections: dict[str, tuple[int, bytes]]
) -> None:
    first, second = (tmp_path_factory.mktemp("store") for _ in range(2))
    save(first, sections)
    save(second, dict(reversed(sections.items())))
    assert snapshot(first) == snapshot(second)


def test_nothing_is_written_before_the_commit_or_for_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    store.commit()
    store.put("a", 1, b"x")
    assert not [*tmp_path.iterdir()]
    store.commit()
    before = stamps_of(tmp_path)
    store.put("a", 1, b"x")
    store.commit()
    assert stamps_of(tmp_path) == before


def stamps_of(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_what_a_killed_build_was_writing_goes(tmp_path: Path) -> None:
    save(tmp_path, {"a": (1, b"x")})
    (tmp_path / f"{STORE}.tmp").write_bytes(b"half")
    store_of(tmp_path).commit()
    assert [path.name for path in tmp_path.iterdir()] == [STORE]


@given(cut=st.integers(0, 200), byte=st.none() | st.integers(0, 255))
def test_no_section_is_half_read(
    tmp_path_factory: pytest.TempPathFactory, cut: int, byte: int | None
) -> None:
    folder = tmp_path_factory.mktemp("store")
    sections = {"a": (1, b"text of a"), "b": (2, b"text of b")}
    save(folder, sections)
    whole = (folder / STORE).read_bytes()
    more = b"" if byte is None else bytes([byte]) + whole[cut + 1 :]
    (folder / STORE).write_bytes(whole[:cut] + more)
    for name, (version, content) in sections.items():
        assert store_of(folder).get(name, version) in (None, content)


def test_git_may_convert_the_ends_of_its_lines(tmp_path: Path) -> None:
    save(tmp_path, {"a": (1, encode({"é": ["\n"]})), "b": (2, b"")})
    path = tmp_path / STORE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert store_of(tmp_path).get("a", 1) == encode({"é": ["\n"]})
    assert store_of(tmp_path).get("b", 2) == b""


@pytest.mark.parametrize("content", [b"", b"{", b'{"permalink_blog":2}\n', b"\xff"])
def test_damage_is_repaired(tmp_path: Path, content: bytes) -> None:
    ours = content != b"\xff"
    (tmp_path / STORE).write_bytes(content)
    assert store_of(tmp_path).get("a", 1) is None
    save(tmp_path, {"a": (1, b"x")})
    assert (store_of(tmp_path).get("a", 1) == b"x") is ours


@pytest.mark.parametrize("text", ["mine", '{"pages": {}}', "[]", "\n"])
def test_a_file_of_somebody_else_stays(build_root: BuildRoot, text: str) -> None:
    app = build_root(ROOT)
    (app.outdir / STORE).write_text(text)
    edit(app.srcdir / "posts/a.md", "date:", "author: x\ndate:")
    app = build_root(ROOT)
    assert (app.outdir / STORE).read_text() == text
    assert warned(app).count(f"{app.outdir / STORE}: is not a file of this build") == 1
    assert app.statuscode == 0
    (app.outdir / STORE).unlink()
    assert not warned(build_root(ROOT))
    assert not warned(build_root(ROOT))
    before = stamps(app.outdir)
    build_root(ROOT)
    assert not pages(written(before, app.outdir))


def test_no_page_takes_its_place(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "dummy")
    edit(app.srcdir / "posts/a.md", "date:", f"permalink: /{STORE}/\ndate:")
    assert f"is in {STORE}/, which belongs to the build" in refusal(build_root(ROOT))
