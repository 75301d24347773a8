"""Measure how long the import of a Jekyll blog takes, and whether it grows linearly.

``python -m benchmarks.imports`` writes blogs of 250 and 1,000 posts, imports each as
``make import`` does, and divides what a post costs in the larger one by what it costs
in the smaller one: 1 is linear, and the sizes' ratio would be quadratic.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import forms
from benchmarks.contenders import REPOSITORY
from benchmarks.corpus import post
from benchmarks.measure import RunFailedError, run
from benchmarks.scale import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (250, 1_000)
"""Posts of the two blogs."""
MOST = 20
"""Seconds that the larger one may take."""
LIMIT = 1.5
"""Of the ratio: more is not linear. Caches of the machine take a little."""
_CONFIG = "title: Notes\nurl: https://example.com\n"
_OF_KRAMDOWN = """\

### Notes {#notes}

Text with a class and "quotes"[^1].
{: .lead}

| Name | Size |
|:-----|-----:|
| `a|b` | 1 |
| tide | 2 |

Term
: Its *definition*{: .d}

{% highlight python %}
print("tide")
{% endhighlight %}

> A quotation
whose second line is lazy

[^1]: A note.
"""
"""What most blogs have of kramdown's own Markdown, at the end of each post."""


def write_site(folder: Path, count: int) -> None:
    """Write a Jekyll blog.

    :param folder: is made
    :param count: of its posts
    """
    folder.mkdir(parents=True)
    (folder / "_config.yml").write_text(_CONFIG, encoding="utf-8")
    for number in range(count):
        name, text = forms.jekyll(post(number))
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + _OF_KRAMDOWN, encoding="utf-8")


def write_project(folder: Path) -> None:
    """Write a project that imports blogs, with no post of its own.

    :param folder: is made
    """
    folder.mkdir(parents=True)
    for name in ("_templates", "_static"):
        shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("conf.py", "about.md"):
        shutil.copy(REPOSITORY / name, folder / name)
    (folder / "_ext").symlink_to(REPOSITORY / "_ext", target_is_directory=True)
    (folder / "index.md").write_text("# Notes\n", encoding="utf-8")


def measure(count: int, folder: Path) -> float:
    """Return the seconds that an import takes.

    :param count: posts of the blog
    :param folder: is made; the blog and the project are in it
    :raises RunFailedError: if it fails
    """
    write_site(folder / "site", count)
    write_project(folder / "project")
    code = "import sys, permalink_import.cli as c; sys.exit(c.main(sys.argv[1:]) == 2)"
    arguments = [str(folder / "site"), "--into", str(folder / "project")]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = ['_ext']; {code}"]
    return run([*command, *arguments], REPOSITORY, log=folder / "import.log").seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.imports", description=__doc__
    )
    parser.add_argument("--sizes", nargs=2, type=int, default=SIZES, metavar="POSTS")
    parser.add_argument("--scratch", type=Path, default=REPOSITORY / "_build" / "bench")
    asked = parser.parse_args(arguments)
    asked.scratch.mkdir(parents=True, exist_ok=True)
    small, large = asked.sizes
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        try:
            base, few, many = (
                measure(count, Path(scratch, str(count))) for count in (0, small, large)
            )
        except RunFailedError as error:
            print(f"{error}\n{error.log}", file=sys.stderr)
            return 1
    found = ratio(base, few, many, (small, large))
    print(f"no posts: {base:.1f} s; {small}: {few:.1f} s; {large}: {many:.1f} s")
    print(f"a post of {large} beside one of {small}: {found:.2f}")
    return int(many > MOST or found > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
