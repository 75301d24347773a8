"""Sites of other people, built as they are and with our extensions dropped in."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from lxml import etree

from site_tools.fresh_builds import Built, build, snapshot
from site_tools.fresh_projects import BLOG
from site_tools.links import Broken, Site
from site_tools.sites import PROJECT
from site_tools.texts import links, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def _extensions_of_the_guide() -> list[str]:
    """Return the extensions that "Add to your site" lists for a blog."""
    settings: dict[str, list[str]] = {}
    exec(BLOG, settings)
    return settings["extensions"]


OURS = _extensions_of_the_guide()
SETTINGS = f"""
extensions += [x for x in {OURS} if x not in extensions]
jekyll_frontmatter_tags = "ablog"
"""
"""What the guide adds to the ``conf.py`` of an ABlog site."""


@dataclass(frozen=True)
class Project:
    """A copy of a root, and the folders of its builds.

    :param folder: of the sources, the doctrees and the outputs
    :param builder: name of the Sphinx builder
    :param jobs: number of processes, as ``-j`` takes it
    """

    folder: Path
    builder: str = "html"
    jobs: int = 1

    @property
    def source(self) -> Path:
        """The folder of ``conf.py`` and the documents."""
        return self.folder / "source"

    @property
    def conf(self) -> Path:
        """The file ``conf.py``."""
        return self.source / "conf.py"

    def copy(self, root: str, *, with_ours: bool) -> None:
        """Copy a root, and add our extensions to its ``conf.py`` if asked to.

        :param root: the folder's name in ``tests/roots``, without ``test-``
        :param with_ours: whether the guide's settings follow those of the site
        """
        shutil.copytree(PROJECT / "tests" / "roots" / f"test-{root}", self.source)
        if with_ours:
            with self.conf.open("a", encoding="utf-8") as file:
                file.write(SETTINGS)

    def build(self, name: str) -> Output:
        """Build into the folder *name*, whose last build is kept, if there is one."""
        folder = self.folder / name
        paths = ["-d", folder / "doctrees", self.source, folder / "site"]
        options = ["-q", "-b", self.builder, "-j", self.jobs, *paths]
        log = self.folder / f"{name}.txt"
        built = build([str(option) for option in options], log)
        return Output(folder / "site", built, str(self.source), self.base_url)

    @property
    def base_url(self) -> str:
        """The ``html_baseurl`` of ``conf.py``, with a slash at its end."""
        (found,) = re.findall('html_baseurl.* = "(.+)"', self.conf.read_text("utf-8"))
        return f"{found.rstrip('/')}/"

    def build_clean(self, name: str) -> Output:
        """Build into the folder *name*, which is emptied before."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.build(name)


@dataclass(frozen=True)
class Output:
    """What a build made and printed.

    :param folder: of the output, whose later changes are not seen
    :param built: exit status and messages
    :param source: path of the sources, which is left out of messages
    :param base_url: what the site is published at
    """

    folder: Path
    built: Built
    source: str
    base_url: str
    files: Mapping[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", snapshot(self.folder))

    @property
    def warnings(self) -> list[str]:
        """The lines that were printed, sorted: with ``-q`` these are warnings."""
        lines = self.built.said.replace(self.source, "").splitlines()
        return sorted(filter(None, map(str.strip, lines)))

    @cached_property
    def documents(self) -> frozenset[str]:
        """The pages of documents, each of which Sphinx keeps the source of."""
        sources = (name for name in self.files if name.startswith("_sources/"))
        names = [re.sub(r"^_sources/|(\.\w+)?\.txt$", "", name) for name in sources]
        folders = (name.removesuffix("index").rstrip("/") for name in names)
        pages = {f"{name}.html" for name in names}
        pages |= {f"{name}/index.html".lstrip("/") for name in folders}
        return frozenset(pages & self.files.keys())

    @cached_property
    def texts(self) -> dict[str, str]:
        """The words that are read on each page, without those of the theme around."""
        return {name: words(main) for name, main in self._mains()}

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """The documents that the text of each page links to, by their pages."""
        site = Site(self.folder, self.base_url)
        found = {}
        for name, main in self._mains():
            targets = (site.target(name, link) for _text, link in links(main))
            paths = {target.path for target in targets if target}
            found[name] = frozenset(paths & self.documents)
        return found

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The absolute URL that each redirect leads to, by its page."""
        site = Site(self.folder, self.base_url)
        return {
            name: site.absolute(name, page.redirect)
            for name, page in site.pages.items()
            if page.redirect
        }

    def _mains(self) -> Iterator[tuple[str, Tag]]:
        for name, content in self.files.items():
            if name.endswith(".html") and not name.startswith("_static/"):
                page = BeautifulSoup(content.decode("utf-8"), "html.parser")
                if isinstance(main := page.select_one("[role=main]"), Tag):
                    yield name, main

    @cached_property
    def feeds(self) -> dict[str, list[tuple[str, ...]]]:
        """The entries of each Atom feed, in their order: identifier, title and link."""
        return {
            name: list(_entries(content))
            for name, content in self.files.items()
            if name.endswith(".xml") and ATOM.encode()[1:-1] in content
        }

    @property
    def broken_links(self) -> set[Broken]:
        """The links that lead nowhere."""
        return set(Site(self.folder, self.base_url).broken())


def _entries(feed: bytes) -> Iterator[tuple[str, ...]]:
    for entry in etree.fromstring(feed).iterfind(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        href = "" if link is None else link.get("href", "")
        texts = (entry.findtext(f"{ATOM}{name}") or "" for name in ("id", "title"))
        yield (*texts, href)
