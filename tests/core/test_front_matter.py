from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.front_matter import BlogFields, FieldProblem, read_front_matter
from permalink_blog.frontmatter.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [name for key in KEYS for name in key.names]


class Recorder(dict[str, str]):
    """Remembers which keys were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return False

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(key)
        return default


def test_the_table_of_keys_is_what_is_read() -> None:
    recorder = Recorder()
    assert read_front_matter(recorder) == BlogFields()
    assert recorder.asked == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"title": " A\n title "}, {"title": "A title"}),
        ({"title": "null"}, {"title": None}),
        ({"title": "[1, 2]"}, {"title": "[1, 2]"}),
        ({"published": "False"}, {"draft": True}),
        ({"published": "True"}, {"draft": False}),
        ({"published": "null"}, {"draft": False}),
        ({"draft": "True"}, {"draft": True}),
        ({"draft": "null"}, {"draft": False}),
        ({"blogpost": "true"}, {"blogpost": True}),
        ({"blogpost": ""}, {"blogpost": True}),
        ({"blogpost": "False"}, {"blogpost": False}),
        ({"title": "a\x85b\u2028c"}, {"title": "a b c"}),
        (
            {"external_link": "HTTPS://a.example/"},
            {"external_link": "HTTPS://a.example/"},
        ),
        ({"canonical_link": "/a:b"}, {"canonical_link": "/a:b"}),
        ({"canonical_link": "http://a.org"}, {"canonical_link": "http://a.org"}),
        ({"tags": "a b"}, {"tags": ("a", "b")}),
        ({"tag": "a b"}, {"tags": ("a b",)}),
        ({"tag": "False", "tags": "a b"}, {"tags": ("a", "b")}),
        ({"categories": "a b"}, {"categories": ("a", "b")}),
        ({"categories": "a b", "category": "c"}, {"categories": ("a", "b", "c")}),
        ({"categories": "a", "category": "False"}, {"categories": ("a",)}),
        ({"category": "True"}, {"categories": ("true",)}),
        ({"tag": "x" * 200}, {"tags": ("x" * 200,)}),
        ({"author": "Jo Doe"}, {"authors": ("Jo Doe",)}),
        ({"author": "Jo, Ada"}, {"authors": ("Jo", "Ada")}),
        ({"author": '["Doe, Jo", "Ada"]'}, {"authors": ("Doe, Jo", "Ada")}),
        ({"author": '{"name": "Jo", "url": "x"}'}, {"authors": ("Jo",)}),
        ({"author": '[{"name": "Jo"}, "Ada"]'}, {"authors": ("Jo", "Ada")}),
        ({"authors": '["Jo"]'}, {"authors": ("Jo",)}),
        ({"author": "null", "authors": "Jo"}, {"authors": ("Jo",)}),
        ({"lang": "en"}, {"languages": ("en",)}),
        ({"language": "de", "lang": "en"}, {"languages": ("de",)}),
        ({"location": "Oslo, Rome"}, {"locations": ("Oslo", "Rome")}),
        ({"excerpt": "3"}, {"excerpt_length": 3}),
        ({"excerpt": "0"}, {"excerpt_length": 0}),
        ({"excerpt": ""}, {"excerpt_length": 0}),
        ({"excerpt": "null"}, {"excerpt_length": None, "excerpt": ()}),
        ({"excerpt": "One\nline.\n\nTwo."}, {"excerpt": ("One line.", "Two.")}),
        ({"excerpt": "2018"}, {"excerpt_length": None, "excerpt": ("2018",)}),
        ({"image": "2"}, {"image": 2}),
        ({"image": "/img/x.png"}, {"image": None}),
        ({"image": '{"path": "/x.png"}'}, {"image": None}),
        ({"nocomments": "True"}, {"nocomments": True}),
        ({"nocomments": ""}, {"nocomments": True}),
        ({"nocomments": "False"}, {"nocomments": False}),
        ({"comments": "False"}, {"nocomments": True}),
        ({"comments": "True"}, {"nocomments": False}),
        ({"exclude": "True"}, {"exclude": True}),
        ({"exclude": ""}, {"exclude": True}),
        ({"redirect": "Xmas"}, {"redirects": ("Xmas",)}),
        ({"redirect": "/old/, older"}, {"redirects": ("old", "older")}),
        ({"canonical_link": "https://a.org"}, {"canonical_link": "https://a.org"}),
        ({"external_link": "https://a.org"}, {"external_link": "https://a.org"}),
    ],
)
def test_field(raw: dict[str, str], expected: dict[str, object]) -> None:
    front_matter = read_front_matter(raw)
    assert front_matter.problems == ()
    assert {key: getattr(front_matter, key) for key in expected} == expected


IGNORED = "It is ignored."
NO_MAPPING = ("text or a list", "The mapping is ignored.")
SHORTER = ("shorter names", "Longer ones are ignored.")
NO_NAME = ('a "name"', "The author is ignored.")
NO_LINK = ("an http(s) URL", IGNORED)
NO_PATH = ('paths in this site, such as "old/page"', "Other ones are ignored.")


@pytest.mark.parametrize(
    ("raw", "key", "told"),
    [
        ({"tags": '{"a": "b"}'}, "tags", NO_MAPPING),
        ({"tags": '["a", {"b": "c"}]'}, "tags", NO_MAPPING),
        ({"categories": '{"a": 1}'}, "categories", NO_MAPPING),
        ({"tag": "x" * 201}, "tag", SHORTER),
        ({"tag": "\u00e9" * 67}, "tag", SHORTER),  # 201 bytes, as macOS stores it
        ({"author": "x" * 300}, "author", SHORTER),
        ({"author": '{"url": "x"}'}, "author", NO_NAME),
        ({"author": '[{"name": 3}]'}, "author", NO_NAME),
        ({"date": '["2018"]'}, "date", ("text", IGNORED)),
        ({"canonical_link": "[]"}, "canonical_link", ("text", IGNORED)),
        ({"excerpt": '["a"]'}, "excerpt", ("text or a number", IGNORED)),
        ({"redirect": "https://a.org/"}, "redirect", NO_PATH),
        ({"redirect": "a:b"}, "redirect", NO_PATH),
        ({"redirect": "a//b"}, "redirect", NO_PATH),
        ({"redirect": "./x"}, "redirect", NO_PATH),
        ({"redirect": "../../x"}, "redirect", NO_PATH),
        ({"canonical_link": "data:text/html,x"}, "canonical_link", NO_LINK),
        ({"external_link": " JavaScript:alert(1)"}, "external_link", NO_LINK),
        ({"external_link": "java\x01script:alert(1)"}, "external_link", NO_LINK),
    ],
)
def test_problem(raw: dict[str, str], key: str, told: tuple[str, str]) -> None:
    problems = read_front_matter(raw).problems
    assert problems == (FieldProblem("value", key, raw[key], *told),)


def test_a_tag_beside_tags_is_a_problem_of_its_own_kind() -> None:
    front_matter = read_front_matter({"tag": "a", "tags": "b"})
    assert front_matter.tags == ("a",)
    effect = "Jekyll takes the singular and ignores the plural."
    assert front_matter.problems == (
        FieldProblem("tags", "tag", "a", 'either "tag" or "tags"', effect),
    )


VALUES = (
    st.text()
    | st.sampled_from(["null", "True", "[]", "{}", "[[", '["a", ["b"]]'])
    | st.from_regex(r"[\[{\"a1:,\]}]{0,12}", fullmatch=True)
)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_any_text_is_read(raw: dict[str, str]) -> None:
    front_matter = read_front_matter(raw)
    for problem in front_matter.problems:
        assert problem.value == raw[problem.key]
    for labels in labels_of(front_matter):
        assert all(labels)
        assert len(set(labels)) == len(labels)


def labels_of(front_matter: BlogFields) -> Iterator[tuple[str, ...]]:
    yield front_matter.tags
    yield front_matter.categories
    yield front_matter.authors
    yield front_matter.languages
    yield front_matter.locations
    yield front_matter.redirects
