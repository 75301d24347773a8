from __future__ import annotations

from typing import TYPE_CHECKING

from permalinks.published import (
    RECORD,
    moved,
    read_record,
    remove_stale,
    write_record,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_record_is_read_back(tmp_path: Path) -> None:
    write_record(tmp_path, {"b": "b.html", "a": "x/index.html"})
    assert read_record(tmp_path) == {"a": "x/index.html", "b": "b.html"}


def test_a_broken_or_missing_record_is_no_record(tmp_path: Path) -> None:
    assert read_record(tmp_path) == {}
    for text in ("", "[]", '{"pages": 1}', '{"pages": {"a": 1}}', "\udcff"):
        (tmp_path / RECORD).write_text(text, errors="surrogateescape")
        assert read_record(tmp_path) == {}


def test_moved_and_gone() -> None:
    old = {"stays": "a", "moves": "b", "goes": "c"}
    assert moved(old, {"stays": "a", "moves": "d", "new": "e"}) == {"moves", "goes"}


def test_stale_files_go_and_folders_they_leave_empty(tmp_path: Path) -> None:
    for name in ("a/b/index.html", "a/c.html", "d.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    remove_stale(tmp_path, ["a/b/index.html", "d.html", "never-was.html"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "c.html"]


def test_nothing_outside_the_output_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").touch()
    (out / "link").symlink_to(tmp_path)
    remove_stale(out, ["../precious", "link/precious", str(tmp_path / "precious")])
    assert (tmp_path / "precious").exists()


def test_what_cannot_be_removed_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.html").mkdir()
    with caplog.at_level("WARNING", logger="sphinx.permalinks.published"):
        remove_stale(tmp_path, ["a.html"])
    assert "remove it by hand" in caplog.text
