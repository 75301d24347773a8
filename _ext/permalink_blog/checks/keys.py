"""Every key of front matter that has a meaning here: one source of truth.

The schema for editors is made of it (:mod:`.schema`), and the checks ask it. What
``permalink_blog.frontmatter`` reads is described there
(:mod:`permalink_blog.frontmatter.keys`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_blog.checks.kinds import (
    ANY,
    DATE,
    FLAG,
    IMAGE,
    LABELS,
    LAYOUT,
    MAPPING,
    PATH,
    PEOPLE,
    TEXT,
    ValueKind,
)
from permalink_blog.checks.neighbours import NEIGHBOURS
from permalink_blog.checks.properties import Property
from permalink_blog.frontmatter.keys import KEYS
from permalink_blog.urls.moved_anchors import KEY as ANCHORS
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")

_JEKYLL: Mapping[str, tuple[ValueKind, tuple[object, ...]]] = {
    "title": (TEXT, ("Summer conference report back",)),
    "date": (DATE, ("2018-08-01", "2018-08-01 10:11:12 +0200")),
    "published": (FLAG, (False,)),
    "draft": (FLAG, (True,)),
    "tags": (LABELS, ("python jupyter", ["open science", "python"])),
    "tag": (LABELS, ("open science",)),
    "categories": (LABELS, (["conferences"],)),
    "category": (LABELS, ("conferences",)),
    "author": (PEOPLE, ("Ada Lovelace", {"name": "Ada Lovelace"})),
    "authors": (PEOPLE, (["Ada Lovelace", "Charles Babbage"],)),
    "language": (LABELS, ("de", "English, German")),
    "lang": (TEXT, ("de", "pt-BR")),
    "location": (LABELS, ("Austin",)),
    "excerpt": (TEXT, ("What a reader of lists learns of the post.", 2)),
    "image": (IMAGE, ("images/chart.png", {"path": "/a.png", "alt": "A chart"}, 2)),
    "comments": (FLAG, (False,)),
    "nocomments": (FLAG, (True,)),
    "blogpost": (FLAG, (True,)),
    "redirect": (LABELS, ("old/page",)),
    "canonical_link": (TEXT, ("https://example.org/first-published-here",)),
    "external_link": (TEXT, ("https://example.org/elsewhere",)),
    "exclude": (FLAG, (True,)),
}

# Extensions that check a value themselves, where its kind is not enough.
_CHECKED_BY = {
    "image": "permalink_blog.metadata",
    "lang": "permalink_blog.languages",
    "comments": "permalink_blog.comments",
}

_OURS = (
    Property(
        ("permalink",),
        PATH,
        "The URL of the page, relative to the site's root. Jekyll's placeholders such "
        "as :year and :title are replaced.",
        ("my-first-post", "/:year/:month/:title/"),
        checked_by="permalink_blog.urls",
    ),
    Property(
        ("slug",),
        TEXT,
        "Stands for the file's name where a permalink says :title or :slug.",
        ("my-first-post",),
    ),
    Property(
        tuple(key for key in FROM_KEYS if key not in _JEKYLL),
        LABELS,
        "Old URLs of this page, which lead here. jekyll-redirect-from has "
        "redirect_from, Hugo has aliases.",
        ("/2018/08/01/old-name.html", ["/old/", "/older/"]),
    ),
    Property(
        (TO_KEY,),
        LABELS,
        "Where this page has gone: a path of the site, or a URL. The page leads there.",
        ("/new-name/", "https://example.org/new-home"),
    ),
    Property(
        (ANCHORS,),
        MAPPING,
        "Old anchors of this page, each with the one that has its place, or with a "
        "path of the site.",
        ({"setup": "installing"}, {"old-part": "/2018/other-post/#part"}),
        checked_by="permalink_blog.urls",
    ),
    Property(
        ("feed_id",),
        TEXT,
        "The permanent id of the post in feeds, if it is not its URL: what the old "
        "site's feed had, so that readers see no new post.",
        ("tag:example.org,2018:summer", "https://old.example/summer.html"),
        checked_by="permalink_blog.feeds",
    ),
    Property(
        ("last_modified_at", "updated", "lastmod"),
        DATE,
        "When the text was last changed, if that is later than the date. The page, "
        "feeds, the sitemap and search engines have it.",
        ("2018-09-01",),
    ),
    Property(
        ("sitemap",),
        ANY,
        "false leaves the page out of sitemap.xml, as with jekyll-sitemap.",
        (False,),
    ),
    Property(
        ("robots",),
        LABELS,
        "What search engines are asked: noindex keeps the page out of their results.",
        ("noindex", "noindex, nofollow"),
        checked_by="permalink_blog.urls",
    ),
    Property(
        ("description",),
        TEXT,
        "What previews of links and search engines show of the page: a sentence.",
        ("What I learned at three conferences in one summer.",),
    ),
    Property(
        ("doi",),
        TEXT,
        "The DOI of the post: shown, linked, and in its citation.",
        ("10.5281/zenodo.7", "https://doi.org/10.5281/zenodo.7"),
        checked_by="permalink_blog.citations",
    ),
    Property(
        ("cite",),
        FLAG,
        "Whether the page says how to cite the post: true or false, over "
        "blog_citations.",
        (True,),
        checked_by="permalink_blog.citations",
    ),
    Property(
        ("locale",),
        TEXT,
        "The language of the text, as jekyll-seo-tag has it.",
        ("de_DE",),
        checked_by="permalink_blog.languages",
    ),
    Property(
        ("comments_term",),
        TEXT,
        "The title of the discussion that has the page's comments.",
        ("summer-conferences-2018",),
        checked_by="permalink_blog.comments",
    ),
    Property(
        ("layout",),
        LAYOUT,
        "The template in Jekyll. Nothing here: it may stay.",
        ("post",),
    ),
)


def _of_jekyll() -> Iterator[Property]:
    for key in KEYS:
        description = _LINK.sub(r"\1", f"In Jekyll: {key.jekyll} Here: {key.here}")
        if key.jekyll == "None.":
            description = _LINK.sub(r"\1", key.here)
        for name in key.names:
            kind, examples = _JEKYLL[name]
            checked_by = _CHECKED_BY.get(name, "")
            yield Property(
                (name,), kind, description.replace("`", ""), examples, checked_by
            )


PROPERTIES: Mapping[str, Property] = {
    name: key for key in (*NEIGHBOURS, *_OURS, *_of_jekyll()) for name in key.names
}
"""Key to what is known of it; of two that know one, ours goes last and counts."""
