"""Files are found by the names that authors write."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from permalink_blog.core.source_files import find_file, spaced_spellings

NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=20,
).filter(lambda name: name not in {".", ".."})


@settings(max_examples=60)
@given(folder=NAMES, name=NAMES, written=st.sampled_from(["NFC", "NFD"]))
def test_any_name_in_any_form(folder: str, name: str, written: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        path = Path(root, folder, name)
        try:
            path.parent.mkdir()
            path.write_bytes(b"x")
        except OSError:
            assume(False)
        asked = normalize(written, f"{folder}/{name}")  # type: ignore[arg-type]
        assume(not asked.endswith(".*"))
        for text in (f"{folder}/{name}", quote(f"{folder}/{name}"), quote(asked)):
            assert find_file(Path(root), text) == path


def test_the_name_as_it_is_written_goes_first(tmp_path: Path) -> None:
    """What Sphinx finds stays what it finds."""
    for name in ("a%20b.png", "a b.png"):
        (tmp_path / name).write_bytes(b"")
    assert find_file(tmp_path, "a%20b.png") == tmp_path / "a%20b.png"
    assert find_file(tmp_path, "a%2520b.png") == tmp_path / "a%20b.png"
    assert find_file(tmp_path, "a b.png") == tmp_path / "a b.png"


def test_any_format_of_an_image(tmp_path: Path) -> None:
    name = normalize("NFD", "Föhn")
    (tmp_path / f"{name}.svg").write_bytes(b"")
    assert find_file(tmp_path, "F%C3%B6hn.*") == tmp_path / f"{name}.*"
    assert find_file(tmp_path, "other.*") is None


@pytest.mark.parametrize(
    "path", ["../up.txt", "a/../../up.txt", "%2e%2e/up.txt", "..%2Fup.txt", "none", "a"]
)
def test_nothing_outside_and_no_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "up.txt").write_bytes(b"")
    (tmp_path / "in/a").mkdir(parents=True)
    assert find_file(tmp_path / "in", path) is None
    assert find_file(tmp_path / "in", "../up.txt", root=tmp_path)


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000, "/" * 10, "%00", ""])
def test_what_no_file_can_be_called(tmp_path: Path, path: str) -> None:
    assert find_file(tmp_path, path) is None


def test_links_are_followed_as_sphinx_does(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.png").write_bytes(b"")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/ä.png").symlink_to(tmp_path / "elsewhere.png")
    assert find_file(tmp_path / "in", "%C3%A4.png") == tmp_path / "in/ä.png"


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        ("myphoto.png", '<img src="my photo.png">', ["my photo.png"]),
        ("myphoto.png", "```{image} my  photo.png\n```", ["my  photo.png"]),
        ("a.b", "a. b a.b axb", ["a. b", "a.b"]),
        ("a.png", "nothing", []),
    ],
)
def test_spaces_that_docutils_removed(path: str, source: str, found: list[str]) -> None:
    assert list(spaced_spellings(path, source)) == found
