from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.files import digest
from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.record import (
    BuildRecord,
    is_made,
    moved,
    put_record,
    read_record,
    remove_stale,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_record_is_read_back(tmp_path: Path) -> None:
    record = BuildRecord(
        {"b": "b.html", "a": "x/index.html"},
        {"b": "b.html", "a": "x/"},
        frozenset({"_images/x.png"}),
        {"blog.html": digest(b"x")},
    )
    store = Store(tmp_path / STORE)
    put_record(store, record)
    store.commit()
    assert read_record(Store(tmp_path / STORE)) == record


def test_a_broken_or_missing_record_is_no_record(tmp_path: Path) -> None:
    assert read_record(Store(tmp_path / STORE)) == BuildRecord()
    for text in ("", "[]", '{"pages": 1, "made": {}}', "\udcff"):
        store = Store(tmp_path / STORE)
        store.put("urls", 1, text.encode(errors="surrogateescape"))
        store.commit()
        assert read_record(Store(tmp_path / STORE)) == BuildRecord()


def test_a_file_that_somebody_changed_is_not_ours(tmp_path: Path) -> None:
    record = BuildRecord(made={"a.html": digest(b"ours"), "gone.html": digest(b"ours")})
    (tmp_path / "a.html").write_bytes(b"ours")
    assert is_made(tmp_path, "a.html", record)
    (tmp_path / "a.html").write_bytes(b"theirs")
    assert not is_made(tmp_path, "a.html", record)
    assert not is_made(tmp_path, "gone.html", record)
    assert not is_made(tmp_path, "other.html", record)


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
    with caplog.at_level("WARNING", logger="sphinx.permalink_blog.urls.record"):
        remove_stale(tmp_path, ["a.html"])
    assert "remove it by hand" in caplog.text
