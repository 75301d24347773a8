"""How an imported site of Jekyll's differs from the one that Jekyll made.

The guide shows this table, and a test that compares both sites allows these differences
and no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Difference:
    """What readers have had, what they have now, and why; each in Markdown."""

    jekyll: str
    here: str
    reason: str


DIFFERENCES: Mapping[str, Difference] = {
    "lists": Difference(
        "A page that lists posts: the home page, an archive, a list of tags",
        "The landing page and `/blog/…`; the old URL leads there",
        "A list that is imported would be out of date with the next post",
    ),
    "404": Difference(
        "`404.html`",
        "That of the theme",
        "It needs the look, and links that work from any URL",
    ),
    "made files": Difference(
        "Files that Jekyll makes: style sheets of Sass, a script with Liquid",
        "Published if the old site's `_site` has them; else reported",
        "They are made by Jekyll alone, and most serve the old look",
    ),
    "collections": Difference(
        "Collections without pages, which layouts and lists read",
        "Not imported, and reported",
        "Nothing of them was ever at a URL",
    ),
    "drafts": Difference(
        "Drafts, posts with `published: false` and those of the future are left out",
        "They are pages that only `/blog/drafts.html` lists",
        "A draft can be looked at, and a post of the future appears on its day",
    ),
    "tags": Difference(
        "`tags: tides, winter` are the tags `tides,` and `winter`",
        "The tags `tides` and `winter`",
        "Commas are meant as separators",
    ),
    "line numbers": Difference(
        "`linenos` makes a table of two cells",
        "Numbers that are no part of the code",
        "Code is copied without them",
    ),
    "captions": Difference(
        '`{: title="a.py"}` on a block of code shows when a mouse is on it',
        "The caption of the code",
        "Themes show it as one, and everybody can see it",
    ),
    "footnotes": Difference(
        "A numbered list at the end, with arrows back to the text",
        "Notes at the end, whose numbers lead back",
        "Sphinx writes them so for each of its outputs",
    ),
    "formulas": Difference(
        "LaTeX, which a script draws once it has come",
        "MathML, which browsers draw themselves",
        "See [formulas](writing.md#formulas)",
    ),
    "headings": Difference(
        "A heading",
        "A heading with a link to itself",
        "Readers can link to a section",
    ),
    "levels": Difference(
        "Headings at any level, a second one at the top, or with levels left out",
        "Below the title, without gaps; in a quotation a line that looks like one",
        "A page has one title and sections in it, for all outputs of Sphinx",
    ),
    "videos": Difference(
        "A player that loads with the page",
        "A drawing and the video's title; the player loads when it is played",
        "See [videos](videos.md)",
    ),
    "gists": Difference(
        "A script, which writes the gist into the page",
        "A link to the gist",
        "A script from elsewhere sees each reader, and books cannot run it",
    ),
    "image links": Difference(
        "An image that is shown in a size of its own",
        "The same, with a link to the whole image",
        "Sphinx does so, unless `html_scaled_image_link = False`",
    ),
}
