"""A folder is filled with all files, or is as it was."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.start.folder import (
    FolderError,
    check_empty,
    filled,
    write_files,
)
from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path


def contents(folder: Path) -> set[str]:
    return {x.relative_to(folder).as_posix() for x in folder.rglob("*")}


def test_a_new_folder_with_its_parents(tmp_path: Path) -> None:
    with filled(tmp_path / "a/b") as staging:
        write_files(staging, {"conf.py": "x\n", ".github/workflows/y.yml": "y\n"})
        assert not (tmp_path / "a/b/conf.py").exists()
    assert contents(tmp_path / "a/b") == {
        *("conf.py", ".github", ".github/workflows", ".github/workflows/y.yml")
    }
    assert (tmp_path / "a/b/conf.py").read_bytes() == b"x\n"


def test_an_empty_folder_and_an_empty_repository(tmp_path: Path) -> None:
    save(tmp_path / ".git/config", "mine")
    with filled(tmp_path) as staging:
        write_files(staging, {"conf.py": "x\n"})
    assert contents(tmp_path) == {".git", ".git/config", "conf.py"}


@pytest.mark.parametrize("name", ["conf.py", "notes.txt", ".hidden", "folder/x"])
def test_a_folder_with_files_is_refused(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, "mine")
    top = re.escape(name.partition("/")[0])
    with pytest.raises(FolderError, match=rf"is not empty \(it has {top}\); name"):
        check_empty(tmp_path)
    with pytest.raises(FolderError, match="is not empty"), filled(tmp_path):
        pytest.fail("it is not empty")
    assert (tmp_path / name).read_text() == "mine"


def test_a_file_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "file", "mine")
    with pytest.raises(FolderError, match="is a file; name a new folder"):
        check_empty(tmp_path / "file")
    with pytest.raises(FolderError), filled(tmp_path / "file/below"):
        pytest.fail("it is below a file")
    assert contents(tmp_path) == {"file"}


def fill(folder: Path, error: BaseException) -> None:
    """Write two files, and fail then."""
    with filled(folder) as staging:
        write_files(staging, {"conf.py": "x\n", "posts/a.md": "a\n"})
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("name", [".", "a/b"])
def test_an_error_leaves_nothing(
    tmp_path: Path, name: str, error: type[BaseException]
) -> None:
    with pytest.raises(error):
        fill(tmp_path / name, error())
    assert contents(tmp_path) == set()


def test_a_full_disk_is_one_message(tmp_path: Path) -> None:
    error = OSError(28, os.strerror(28), "posts")
    with pytest.raises(FolderError, match=r"posts: No space .* nothing is written"):
        fill(tmp_path / "blog", error)
    assert contents(tmp_path) == set()


def test_what_others_write_in_the_meantime_stays(tmp_path: Path) -> None:
    def meet() -> None:
        with filled(tmp_path / "blog") as staging:
            write_files(staging, {"a.md": "a\n", "conf.py": "x\n"})
            save(tmp_path / "blog/conf.py", "somebody's")

    with pytest.raises(FolderError, match="is there already; nothing is written"):
        meet()
    assert contents(tmp_path) == {"blog", "blog/conf.py"}
    assert (tmp_path / "blog/conf.py").read_text() == "somebody's"


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    save(tmp_path / "conf.py", "mine")
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"conf.py": "x\n"})
    assert (tmp_path / "conf.py").read_text() == "mine"
