"""What a build says of one document, with file and line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.conftest import Check

BODY = "\n# A heading\n\nText.\n"

FRONT_MATTER = {
    # key
    "perma-link: x": "key] perma-link: did you mean permalink?",
    "Tags: x": "key] Tags: did you mean tags?",
    "tgas: x": "key] tgas: did you mean tags?",
    "catgory: x": "key] catgory: did you mean category?",
    "redirect-from: /x/": "key] redirect-from: did you mean redirect_from?",
    "header: x": "",
    "author_profile: true": "",
    "Date: 2018-08-01": "",  # docutils knows it
    "mine: x": "",
    # value
    "title: yes": "value] title: true: expected text (in quotes, where YAML takes it "
    "for something else)",
    "published: maybe": "value] published: 'maybe': expected true or false",
    "permalink: [a]": 'value] permalink: ["a"]: expected a path, such as /my-post/',
    "redirect_from: {a: b}": 'value] redirect_from: {"a": "b"}: expected text or a '
    "list of texts",
    "orphan: false": "value] orphan: false: expected true, or that the key is left "
    "out: Sphinx looks only whether it is there",
    "updated: 2018-02-30": "value] updated: '2018-02-30': expected a date such as",
    "updated: 1 Aug 2018": "",
    "date: 2018-02-30": "",  # told by permalink_blog.frontmatter
    "updated:": "",
    "tags:": "",
    "lang: de": "",
    # future
    "date: 2090-01-01": "future] date: '2090-01-01' is more than a year in the future. "
    "Until then, the post is a draft",
    "{date: 2090-01-01, draft: true}": "",
    f"date: {date.today() + timedelta(days=300)}": "",  # planned
    # excerpt
    f"excerpt: {'x' * 501}": "excerpt] excerpt: it has 501 characters: expected at "
    "most 500 (blog_checks_excerpt_length)",
    f"excerpt: {'x' * 500}": "",
}


def test_front_matter(check: Check) -> None:
    """All at once, as each build takes its time."""
    documents = {
        f"posts/p{number}.md": f"---\nlayout: post\n{line}\n---\n{BODY}"
        if not line.startswith("{")
        else f"---\n{line}\n---\n{BODY}"
        for number, line in enumerate(FRONT_MATTER)
    }
    said = check(documents)
    for number, (line, expected) in enumerate(FRONT_MATTER.items()):
        found = [text for text in said if text.startswith(f"posts/p{number}.md:")]
        if not expected:
            assert not any("[blog_checks." in x for x in found), line
            continue
        subtype, message = expected.split("] ")
        (text,) = found
        assert text.startswith(f"posts/p{number}.md:3: WARNING: {message}"), line
        assert text.endswith(f"[blog_checks.{subtype}]")


def test_what_others_tell_is_not_told_twice(check: Check) -> None:
    text = "---\ntags: {a: b}\ncategory: {a: b}\nauthor: {a: b}\nlang: [a]\n"
    text += "image: {a: b}\ndate: 2018-08-01\nfeed_id: [a]\n---\n" + BODY
    extensions = [
        "myst_parser",
        "permalink_blog.frontmatter",
        "ablog",
        "permalink_blog.checks",
    ]
    extensions += [
        "permalink_blog.metadata",
        "permalink_blog.languages",
        "permalink_blog.feeds",
        "permalink_blog.urls",
    ]
    for more, keys in (
        ("", ("tags", "category", "author", "lang", "image", "feed_id")),
        ("permalink: {a: b}\n", ("permalink",)),  # no feed is written then
    ):
        texts = {"posts/a.md": text.replace("tags", f"{more}tags")}
        said = check(texts, "html", extensions=extensions)
        for key in keys:
            assert len([x for x in said if f": {key}: " in x]) == 1, (key, said)
        assert not any("[blog_checks." in line for line in said)
        said = check(texts, "dummy", extensions=extensions)
        for key in keys:
            assert len([x for x in said if f": {key}: " in x]) == 1, (key, said)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Text.\n", True),
        ("---\ntags: a\n---\n\nText.\n\n# A\n\n# B\n", True),
        ("---\ntitle: ''\n---\n\nText.\n", True),
        ("---\ntitle: A\n---\n\nText.\n", False),
        ("# A\n", False),
        ("---\ntags: a\n---\n\n## A\n", False),
    ],
)
@pytest.mark.parametrize("name", ["posts/2018-08-01-a.md", "a.md"])
def test_titles(check: Check, name: str, text: str, *, is_told: bool) -> None:
    said = [x for x in check({name: text}) if "blog_checks" in x]
    told = f'{name}:1: WARNING: no title: expected "title" in the front matter, or a '
    assert said == [f"{told}heading [blog_checks.title]"] * is_told


def test_images(check: Check, tmp_path: Path) -> None:
    text = """\
---
title: Images
---

