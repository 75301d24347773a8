"""The keys of front matter that this extension reads, for the guide and its test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrontMatterKey:
    """A key, or several that belong together.

    :param names: as written in front matter
    :param jekyll: its meaning there
    :param here: what it does here, in Markdown
    """

    names: tuple[str, ...]
    jekyll: str
    here: str


KEYS = (
    FrontMatterKey(
        ("title",),
        "The layout shows it above the text.",
        "The page's only top heading. A first heading that says the same stays as it "
        "is. Without a title, the first heading is the title; a post without either "
        "gets one from its file name.",
    ),
    FrontMatterKey(
        ("date",),
        "Date of a post, over the one in the file name.",
        "The same. An offset is converted to `permalink_timezone`; a date without one "
        "is in that time zone. A date that does not exist makes the post a draft.",
    ),
    FrontMatterKey(
        ("published", "draft"),
        "`published: false` and texts in `_drafts` are left out; `draft` does nothing.",
        "`published: false` or `draft: true`: a draft. It has a page, but no date in "
        "ABlog, and is in no archive or feed.",
    ),
    FrontMatterKey(
        ("tags", "tag"),
        "`tags` is a list, or words with spaces between; `tag` is one tag.",
        "The same, but text with commas is split at the commas (Jekyll keeps them in "
        "the tags), a number is a tag, and each tag counts once.",
    ),
    FrontMatterKey(
        ("categories", "category"),
        "Like tags; both keys add up.",
        "The same, with the commas as in tags.",
    ),
    FrontMatterKey(
        ("author", "authors"),
        "Left to the theme.",
        "Authors in ABlog: text (with commas between), a list, or mappings with a "
        "`name`. A name in `blog_authors` is that person.",
    ),
    FrontMatterKey(
        ("language", "lang"),
        "Left to the theme.",
        "Languages in ABlog.",
    ),
    FrontMatterKey(
        ("location",),
        "None.",
        "Locations in ABlog.",
    ),
    FrontMatterKey(
        ("excerpt",),
        "Text that stands for the post in lists.",
        "The same. A number is ABlog's: that many paragraphs from the start.",
    ),
    FrontMatterKey(
        ("image",),
        "Left to the theme: a path or URL.",
        "A path or URL is the image that [previews and lists](sharing.md) show; a "
        "number says which image of the post it is.",
    ),
    FrontMatterKey(
        ("comments", "nocomments"),
        "`comments: false` turns them off in many themes.",
        "Either that or `nocomments: true` turns them off in ABlog.",
    ),
    FrontMatterKey(
        ("blogpost",),
        "None.",
        "ABlog's: makes any document a post. `blogpost: false` makes it none, wherever "
        "it is.",
    ),
    FrontMatterKey(
        ("redirect", "canonical_link", "external_link", "exclude"),
        "None.",
        "ABlog's meaning. A redirect has to be a path in this site, a link a path or "
        "an http(s) URL.",
    ),
)
"""What ``read_front_matter`` reads; all other keys are only kept."""
