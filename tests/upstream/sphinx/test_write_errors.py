"""What the system says of a file is found behind any error, and told with a remedy."""

from __future__ import annotations

import errno
import os
import traceback
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError, SphinxParallelError

from permalink_blog.core.files import atomic_path, temporary_of, write_whole
from permalink_blog.upstream.sphinx.atomic_path import AtomicPath
from permalink_blog.upstream.sphinx.write_errors import UnwritableError, find_failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def error(number: int, *path: str) -> OSError:
    return OSError(number, os.strerror(number), *path)


def from_worker(cause: Exception) -> SphinxParallelError:
    """Give what Sphinx makes of an error in a worker, behind that of a handler."""
    try:
        try:
            raise cause
        except OSError as caught:
            raise ExtensionError("a handler failed", caught) from caught
    except ExtensionError as found:
        return SphinxParallelError(str(found), traceback.format_exc())


@pytest.mark.parametrize("wrap", [lambda x: x, from_worker], ids=["here", "worker"])
@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "No space left on device; free some space"),
        (errno.EACCES, "Permission denied; give the user write permission"),
        (errno.EROFS, "Read-only file system; make it writable"),
        (errno.EISDIR, "Is a directory; remove the folder with this name"),
        (errno.EMFILE, "Too many open files; fix this"),
    ],
)
def test_a_file_of_the_build(
    tmp_path: Path, wrap: Callable[[Exception], Exception], number: int, remedy: str
) -> None:
    path = f"{tmp_path}/it's here.html"
    found = find_failure(wrap(error(number, path)), [tmp_path])
    assert found is not None
    assert found.message.startswith(f"{path} cannot be written: {remedy}")
    assert found.message.endswith(", and build again")


def test_the_disk_is_full_and_nobody_knows_the_file(tmp_path: Path) -> None:
    found = find_failure(from_worker(error(errno.ENOSPC)), [tmp_path])
    assert found is not None
    assert found.path == str(tmp_path)


def test_the_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "blog").touch()
    found = find_failure(error(errno.ENOTDIR, f"{tmp_path}/blog/tag/a"), [tmp_path])
    assert found is not None
    assert found.message.startswith(f"{tmp_path}/blog cannot be written: ")


@pytest.mark.parametrize(
    "other",
    [
        ValueError("no error of a file"),
        error(errno.ENOENT, "/elsewhere/theme.toml"),
        error(errno.EACCES, "relative"),
        error(errno.ECONNREFUSED),
    ],
    ids=str,
)
def test_other_errors_are_left_to_sphinx(tmp_path: Path, other: Exception) -> None:
    assert find_failure(other, [tmp_path]) is None


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old")

    def run_out_of_space() -> None:
        with atomic_path(path) as half:
            half.write_text("ne")
            raise error(errno.ENOSPC)

    with pytest.raises(OSError, match=r"No space.*a\.html'$"):
        run_out_of_space()
    assert [x.name for x in tmp_path.iterdir()] == ["a.html"]
    assert path.read_text() == "old"


def test_a_page_that_cannot_be_written_is_no_warning_of_sphinx(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(UnwritableError, match=r"Is a directory: '.*a\.html'"):
        AtomicPath(tmp_path, "a.html").write_text("text", encoding="utf-8")


def test_any_name_can_be_written_whole(tmp_path: Path) -> None:
    path = tmp_path / f"{'ä' * 125}.html"
    write_whole(path, b"text")
    assert path.read_bytes() == b"text"
    assert temporary_of(path).parent == path.parent
