"""The files of a new blog, for any title and author."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import sysconfig
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from permalink_blog.commands.start.blog import Answers, pages, posts, project_files
from permalink_blog.commands.start.folder import write_files
from permalink_blog.commands.start.questions import AnswerError, title
from permalink_blog.urls.url_list.file import read_url_list
from site_tools.sites import PROJECT

DATE = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
UGLY = (
    """Anna's "blog" \\" \\ @author@ {% raw %} {{ x }} *日本* """
    "🎉 \u202e<b> # $x$ `y` ---"
)


def answers(**changes: str) -> Answers:
    found = {
        "title": "My blog",
        "author": "Me",
        "copyright": "Me",
        "url": "https://example.org/",
        "language": "en",
        "requirement": "sphinx-permalink-blog[all]>=1",
        **changes,
    }
    return Answers(**found)


def values(conf: str) -> dict[str, Any]:
    """Return the values of ``conf.py`` that are written out, without running it."""
    found = {}
    for statement in ast.parse(conf).body:
        if isinstance(statement, ast.Assign) and isinstance(
            statement.value, ast.Constant
        ):
            for target in statement.targets:
                assert isinstance(target, ast.Name)
                found[target.id] = statement.value.value
    return found


SHAPE = [type(x) for x in ast.parse(project_files(answers())["conf.py"]).body]


@given(st.text(), st.text())
@example(UGLY, UGLY)
@example('"\nimport os\n', "\\\n")
@example("@title@", "@url@")
@example("\ud800", "\x00a")
def test_any_title_and_author(written: str, author: str) -> None:
    try:
        name, owner = title(written), title(author)
    except AnswerError:
        return
    files = project_files(answers(title=name, author=owner, copyright=owner))
    conf = files["conf.py"]
    assert [type(x) for x in ast.parse(conf).body] == SHAPE  # no statement is added
    assert len(conf.splitlines()) == len(conf.split("\n")) - 1 <= 40
    found = values(conf)
    assert (found["project"], found["author"]) == (name, owner)
    assert found["copyright"] == owner
    written_pages = dict(pages(answers(title=name)))
    index = written_pages["index.md"]
    head, _, body = index.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(head) == {"title": name}
    assert body == dict(pages(answers()))["index.md"].partition("\n---\n")[2]
    [_, heading, *_] = MarkdownIt().parse(written_pages["README.md"])
    assert [x.type for x in heading.children or ()] in (["text"], ["text_special"]) or (
        {x.type for x in heading.children or ()} <= {"text", "text_special"}
    )
    for text in (conf, index, written_pages["README.md"]):
        text.encode()


def test_the_files() -> None:
    files = {**project_files(answers()), **dict(pages(answers()))}
    files |= dict(posts(DATE, has_notebook=False))
    assert sorted(files) == [
        *(".github/workflows/pages.yml", ".gitignore", ".readthedocs.yaml"),
        *("Makefile", "README.md", "about.md", "conf.py", "index.md"),
        "posts/2026/2026-11-30-first-post.md",
        *("published-anchors.txt", "published-urls.txt", "requirements.txt"),
    ]
    assert [x for x, text in files.items() if re.search("@[a-z_]+@", text)] == []
    assert files["requirements.txt"].endswith("\nsphinx-permalink-blog[all]>=1\n")
    assert read_url_list(files["published-urls.txt"], "")[0] == []


def test_all_templates_are_used() -> None:
    folder = PROJECT / "_ext/permalink_blog/commands/start/templates"
    names = {x.name.removesuffix(".in") for x in folder.iterdir()}
    files = {**project_files(answers()), **dict(pages(answers()))}
    files |= {"first-post.md": "", "first-notebook.ipynb": ""}
    for name in ("published-urls.txt", "published-anchors.txt"):
        files.pop(name)  # its header is that of record-urls
    assert names == {Path(name).name.lstrip(".") for name in files}


def test_a_notebook() -> None:
    name, text = [*posts(DATE, has_notebook=True)][1]
    assert name == "posts/2026/2026-11-30-first-notebook.ipynb"
    notebook = json.loads(text)
    head = yaml.safe_load("".join(notebook["cells"][0]["source"]).strip("-\n"))
    assert head["date"] == "2026-11-30 12:00:00 +0000"
    assert head["permalink"] == "first-notebook"


class TestWorkflow:
    TEXT = project_files(answers())[".github/workflows/pages.yml"]

    def test_its_actions_are_those_of_this_project(self) -> None:
        ours = (PROJECT / ".github/workflows/pages.yml").read_text("utf-8")
        uses = re.compile(r"uses: (\S+@\S+ # \S+)")
        assert uses.findall(self.TEXT) == uses.findall(ours) != []

    def test_only_the_deployment_may_write(self) -> None:
        workflow = yaml.safe_load(self.TEXT)
        assert workflow["permissions"] == {"contents": "read"}
        assert "permissions" not in workflow["jobs"]["build"]
        allowed = {"pages": "write", "id-token": "write"}
        assert workflow["jobs"]["deploy"]["permissions"] == allowed

    def test_it_builds_with_warnings_as_errors(self) -> None:
        assert 'SPHINXOPTS="-W --keep-going"' in self.TEXT
        assert "pip install -r requirements.txt" in self.TEXT

    def test_zizmor_finds_nothing(self, tmp_path: Path) -> None:
        zizmor = Path(sysconfig.get_path("scripts"), "zizmor")
        if not zizmor.exists():
            pytest.skip("zizmor is not installed")
        write_files(tmp_path, project_files(answers()))
        options = ["--offline", "--quiet", "--persona", "pedantic", ".github"]
        done = subprocess.run(
            [str(zizmor), *options],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_makefile_has_help_for_each_target() -> None:
    text = project_files(answers())["Makefile"]
    [phony] = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert re.findall(r"^##   (\S+)", text, re.MULTILINE) == phony.split()
    targets = "html livehtml check new import check-urls record-urls due"
    assert phony.startswith(targets)


def test_python_runs_the_configuration(tmp_path: Path) -> None:
    """Nothing of a title is run, and Python reads the file as UTF-8."""
    write_files(tmp_path, project_files(answers(title=UGLY, author=UGLY)))
    code = "import conf, json; print(json.dumps([conf.project, conf.author]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [UGLY, UGLY]
