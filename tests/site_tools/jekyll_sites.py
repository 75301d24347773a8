"""What Jekyll made of a whole site: asked of the one that is installed, or recorded.

``python tests/site_tools/jekyll_sites.py`` records the answer for the sample site anew.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
SAMPLE = TESTS / "permalink_import" / "sites" / "jekyll"
RECORD = TESTS / "permalink_import" / "sites" / "jekyll.json"


@dataclass(frozen=True, kw_only=True)
class Published:
    """A post or page as Jekyll published it.

    :param source: its file, relative to the site
    :param url: as Jekyll's templates print it
    :param file: of the output, relative to it
    :param date: ISO 8601 with the offset of the site's time zone; "" for a page
    :param redirect_from: from its front matter: the plugin may not be installed
    :param content: HTML of its text, without what layouts put around it
    """

    source: str
    url: str
    file: str
    title: str
    redirect_from: tuple[str, ...]
    content: str
    date: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @classmethod
    def parse(cls, told: dict[str, Any]) -> Published:
        """Take an item of the answer."""
        lists = {key: tuple(x) for key, x in told.items() if isinstance(x, list)}
        return cls(**{**told, **lists})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that Jekyll published.

    :param files: of the output, relative to it
    """

    jekyll: str
    files: tuple[str, ...]
    posts: tuple[Published, ...]
    pages: tuple[Published, ...]

    @classmethod
    def parse(cls, text: str) -> Answer:
        """Take the answer of ``tests/jekyll/ask_site.rb``."""
        told = json.loads(text)
        return cls(
            jekyll=told["jekyll"],
            files=tuple(told["files"]),
            posts=tuple(Published.parse(post) for post in told["posts"]),
            pages=tuple(Published.parse(page) for page in told["pages"]),
        )


def ask_about_site(site: Path) -> str:
    """Let Jekyll build a copy of a site, and give its answer."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "site"
        shutil.copytree(site, copy)
        asked = subprocess.run(
            ["ruby", str(TESTS / "jekyll" / "ask_site.rb"), str(copy)],
            env={**os.environ, "TZ": "UTC", "LANG": "C.UTF-8"},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )
    if asked.returncode:
        msg = f"Jekyll did not build {site}:\n{asked.stderr}"
        raise RuntimeError(msg)
    return asked.stdout


def recorded() -> Answer:
    """Give what Jekyll once answered about the sample site."""
    return Answer.parse(RECORD.read_text("utf-8"))


if __name__ == "__main__":
    RECORD.write_text(ask_about_site(SAMPLE), encoding="utf-8")
    sys.stdout.write(f"{RECORD}: written\n")
