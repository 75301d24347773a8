"""Hugo's lists of pages: sections, terms, feeds; and what is here instead."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from permalink_import.hugo.urls import PageValues, page_url
from permalink_import.model import DocumentKind
from permalink_import.sources.archives import Archives, page_numbers
from permalink_import.sources.urls import BLOG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.content import HugoContent
    from permalink_import.hugo.pages import HugoPage, PageReader
    from permalink_import.hugo.planning import PlannedPage


_HERE = {
    "tags": "tag",
    "categories": "category",
    "authors": "author",
    "author": "author",
}


class HugoLists:
    """The lists of a site, whose URLs Hugo makes without a file for each."""

    def __init__(
        self, config: HugoConfig, reader: PageReader, content: HugoContent
    ) -> None:
        self._config = config
        self._reader = reader
        self._content = content
        self._disabled = {kind.lower() for kind in config.texts("disablekinds")}

    def section_urls(self, pages: Iterable[HugoPage]) -> dict[str, str]:
        """Return the URL of each section, by its folder, in the default language.

        :param pages: all of the site
        """
        default = self._config.default_language
        return {
            folder: url for (folder, language), url in self._sections(pages).items()
            if language == default
        }  # fmt: skip

    def _sections(self, pages: Iterable[HugoPage]) -> dict[tuple[str, str], str]:
        found = {}
        for page in pages:
            file = page.file
            if file.is_branch and page.kind == "section":
                found[file.folder, file.language] = page.url
        for page in pages:
            sections = self._content.sections(page.file.folder)
            for count in range(1, len(sections) + 1):
                key = ("/".join(sections[:count]), page.file.language)
                is_section = count == 1 or key[0] in self._content.branches
                if page.kind == "page" and is_section and key not in found:
                    found[key] = self._url("section", key[0], sections[:count], key[1])
        return found

    def _url(
        self, kind: str, folder: str, sections: tuple[str, ...], language: str
    ) -> str:
        name = folder.rpartition("/")[2]
        values = PageValues(
            kind=kind,
            folder=folder,
            title=name,
            sections=sections,
            prefix=self._reader.prefix(language),
        )
        return page_url(values, self._reader.style)

    def _taxonomies(self, pages: Iterable[HugoPage]) -> Iterator[tuple[str, str, str]]:
        """Yield key, label ("" for the list of all) and URL of each list of terms."""
        if "taxonomy" in self._disabled and "term" in self._disabled:
            return
        for key in self._config.taxonomies:
            seen: set[tuple[str, str]] = set()
            for page in pages:
                language = page.file.language
                for label in page.labels(key) if page.kind == "page" else ():
                    if (label.lower(), language) in seen:
                        continue
                    seen.add((label.lower(), language))
                    folder = f"{key}/{label}"
                    yield key, label, self._url("term", folder, (key,), language)
            for language in self._config.languages:
                yield key, "", self._url("taxonomy", key, (key,), language)

    def _counts(self, pages: Iterable[HugoPage]) -> Counter[tuple[str, str]]:
        """Return the number of pages of each label, and of the labels, by their key."""
        counts: Counter[tuple[str, str]] = Counter()
        for key in self._config.taxonomies:
            for page in pages:
                found = {x.lower() for x in page.labels(key)}
                counts.update((key, label) for label in found if page.kind == "page")
        counts.update([(key, "") for key, label in counts if label])
        return counts

    def urls(self, pages: list[HugoPage]) -> set[str]:
        """Return the URLs of all lists.

        :param pages: all of the site; drafts are left out
        """
        pages = self._published(pages)
        found = {"/", *self._homes(), *self._sections(pages).values()}
        return found | {url for _, _, url in self._taxonomies(pages)}

    def _published(self, pages: list[HugoPage]) -> list[HugoPage]:
        return [x for x in pages if x.is_rendered and x.values.get("draft") is not True]

    def feeds(self, pages: list[HugoPage]) -> tuple[str, ...]:
        """Return the feeds of the site and of its sections.

        :param pages: all of the site; drafts are left out
        :return: URL paths, sorted
        """
        if "rss" in self._disabled:
            return ()
        above = {"/", *self._sections(self._published(pages)).values()}
        above |= {f"/{self._reader.prefix(x)}/" for x in self._config.languages} - {
            "//"
        }
        return tuple(sorted(f"{url}index.xml" for url in above if url.endswith("/")))

    def redirects(self, pages: list[HugoPage], planned: list[PlannedPage]) -> Archives:
        """Collect the redirects from lists to what is here.

        :param pages: all of the site
        :param planned: the same pages, with their URLs here
        """
        posts = [x for x in planned if x.kind is DocumentKind.POST and x.is_published]
        labels = {
            kind: [label for post in posts for label in post.page.labels(key)]
            for key, kind in _HERE.items()
            if key != "author"
        }
        years = {post.page.date[1].year for post in posts if post.page.date}
        archives = Archives(labels, years)
        pages = self._published(pages)
        self._add_terms(archives, pages)
        sections = self.section_urls([x.page for x in posts])
        folders = ("/".join(self._content.sections(x.page.file.folder)) for x in posts)
        in_section = Counter(sections.get(folder, "") for folder in folders)
        for url in self._sections(pages).values():
            archives.add(url, BLOG)
            for further in self._pages(url, in_section[url]):
                archives.add(further, BLOG)
        for url in {"/", *self._homes()}:
            count = sum(url in {"/", f"/{x.page.file.language}/"} for x in posts)
            for further in (url, *self._pages(url, count)):
                if further != "/":
                    archives.add(further, BLOG)
        return archives

    def _add_terms(self, archives: Archives, pages: list[HugoPage]) -> None:
        """Add the lists of labels, their pages, and the feed of each."""
        counts = self._counts(pages)
        for key, label, first in self._taxonomies(pages):
            kind = _HERE.get(key)
            for url in (first, *self._pages(first, counts[key, label.lower()])):
                if kind is None:
                    archives.add(url, BLOG)
                elif label:
                    archives.add_label(url, kind, label)
                else:
                    archives.add_all(url, kind)
            if "rss" not in self._disabled:
                feed = f"{first.removesuffix('.html').rstrip('/')}/index.xml"
                archives.add_feed(feed, kind, label)

    def _homes(self) -> set[str]:
        """Return the home pages of languages; Hugo redirects from one of them."""
        languages = self._config.languages
        return (
            {f"/{language}/" for language in languages} if len(languages) > 1 else set()
        )

    def _pages(self, url: str, count: int) -> Iterator[str]:
        """Yield the URLs of a list's pages, in case that the theme had pages.

        Hugo redirects from the first one.

        :param count: of what the list shows
        """
        folder = self._config.mapping("pagination")
        size = folder.get("pagersize") or self._config.at("paginate", default=10)
        path = folder.get("path") or self._config.at("paginatepath", default="page")
        if url.endswith("/"):
            for number in (1, *page_numbers(count, size)):
                yield f"{url}{path}/{number}/"