![](https://example.org/a.png)

Text ![with a text](https://example.org/b.png) and ![ ](https://example.org/c.png).

<img src="https://example.org/d.png">
<img src="https://example.org/e.png" alt="">

```{image} https://example.org/f.png
```

```{image} https://example.org/g.png
:alt:
```

```{figure} https://example.org/h.png
A caption is no text for those who do not see the image.
```
"""
    for settings in ({}, {"myst_enable_extensions": ["html_image"]}):
        said = [x for x in check({"posts/a.md": text}, **settings) if "alt]" in x]
        assert [line.split(": expected")[0] for line in said] == [
            f"posts/a.md:{line}: WARNING: https://example.org/{name}.png"
            for line, name in (*((5, "a"), (7, "c"), (9, "d"), (12, "f"), (19, "h")),)
        ]
    rst = "Title\n=====\n\n.. image:: https://example.org/i.png\n\n"
    rst += ".. image:: https://example.org/j.png\n   :alt:\n"
    (tmp_path / "blog-checks/posts/a.md").unlink()
    (line,) = check({"a.rst": rst})
    assert line.startswith("a.rst:4: WARNING: https://example.org/i.png: expected")


def test_fields_of_restructuredtext(check: Check) -> None:
    text = ":perma-link: x\n:orphan:\n:Date: 2018-08-01\n:Author: me\n\nTitle\n=====\n"
    (line,) = check({"a.rst": text})
    assert line == (
        "a.rst:1: WARNING: perma-link: did you mean permalink? [blog_checks.key]"
    )


def test_dates_of_pages_that_are_no_posts(check: Check) -> None:
    (line,) = check({"a.md": f"---\ndate: 2018-02-30\n---\n{BODY}"})
    assert line.startswith("a.md:2: WARNING: date: '2018-02-30': expected a date such")
    assert line.endswith("[blog_checks.value]")


def test_settings(check: Check) -> None:
    text = f"---\nmine: 1\ncover: 2\nexcerpt: four\nperma-link: x\n---\n{BODY}"
    said = check(
        {"posts/a.md": text},
        blog_checks_keys=["cover", "perma-link"],
        blog_checks_strict=True,
        blog_checks_excerpt_length=3,
    )
    told = [line.split("WARNING: ")[1] for line in said]
    expected = "mine: expected a key that something reads, or one of blog_checks_keys"
    assert told[0] == f"{expected} [blog_checks.key]"
    expected = "it has 4 characters: expected at most 3 (blog_checks_excerpt_length)"
    assert told[1:] == [f"excerpt: {expected} [blog_checks.excerpt]"]
    line = check({}, blog_checks_excerpt_length=0)[0]
    assert "0 is not a positive integer" in line
    assert line.endswith("[blog_checks.config]")


@pytest.mark.parametrize(
    "subtype", ["key", "value", "title", "future", "excerpt", "alt", "label"]
)
def test_each_can_be_silenced(check: Check, subtype: str) -> None:
    text = "---\ntgas: x\npublished: maybe\ndate: 2090-01-01\ntags: a A\n"
    text += f"excerpt: {'x' * 600}\n---\n\n![](https://example.org/a.png)\n"
    said = check({"posts/a.md": text}, suppress_warnings=[f"blog_checks.{subtype}"])
    assert len(said) == 6
    assert not any(f"blog_checks.{subtype}]" in line for line in said)


def test_broken_yaml_is_told_by_others(check: Check) -> None:
    said = check({"posts/a.md": f"---\ntgas: [a\n---\n{BODY}"})
    assert said
    assert not any("[blog_checks." in line for line in said)


def test_alone(check: Check) -> None:
    """Without ABlog and without permalink_blog.frontmatter it knows the same."""
    text = "---\ntags: {a: b}\ndate: 2090-01-01\nperma-link: x\n---\n\nText.\n"
    other = "---\ntags: a b\ncategory: x\n---\n\n# A\n"
    third = "---\ntag: B\ncategories: [X]\n---\n\n# A\n"
    said = check(
        {"a.md": text, "b.md": other, "c.md": third},
        "html",
        extensions=["myst_parser", "permalink_blog.checks"],
        suppress_warnings=["toc"],
    )
    assert [line.split(": expected")[0] for line in said] == [
        "a.md:4: WARNING: perma-link: did you mean permalink? [blog_checks.key]",
        'a.md:2: WARNING: tags: {"a": "b"}',
        "a.md:1: WARNING: no title",
        (
            "a.md:3: WARNING: date: '2090-01-01' is more than a year in the future "
            "[blog_checks.future]"
        ),
        (
            "c.md:2: WARNING: tags: 'B' differs from 'b' only in case or number: write "
            "one of them. 'b' is in b.md:2 [blog_checks.label]"
        ),
        (
            "c.md:3: WARNING: categories: 'X' differs from 'x' only in case or number: "
            "write one of them. 'x' is in b.md:3 [blog_checks.label]"
        ),
    ]
