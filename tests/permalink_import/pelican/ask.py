"""Asks Pelican what it makes of ``site/``, and writes it to ``answers.json``.

Needs Pelican with Markdown (``pip install pelican[markdown]``), and its Python; run it
after an edit of ``site/``::

    python tests/permalink_import/pelican/ask.py

With a folder as its argument it writes there; ``test_records.py`` compares the two.

The answer has the version of Pelican, the URLs that it published, of each article and
page its title, date, tags, category and text, and the ids of its feed. ``letters`` has
what Unidecode makes of letters and signs that are not ASCII.
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

import pelican
from unidecode import unidecode

HERE = Path(__file__).parent
# Latin letters, and the punctuation that editors write.
LETTERS = [*map(chr, range(0xA0, 0x180)), *map(chr, range(0x2010, 0x2015))]
LETTERS += map(chr, (0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022))
LETTERS += map(chr, (0x2026, 0x2032, 0x2033, 0x20AC))

_PAGE = """\
{%% set it = %s -%%}
{{ {"url": "/" + it.url, "save_as": it.save_as, "title": it.title|striptags,
    "file": it.get_relative_source_path(), "status": it.status,
    "date": it.date.strftime("%%Y-%%m-%%d") if it.date else "",
    "tags": it.tags|map("string")|list if it.tags else [],
    "category": it.category|string if it.category else ""}|tojson }}
-----
{{ it.content }}
"""
_LISTS = ("index", "tags", "categories", "authors", "archives", "tag", "category")


def ask() -> dict[str, Any]:
    """Build the site with templates of our own, and read what Pelican wrote."""
    with tempfile.TemporaryDirectory() as folder:
        site, built = Path(folder, "site"), Path(folder, "built")
        shutil.copytree(HERE / "site", site)
        templates = Path(folder, "theme", "templates")
        templates.mkdir(parents=True)
        for name in (*_LISTS, "author", "period_archives"):
            (templates / f"{name}.html").write_text("A list.\n", encoding="utf-8")
        for name in ("article", "page"):
            text = _PAGE % name
            (templates / f"{name}.html").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "pelican", "-s", "publishconf.py", "-q"]
        command += ["-o", str(built), "-t", str(templates.parent)]
        subprocess.run(command, check=True, cwd=site)
        urls, pages = [], []
        for path in sorted(built.rglob("*")):
            if not path.is_file():
                continue
            name = path.relative_to(built).as_posix()
            urls.append("/" + name.removesuffix("index.html"))
            text = path.read_text("utf-8", errors="replace")
            if "\n-----\n" in text:
                page, _, content = text.partition("\n-----\n")
                pages.append({**json.loads(page), "content": content.strip()})
        feed = (built / "feeds" / "all.atom.xml").read_text("utf-8")
    return {
        "pelican": pelican.__version__,
        "urls": [url for url in urls if not url.startswith("/theme/")],
        "pages": pages,
        "feed_ids": sorted(re.findall(r"<id>(tag:.*?)</id>", feed)),
        "letters": {char: unidecode(char) for char in LETTERS},
    }


if __name__ == "__main__":
    text = json.dumps(ask(), indent=1, ensure_ascii=False)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "answers.json").write_text(f"{text}\n", encoding="utf-8")
