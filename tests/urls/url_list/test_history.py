"""What real git repositories tell."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.url_list.git import Commit, parse_changes
from permalink_blog.urls.url_list.history import DocumentFate, Past, find_past
from site_tools.git import git

if TYPE_CHECKING:
    from pathlib import Path

if shutil.which("git") is None:
    pytest.skip("no git", allow_module_level=True)

UNCOMMITTED = Commit()


class Repository:
    """A git repository whose commits are a day apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        when = f"2024-05-{max(self.day, 1):02}"
        return git(self.folder, *arguments, when=when)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def commit(self) -> Commit:
        self.day += 1
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"Day {self.day}")
        return self.last

    @property
    def last(self) -> Commit:
        return Commit(self.git("rev-parse", "HEAD")[:9], f"2024-05-{self.day:02}")

    def find(self, *keys: str) -> dict[str, Past]:
        found, note = find_past(self.folder, keys)
        assert note == ""
        return found


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "site")
    repository.write("posts/summer.md", "---\npermalink: old\n---\n\n# Summer\n")
    repository.write("about us.rst", ":redirect_from: /team/\n\nAbout\n=====\n")
    repository.commit()
    return repository


def test_a_removed_document(repository: Repository) -> None:
    repository.git("rm", "-q", "posts/summer.md")
    commit = repository.commit()
    repository.write("other.md", "# Other")
    repository.commit()
    past = Past("posts/summer.md", "permalink", commit, DocumentFate(None, commit))
    assert repository.find("old", "never") == {"old": past}


def test_a_changed_permalink(repository: Repository) -> None:
    repository.write("posts/summer.md", "---\npermalink: new\n---\n\n# Summer\n")
    commit = repository.commit()
    past = Past("posts/summer.md", "permalink", commit, DocumentFate("posts/summer.md"))
    assert repository.find("old") == {"old": past}


def test_a_renamed_document(repository: Repository) -> None:
    repository.write("posts/winter.md", "# Winter\n\nSnow\n")
    repository.commit()
    repository.git("mv", "posts/winter.md", "posts/cold.md")
    first = repository.commit()
    repository.git("mv", "posts/cold.md", "ice.md")
    second = repository.commit()
    assert repository.find("posts/winter", "posts/cold") == {
        "posts/winter": Past(
            "posts/winter.md", "", first, DocumentFate("ice.md", second)
        ),
        "posts/cold": Past("posts/cold.md", "", second, DocumentFate("ice.md", second)),
    }
    repository.git("rm", "-q", "ice.md")
    third = repository.commit()
    [past] = repository.find("posts/winter").values()
    assert past == Past("posts/winter.md", "", first, DocumentFate(None, third))


def test_a_permalink_that_changed_before_the_document_went(
    repository: Repository,
) -> None:
    repository.write("posts/summer.md", "---\npermalink: new\n---\n\n# Summer\n")
    changed = repository.commit()
    repository.git("rm", "-q", "posts/summer.md")
    removed = repository.commit()
    past = Past("posts/summer.md", "permalink", changed, DocumentFate(None, removed))
    assert repository.find("old") == {"old": past}


def test_the_last_document_at_a_url_counts(repository: Repository) -> None:
    repository.write("posts/summer.md", "---\npermalink: new\n---\n\n# Summer\n")
    repository.commit()
    repository.write("again.md", "---\npermalink: /old/\n---\n\n# Another\n")
    repository.commit()
    repository.git("rm", "-q", "again.md")
    commit = repository.commit()
    past = Past("again.md", "permalink", commit, DocumentFate(None, commit))
    assert repository.find("old") == {"old": past}


def test_a_removed_redirect(repository: Repository) -> None:
    repository.write("about us.rst", "About\n=====\n")
    commit = repository.commit()
    past = Past("about us.rst", "redirect_from", commit, DocumentFate("about us.rst"))
    assert repository.find("team") == {"team": past}


def test_what_is_not_committed(repository: Repository) -> None:
    repository.write("a.md", "# A, with a text that is long enough to know it again\n")
    repository.write("b.md", "# B")
    repository.commit()
    (repository.folder / "b.md").unlink()
    repository.git("mv", "a.md", "c.md")
    repository.write("posts/summer.md", "# Summer")
    assert repository.find("old", "a", "b") == {
        "old": Past(
            "posts/summer.md", "permalink", UNCOMMITTED, DocumentFate("posts/summer.md")
        ),
        "a": Past("a.md", "", UNCOMMITTED, DocumentFate("c.md", UNCOMMITTED)),
        "b": Past("b.md", "", UNCOMMITTED, DocumentFate(None, UNCOMMITTED)),
    }


def test_a_document_that_asks_still(repository: Repository) -> None:
    past = Past("posts/summer.md", "permalink", None, DocumentFate("posts/summer.md"))
    assert repository.find("old") == {"old": past}


def test_a_document_that_came_back(repository: Repository) -> None:
    repository.git("rm", "-q", "posts/summer.md")
    commit = repository.commit()
    repository.write("posts/summer.md", "---\npermalink: new\n---\n\n# Again\n")
    repository.commit()
    past = Past("posts/summer.md", "permalink", commit, DocumentFate("posts/summer.md"))
    assert repository.find("old") == {"old": past}


def test_what_a_merge_brings(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "topic")
    repository.git("rm", "-q", "posts/summer.md")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("other.md", "# Other")
    repository.commit()
    repository.day += 1
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
    merge = repository.last
    past = Past("posts/summer.md", "permalink", merge, DocumentFate(None, merge))
    assert repository.find("old") == {"old": past}


