"""The documents that Jekyll's tags ``post_url`` and ``link`` name."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from posixpath import splitext
from typing import TYPE_CHECKING

from permalink_blog.core.dates import InvalidDateError, parse_date, site_zone
from permalink_blog.core.names import PostName
from permalink_blog.urls.requests import post_values

if TYPE_CHECKING:
    from datetime import date

    from sphinx.environment import BuildEnvironment


class Sources:
    """The documents of a project, to be found as Jekyll's tags find them.

    :param env: when all documents are read
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for docname in sorted(env.all_docs):
            # "posts/2018/name/index" is the post "name" in its own folder
            path = docname.removesuffix("/index")
            self._by_name[path.rpartition("/")[2]].append((path, docname))

    def posts(self, name: str) -> list[str]:
        """Find a post by what Jekyll calls it.

        First by its file's name, then, since a post may have lost its date there, by
        date and slug, which is Jekyll's own second attempt.

        :param name: such as "2018-08-01-name" or "folder/2018-08-01-name"
        :returns: docnames; more than one if the name is not clear
        """
        name = name.strip("/")
        if found := self._ending_with(name):
            return found
        post = PostName.from_docname(name)
        try:
            day = parse_date(post.date or "", site_zone("UTC")).when.date()
        except InvalidDateError:
            return []
        found = self._by_date.get((day, post.slug), [])
        folder = name.rpartition("/")[0]
        return [doc for doc in found if f"/{folder}/" in f"/{doc}"] or found

    def sources(self, path: str) -> list[str]:
        """Find a document by its source's path in Jekyll.

        :param path: such as "about.md", "_posts/2018-08-01-name.md" or "_docs/a.md"
        :returns: docnames, as in :meth:`posts`
        """
        name = splitext(path.strip("/"))[0]
        for known in (name, name.removeprefix("_")):
            if known in self._env.all_docs:
                return [known]
        before, is_post, post = f"/{name}".rpartition("/_posts/")
        return self.posts(f"{before}/{post}") or self.posts(post) if is_post else []

    def _ending_with(self, name: str) -> list[str]:
        return [
            docname
            for path, docname in self._by_name.get(name.rpartition("/")[2], ())
            if f"/{path}".endswith(f"/{name}")
        ]

    @cached_property
    def _by_date(self) -> dict[tuple[date, str], list[str]]:
        found: dict[tuple[date, str], list[str]] = defaultdict(list)
        for docname in sorted(self._env.all_docs):
            values = post_values(self._env, docname)
            if values.date is not None:
                for slug in dict.fromkeys((values.slug, values.name)):
                    found[values.date.date(), slug].append(docname)
        return dict(found)
