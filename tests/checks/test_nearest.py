"""Which key an author may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.checks.keys import PROPERTIES
from permalink_blog.checks.nearest import nearest_key


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [
        *(("perma-link", "permalink"), ("Permalink", "permalink"), ("titel", "title")),
        *(("tgas", "tags"), ("daet", "date"), ("catgories", "categories")),
        *(("publish", "published"), ("authours", "authors"), ("excerp", "excerpt")),
        *(("redirectFrom", "redirect_from"), ("no_search", "nosearch")),
    ],
)
def test_mistakes(mistake: str, meant: str) -> None:
    assert nearest_key(mistake) == meant


@pytest.mark.parametrize(
    "own",
    [
        # of Minimal Mistakes, Chirpy, Hydejack, al-folio and others
        *("header", "author_profile", "sidebar", "classes", "gallery", "related"),
        *("read_time", "share", "toc_label", "toc_sticky", "pin", "math", "mermaid"),
        *("cover", "hide_description", "accent_color", "featured", "giscus_comments"),
        *("related_posts", "thumbnail", "nav", "nav_order", "parent", "weight"),
        *("data", "rate", "tabs", "guid", "series", "level", "duration"),
    ],
)
def test_keys_of_the_authors_own(own: str) -> None:
    assert nearest_key(own) is None


@given(st.sampled_from(sorted(PROPERTIES)), st.data())
def test_any_letters_that_changed_places(name: str, data: st.DataObject) -> None:
    """One mistake of that kind in a word of some length always finds a key like it."""
    place = data.draw(st.integers(0, len(name) - 2))
    mistake = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if mistake not in PROPERTIES and len(name) > 5:
        assert nearest_key(mistake) is not None


@given(st.text())
def test_any_text(name: str) -> None:
    assert nearest_key(name) in {None, *PROPERTIES}
