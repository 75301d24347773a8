"""What a build would refuse is left out of front matter, with a line in the report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.paths import Layout, locate, parse_old_path
from permalink_import.cli import main
from permalink_import.model import DocumentKind, ImportedAsset, ImportedDocument
from permalink_import.refused_urls import with_own_urls
from site_tools.moving import fresh_project, run, run_import
from site_tools.slow import slow

if TYPE_CHECKING:
    from pathlib import Path

INVALID = [
    *("/../../x", "\\\\evil.example\\a", "/a\x01b", "/a\nb", "https://evil.example/a"),
    *(
        "/%2e%2e/x",
        "/a%00b",
        "javascript:alert(1)",
        "/CON/",
        "..",
        "/a?b",
        "/" + "a" * 300,
    ),
]
TAKEN = ["/index.html", "/search.html", "/_static/x.js", "/other/", "/other/index.html"]
FREE = ["//evil.example/a", "/free/", "/free/é"]


def document(
    name: str, front_matter: str, *, url: str | None = None
) -> ImportedDocument:
    return ImportedDocument(
        kind=DocumentKind.POST,
        source=f"old/{name}",
        target=f"posts/{name}.md",
        front_matter=front_matter,
        url=url,
    )


@pytest.mark.parametrize("key", ["redirect_from", "aliases", "redirect"])
def test_old_paths(key: str) -> None:
    wanted = [*INVALID, *TAKEN, *FREE, "/free/", "/file.txt", "/file.txt/below"]
    front_matter = yaml.safe_dump({"title": "A", key: wanted})
    documents = [
        document("a", front_matter, url="/a/"),
        document("b", "title: B\n", url="/other/"),
    ]
    assets = [ImportedAsset(source="x", target="public/file.txt", url="/file.txt")]
    (first, second), findings = with_own_urls(documents, assets)
    assert second is documents[1]
    assert yaml.safe_load(first.front_matter) == {"title": "A", key: FREE}
    said = "\n".join(finding.what for finding in findings)
    assert all(repr(x)[1:-1] in repr(said) for x in [*INVALID, *TAKEN, "/file.txt"])
    assert all(finding.line == 2 for finding in findings), findings


def test_the_first_has_the_path() -> None:
    documents = [
        document("a", "redirect_from: /x/\n", url="/a/"),
        document("b", "redirect_from: [/X/, /y/]\n", url="/b/"),
        document("c", "permalink: /a/\n"),
        document("d", "permalink: /free/\n"),
        document("e", "permalink: /../x\ntitle: E\n"),
        document("f", "permalink: /%2e%2e/x\n", url="/f/"),
        document("g", "permalink: /:title/\n", url="/g/"),
    ]
    found, findings = with_own_urls(documents, [])
    assert [x.front_matter for x in found] == [
        "redirect_from: /x/\n",
        "redirect_from: [/y/]\n",
        "# permalink: /a/\n",
        "permalink: /free/\n",
        "# permalink: /../x\ntitle: E\n",
        "# permalink: /%2e%2e/x\n",
        "permalink: /:title/\n",
    ]
    assert [x.source for x in findings] == ["old/b", "old/c", "old/e", "old/f"]


def test_a_field_list() -> None:
    fields = ':title: A\n:redirect_from: ["/../x",\n    "/b/"]\n:date: 2018-08-01\n'
    article = replace(document("a", fields, url="/a/"), target="posts/a.rst")
    (found,), findings = with_own_urls([article], [])
    assert len(findings) == 1 or '"/../x"' not in found.front_matter
    assert "/../x" not in found.front_matter
    assert found.front_matter.startswith(":title: A\n")
    assert found.front_matter.endswith(":date: 2018-08-01\n")


def test_front_matter_of_any_length() -> None:
    matter = f"x: {'y ' * 20_000}\nredirect_from: /../x\n"
    (found,), _ = with_own_urls([document("a", matter, url="/a/")], [])
    assert yaml.safe_load(found.front_matter).keys() == {"x"}


def test_what_is_left_is_what_a_build_takes() -> None:
    """Whatever two documents ask for, no two claims are in conflict."""
    paths = [*INVALID, *TAKEN, *FREE, "/a", "/a.html", "/a/b", "/A/"]
    documents = [
        document(str(n), yaml.safe_dump({"redirect_from": paths[n:] + paths[:n]}))
        for n in range(3)
    ]
    found, _ = with_own_urls(documents, [])
    claims = Claims()
    for each in found:
        for path in (yaml.safe_load(each.front_matter) or {}).get("redirect_from", []):
            claim = Claim(locate(parse_old_path(path), Layout()).file, each.source)
            assert claims.conflict(claim) is None
            claims.add(claim)


HOSTILE = json.dumps([*INVALID, "/ok/"])
SITES = {
    "jekyll": {
        "_config.yml": "title: T\nplugins: [jekyll-redirect-from]\n",
        "_posts/2018-08-01-a.md": f"---\ntitle: A\nredirect_from: {HOSTILE}\n---\nx\n",
        "_posts/2018-08-02-b.md": f"---\ntitle: B\naliases: {HOSTILE}\n---\nx\n",
        "_posts/2018-08-03-c.md": "---\ntitle: C\nredirect: /../x\n---\nx\n",
    },
    "hugo": {
        "hugo.toml": "title = 'T'\n",
        "content/posts/a.md": f"---\ndate: 2018-08-01\naliases: {HOSTILE}\n---\nx\n",
        "content/posts/b.md": (
            f"---\ndate: 2018-08-02\nredirect_from: {HOSTILE}\n---\nx\n"
        ),
        "content/posts/c.md": "---\ndraft: true\npermalink: /../x\n---\nx\n",
        "content/posts/d.md": "---\ndate: 2018-08-03\naliases: /ok/\n---\nx\n",
        "content/posts/e.md": "---\ndate: 2018-08-03\nredirect_to: x:y\n---\nx\n",
    },
    "pelican": {
        "pelicanconf.py": "SITENAME = 'T'\nPATH = 'content'\n",
        "content/a.md": f"Title: A\nDate: 2018-08-01\nRedirect_from: {HOSTILE}\n\nx\n",
        "content/b.rst": (
            "B\n#\n\n:date: 2018-08-01\n:redirect: /../x\n:aliases: /../y\n\nx"
        ),
        "content/c.md": (
            "Title: C\nStatus: draft\nSave_as: ../x.html\nDate: 2018-08-01\n\nx"
        ),
    },
}


def old_site(folder: Path, generator: str) -> Path:
    for name, text in SITES[generator].items():
        path = folder / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "old"


@pytest.mark.parametrize("generator", ["jekyll", slow("hugo"), slow("pelican")])
def test_an_import_can_be_built(generator: str, tmp_path: Path) -> None:
    old = old_site(tmp_path, generator)
    project = fresh_project(tmp_path / "blog")
    done = run_import(old, project)
    assert done.returncode == 1, done.said
    folders = ["-d", "_build/doctrees", ".", "_build/html"]
    built = run(["sphinx", "-q", "--no-color", *folders], cwd=project)
    assert built.returncode == 0, built.said
    assert "redirect" not in built.stderr, built.said


def test_each_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = old_site(tmp_path, "hugo")
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/conf.py").write_text("")
    report = tmp_path / "report.txt"
    arguments = [str(old), "--into", str(tmp_path / "blog"), "--report", str(report)]
    assert main(arguments) == 1
    said = report.read_text(encoding="utf-8")
    assert "leads outside the site; remove the '..'" in said
    assert "has a backslash" in said
    assert "is also where content/posts/a.md goes" in said
    capsys.readouterr()
