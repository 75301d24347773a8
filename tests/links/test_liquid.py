"""Liquid in the source of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from permalink_blog.links.liquid import LiquidPlaceholder, rewrite
from permalink_blog.links.markdown import find_places

if TYPE_CHECKING:
    from collections.abc import Mapping

POST = "{% post_url 2018-08-01-a %}"
NEW = "jekyll:post_url/2018-08-01-a"


def rewritten(text: str) -> str:
    config = MdParserConfig(enable_extensions={"colon_fence", "deflist", "dollarmath"})
    parser = create_md_parser(config, RendererHTML)
    return rewrite(text, lambda text: find_places(parser, text))


@pytest.mark.parametrize(
    ("liquid", "target"),
    [
        (POST, NEW),
        ("{%- post_url 2018-08-01-a -%}", NEW),
        ("{%post_url  x/2018-08-01-a%}", "jekyll:post_url/x/2018-08-01-a"),
        ("{% post_url 2018-08-01-a (b) %}", "jekyll:post_url/2018-08-01-a%20%28b%29"),
        ("{% post_url /2018-08-01-a %}#b", "jekyll:post_url/2018-08-01-a#b"),
        ("{{ site.baseurl }}" + POST, NEW),
        ("{{site.url}}{{site.baseurl}}/{% link a.md %}", "jekyll:link/a.md"),
        ("{% link _posts/2018-08-01-a.md %}", "jekyll:link/_posts/2018-08-01-a.md"),
        ("{% link a/index.html %}", "jekyll:link/a/index.html"),
        ("{% link a b.pdf %}", "/a%20b.pdf"),
        ("{% link /a.pdf %}", "/a.pdf"),
        ("{{ site.baseurl }}/a", "/a"),
        ("{{ site.baseurl }}", "/"),
        ("{{ site.baseurl }}a", "/a"),
        ("{{ site.url }}{{ site.baseurl }}//a#b", "/a#b"),
        ("{{ '/a' | relative_url }}", "/a"),
        ('{{ "a b" | absolute_url }}?c#d', "/a%20b?c#d"),
        ("{{ '/a' | prepend: site.baseurl | prepend: site.url }}", "/a"),
        ("{{ site.url }}{{ '/a'|relative_url }}", "/a"),
        ("{{ site.url }}/{{ site.baseurl }}/a", "/a"),
        ("{{ 'https://example.com/a' | absolute_url }}", "https://example.com/a"),
    ],
)  # fmt: skip
def test_targets(liquid: str, target: str) -> None:
    assert rewritten(f"[text]({liquid})") == f"[text]({target})"
    assert rewritten(f"[text]( <{liquid}> 'b')") == f"[text]( <{target}> 'b')"
    assert rewritten(f"[text][id]\n\n[id]: {liquid}") == f"[text][id]\n\n[id]: {target}"


@pytest.mark.parametrize(
    "liquid",
    [
        "{{ page.url }}",
        "{{ site.posts }}",
        "{{ site.baseurl | append: 'a' }}",
        "{{ '/a' | relative_url | append: 'b' }}",
        "{% include a.html %}",
        "{% post_url {{ a }} %}",
        "{% post_url %}",
        "{% link a\n.md %}",
        "https://example.com/{{ site.baseurl }}",
    ],
)
def test_other_liquid(liquid: str) -> None:
    assert rewritten(f"[text]({liquid})") == f"[text]({liquid})"


@pytest.mark.parametrize(
    "text",
    [
        "`[a]({})`",
        "``` [a]({}) ```",
        "```\n[a]({})\n```",
        "~~~md\n[a]({})\n~~~",
        "> ```\n> [a]({})\n> ```",
        "- a\n\n  ```\n  [a]({})\n  ```",
        "    [a]({})",
        "- a\n\n      [a]({})",
        "```{{code-block}} md\n[a]({})\n```",
        ":::{{code-block}} md\n[a]({})\n:::",
        "```{{eval-rst}}\n[a]({})\n```",
        "````{{note}}\n```md\n[a]({})\n```\n````",
        "```{{unknown}}\n[a]({})\n```",
        "---\ntitle: '[a]({})'\n---\n",
        "<!-- [a]({}) -->",
        "<!--\n\n[a]({})\n\n-->",
        "<!-- <a href='{}'>a</a> -->",
        "<div>\n<!-- <a href='{}'>a</a> -->\n</div>",
        "% [a]({})",
        "$[a]({})$",
        "{{math}}`[a]({})`",
        "\\[a]({})",
        "[a] ({})",
        "{}",
        "![a]({})",
        "<a title='{}'>a</a>",
        "<abbr href='{}'>a</abbr>",
        "{{% raw %}}[a]({}){{% endraw %}}",
        "{{% highlight md %}}\n[a]({})\n{{% endhighlight %}}",
        "{{%- comment -%}} [a]({}) {{%- endcomment -%}}",
    ],
)
def test_never_touched(text: str) -> None:
    text = text.format(POST)
    assert POST in text
    assert rewritten(text) == text
    link = f"[b]({POST})"
    after = rewritten(f"{text}\n\n{link}\n")
    assert after == f"{text}\n\n[b]({NEW})\n"


@pytest.mark.parametrize(
    "text",
    [
        "> [a]({})",
        "- a\n- [a]({})",
        "# [a]({})",
        "[a **b `c`**]({})",
        "[![a](b.png)]({})",
        "| a |\n|---|\n| [a]({}) |",
        "a[^1]\n\n[^1]: [a]({})",
        "a\n: [a]({})",
        "```{{note}}\n[a]({})\n```",
        ":::{{tip}}\n:class: a\n\n[a]({})\n:::",
        "::::{{grid}}\n:::{{grid-item}}\n[a]({})\n:::\n::::",
        ":::\n[a]({})\n:::",
        "`{{% raw %}}` [a]({})",
    ],
)
def test_places(text: str) -> None:
    assert rewritten(text.format(POST)) == text.format(NEW)


@pytest.mark.parametrize(
    ("html", "new"),
    [
        (f"a <a href='{POST}#b'>c", f"a <a href='{NEW}#b'>c"),
        (f'<A id="b" HREF = "{POST}">', f'<A id="b" HREF = "{NEW}">'),
        ('<div>\n<a\nhref="{{ site.baseurl }}/a">', '<div>\n<a\nhref="jekyll:url/a">'),
        ("""<p><a href="{{ '/a' | relative_url }}">""", '<p><a href="jekyll:url/a">'),
    ],
)  # fmt: skip
def test_html(html: str, new: str) -> None:
    assert rewritten(html) == new


def test_image() -> None:
    assert rewritten("![a]({{ site.baseurl }}/a.png)") == "![a](/a.png)"
    assert rewritten("![a][b]\n\n[b]: {{ site.url }}/a.png") == "![a][b]\n\n[b]: /a.png"


def test_autolink_stays() -> None:
    # what it stands for would be no autolink, but HTML
    assert rewritten("<{{ site.url }}/a>") == "<{{ site.url }}/a>"


def test_text_that_looks_like_a_placeholder() -> None:
    text = f"[a](jekyll-liquid-0:) `{POST}`"
    assert rewritten(text) == text


SITE = "{{ site.baseurl }}/"
MAY_BE = {
    POST: [NEW],
    SITE: ["jekyll:url/", "/", ""],  # nothing before a tag, which is a URL by itself
}
TEXT = ["`", "```", "~~~", "\n", "\n\n", "    ", "> ", "- ", "<!--", "-->", "[a](", ")"]
TEXT += ["[a]: ", "<a href='", "'>", "{% raw %}", "{% endraw %}", "---", "|", "\\", "a"]
TEXT += ["```{note}", ":::", "$", "![a](", "[", "]", "<", ">", "{", "}", " "]
SNIPPETS = st.sampled_from([*TEXT, *MAY_BE, f"[a]({POST})", f"[a]({SITE})"])


@given(st.lists(SNIPPETS, max_size=15).map("".join))
def test_only_liquid_changes(text: str) -> None:
    """The text around Liquid, and so the numbers of lines, are the author's."""
    pattern = re.escape(text)
    for liquid, others in MAY_BE.items():
        old = re.escape(liquid)
        pattern = pattern.replace(old, f"(?:{'|'.join([old, *others])})")
    assert re.fullmatch(pattern, rewritten(text))


def test_nothing_to_do() -> None:
    def fail(text: str) -> Mapping[int, LiquidPlaceholder]:
        raise AssertionError(text)

    text = "[a](/b) `{{ page }}` {% if x %}"
    assert rewrite(text, fail) == text