def test_a_source_folder_below_the_repository(repository: Repository) -> None:
    repository.write("docs/a.md", "# A, in a folder of its own\n")
    repository.commit()
    repository.git("mv", "docs/a.md", "docs/b.md")
    commit = repository.commit()
    found, note = find_past(repository.folder / "docs", ["a", "docs/a", "old"])
    assert found == {"a": Past("a.md", "", commit, DocumentFate("b.md", commit))}
    assert note == ""


def test_names_of_all_kinds(repository: Repository) -> None:
    files = ["é x.md", 'q"uote.md', "new\nline.md", ":colon.md", "\x01one.md"]
    for file in files:
        repository.write(file, f"# The page {file!r}")
    repository.commit()
    for file in files:
        repository.git("rm", "-q", "--", f"./{file}")
    repository.commit()
    keys = [file.removesuffix(".md") for file in files]
    assert {past.file for past in repository.find(*keys).values()} == set(files)


def test_the_users_settings_of_git_do_not_matter(repository: Repository) -> None:
    settings = {
        "color.ui": "always",
        "core.quotePath": "true",
        "diff.external": "false",
        "diff.mnemonicPrefix": "true",
        "diff.noprefix": "true",
        "diff.renames": "false",
        "format.pretty": "oneline",
        "log.date": "relative",
        "log.diffMerges": "off",
        "log.showSignature": "true",
        "log.decorate": "full",
    }
    for key, value in settings.items():
        repository.git("config", key, value)
    test_a_renamed_document(repository)


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.git("rm", "-q", "posts/summer.md")
    repository.commit()
    repository.write("b.md", "# B")
    repository.commit()
    repository.write("b.md", "---\npermalink: c\n---\n# B")
    repository.commit()
    url = repository.folder.as_uri()
    repository.git("clone", "-q", "--depth", "2", url, str(tmp_path / "clone"))
    found, note = find_past(tmp_path / "clone", ["old", "b"])
    assert {past.file for past in found.values()} == {"b.md"}
    assert "shallow" in note
    assert find_past(tmp_path / "clone", ["b"])[1] == ""


def test_a_partial_clone_fetches_nothing(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("rm", "-q", "posts/summer.md")
    repository.commit()
    repository.git("config", "uploadpack.allowFilter", "true")
    url = repository.folder.as_uri()
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--filter=blob:none", url, str(clone))
    shutil.rmtree(repository.folder)  # there is nothing to fetch from any more
    found, _ = find_past(clone, ["old"])
    assert found == {}


WHY_NONE = {
    "plain": "not a git repository",
    "empty": "your current branch",
    "absent": "cannot change to",
}


@pytest.mark.parametrize("kind", WHY_NONE)
def test_where_there_is_no_history(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / kind
    if kind == "plain":
        folder.mkdir()
        (folder / ".git").mkdir()  # so that no repository above is found
    if kind == "empty":
        Repository(folder)
    found, note = find_past(folder, ["old"])
    assert found == {}
    assert note.startswith(WHY_NONE[kind])  # not "fatal: …"; it is not


def test_no_git(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_past(repository.folder, ["old"]) == ({}, "git is not installed")


def test_a_git_that_hangs(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git = tmp_path / "bin/git"
    git.parent.mkdir()
    git.write_text("#!/bin/sh\nexec sleep 60\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}:{os.environ['PATH']}")
    monkeypatch.setattr("permalink_blog.urls.url_list.history._SECONDS", 0.3)
    assert find_past(repository.folder, ["old"]) == ({}, "git takes too long")


def test_a_git_that_hangs_at_the_content(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git = tmp_path / "bin/git"
    git.parent.mkdir()
    real = shutil.which("git")
    git.write_text(
        f'#!/bin/sh\ncase "$3" in cat-file) exec sleep 60;; esac\nexec {real} "$@"\n'
    )
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}:{os.environ['PATH']}")
    monkeypatch.setattr("permalink_blog.urls.url_list.history._SECONDS", 1.5)
    found, note = find_past(repository.folder, ["old"])
    assert found == {}
    assert note


def test_a_few_processes_however_many_urls(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(20):
        repository.write(f"posts/{number}.md", f"# Post {number}\n")
    repository.commit()
    repository.git("rm", "-q", "-r", "posts")
    repository.commit()
    git = tmp_path / "bin/git"
    git.parent.mkdir()
    git.write_text(
        f'#!/bin/sh\necho "$3" >>{tmp_path}/log\nexec {shutil.which("git")} "$@"\n'
    )
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}:{os.environ['PATH']}")
    keys = [f"posts/{number}" for number in range(20)]
    assert repository.find(*keys).keys() == set(keys)
    assert len((tmp_path / "log").read_text().splitlines()) == 3


def test_parse_changes() -> None:
    old, new, none = "1" * 40, "2" * 40, "0" * 40
    text = (
        f":100644 000000 {old} {none} D\0gone.md\0"
        f":100644 100644 {old} {none} M\0open.md\0"
        "\x01" + "c" * 40 + "\x022024-05-01\x02HEAD -> main\0"
        f"\n:100644 100644 {old} {new} R087\0a.md\0b.md\0"
        f":000000 100644 {none} {new} A\0c.md\0"
    )
    changes = [(x.commit, x.old, x.new) for x in parse_changes(text)]
    commit = Commit("c" * 9, "2024-05-01")
    assert changes == [
        (UNCOMMITTED, ("gone.md", old), None),
        (UNCOMMITTED, ("open.md", old), ("open.md", "")),
        (commit, ("a.md", old), ("b.md", new)),
        (commit, None, ("c.md", new)),
    ]
    assert list(parse_changes("")) == []
