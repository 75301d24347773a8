from __future__ import annotations

import pytest
from ablog.blog import slugify
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.slugs import archive_slug


@pytest.mark.parametrize(
    ("label", "slug"),
    [("Open science", "open-science"), ("C++", "c"), ("Café  2 ", "cafe-2"), ("!", "")],
)
def test_examples(label: str, slug: str) -> None:
    assert archive_slug(label) == slug


@given(st.text())
def test_it_is_ablogs(label: str) -> None:
    assert archive_slug(label) == slugify(label)
