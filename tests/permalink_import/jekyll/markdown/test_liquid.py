"""Liquid: what it says is what Jekyll says, and what it cannot say is left and told."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.jekyll.liquid.rendering import _COSTLY
from permalink_import.jekyll.liquid.scanner import scan
from site_tools.jekyll import ask_jekyll_texts, needs_jekyll
from site_tools.markup import CONFIG, DATA, FRONT_MATTER, INCLUDES, POSTS

if TYPE_CHECKING:
    from tests.permalink_import.jekyll.markdown.conftest import Convert

VALUES = """
{{ site.title }} {{ page.mood | upcase }} {{ page.nothing | default: "none" }}
{{ page.date | date: "%-d %b %Y %H:%M, %A %j %U?" }}
{{ page.date | date_to_string }} {{ page.date | date_to_long_string: "ordinal" }}
{{ page.date | date_to_string: "ordinal", "US" }} {{ page.date | date_to_xmlschema }}
{{ page.date | date_to_rfc822 }} {{ "1 Feb 2020" | date: "%F %e %-m %y" }}
{{ "A Title: with Ümläuts & 1.5" | slugify }} {{ "A Title: 1.5" | slugify: "pretty" }}
{{ "A Title" | slugify: "raw" }} {{ "Ä b" | slugify: "ascii" }}
{{ "a & b < c" | escape }} {{ "a & b < c" | xml_escape }} {{ "a b&c" | cgi_escape }}
{{ "a b/ü" | uri_escape }} {{ "  a   b " | normalize_whitespace }}
{{ "a b c" | number_of_words }} {{ page.tags | array_to_sentence_string }}
{{ page.tags | join: ", " }} {{ site.data.people | size }} {{ page.tags | jsonify }}
{{ site.data.people | map: "name" | join: "/" }} {{ site.data.words | jsonify }}
{{ site.data.people | where: "city", "Bonn" | map: "name" | join: "/" }}
{{ site.data.people | where_exp: "p", "p.age >= 30" | map: "name" | join: "/" }}
{{ site.data.people | find: "name", "Bob" | jsonify }}
{{ site.data.people | find_exp: "p", "p.age > 40" | jsonify }}
{{ site.data.people | sort: "age" | map: "name" | join: "/" }}
{{ site.data.people | group_by: "city" | map: "name" | join: "/" }}
{{ page.tags | push: "c" | join: "" }} {{ page.tags | unshift: "c" | join: "" }}
{{ page.tags | pop | join: "" }} {{ page.tags | shift | join: "" }}
{{ "12 apples" | to_integer | plus: 1 }} {{ 7 | divided_by: 2 }} {{ 3.5 | round }}
{{ "abc" | slice: 1, 2 }} {{ "a,b" | split: "," | last }} {{ "abc" | truncate: 2 }}
{{ "/index.html" | prepend: "/a" | strip_index }} {{ "a-b" | replace: "-", "+" }}
""".strip().splitlines()

TAGS = [
    "{% if page.tags contains 'a' %}yes{% else %}no{% endif %}",
    "{% unless page.nothing %}no{% endunless %}{% if page.blank_one %}e{% endif %}",
    "{% case page.mood %}{% when 'bad' %}b{% when 'good' or 'fine' %}g{% endcase %}",
    (
        "{% assign x = 'a,b,c' | split: ',' %}{% for i in x reversed limit: 2 %}"
        "{{ forloop.index }}{{ i }}{% unless forloop.last %}-{% endunless %}"
        "{% endfor %}"
    ),
    "{% capture x %}a{{ page.mood }}{% endcapture %}{{ x | upcase }}",
    "{% for i in (1..4) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "{% for i in (1..4) %}{% cycle 'a', 'b' %}{% endfor %}{% increment n %}",
    "{% for p in site.data.nobody %}x{% else %}none{% endfor %}",
    "a  {{- page.mood -}}  b {%- if true -%} c {%- endif -%} d",
    "{% include note.html title=page.title text='x' %}{% include deep.html name='y' %}",
    "{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}",
    "{% raw %}{{ a }} {% b %}{% endraw %} and {{ page.mood }}",
    "{% if site.baseurl == '/blog' %}base{% endif %}",
    "{% assign a = site.data.people | first %}{{ a.name }} {{ a['age'] }}",
]


@needs_jekyll
def test_it_says_what_jekyll_says(to_myst: Convert) -> None:
    texts = [*VALUES, *TAGS]
    answers = ask_jekyll_texts(
        texts,
        config=CONFIG,
        data=DATA,
        includes=INCLUDES,
        posts=[f"{name}.md" for name in POSTS],
        front_matter=FRONT_MATTER,
    )
    # in a fence nothing but Liquid changes a text, as in Jekyll
    ours = [to_myst(f"```\n{text}\n```\n").text[4:-5] for text in texts]
    theirs = [answer.get("liquid", answer.get("error")) for answer in answers]
    pairs = zip(ours, theirs, strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


NOTHING = """
{{ BASE_PATH }}/images/a.png {{ page.nothing }}|{{ paginator.page }}|{{ content }}
{{ layout.theme.name }}|{% if layout.theme.name %}no{% endif %}|{{ a.b | upcase }}
{{ page.nothing | date: '%Y' }}|{{ site.nothing.more }}|{{ theme }}{{ now }}
{% capture c %}{% if layout.x %}{{ x }}{% endif %}{% endcapture %}|{{ c }}|
{% capture c %}x{% endcapture %}{% assign c = nil %}|{{ c }}|
{% include setup %}|{% include empty.html %}|{{ ASSET_PATH }}|
""".strip().splitlines()


@needs_jekyll
def test_what_is_not_there_is_nothing_and_not_reported(to_myst: Convert) -> None:
    setup = (
        "{% capture jbcache %}\n  {% if layout.theme.name %}\n"
        "  {% capture ASSET_PATH %}/assets/{{ layout.theme.name }}{% endcapture %}\n"
        "  {% endif %}\n{% endcapture %}{% assign jbcache = nil %}"
    )
    includes = {**INCLUDES, "setup": setup, "empty.html": ""}
    answers = ask_jekyll_texts(
        NOTHING,
        config=CONFIG,
        data=DATA,
        includes=includes,
        posts=[f"{name}.md" for name in POSTS],
        front_matter=FRONT_MATTER,
    )
    ours = [to_myst(f"```\n{text}\n```\n", includes=includes) for text in NOTHING]
    assert [each.text[4:-5] for each in ours] == [x["liquid"] for x in answers]
    assert [found for each in ours for found in each.findings] == []


def test_a_layout_s_front_matter_is_known(to_myst: Convert) -> None:
    text = "{{ layout.theme.name }}\n"
    assert to_myst(text, layout={"theme": {"name": "twitter"}}).text == "twitter\n"


def test_what_a_list_shows_is_not_dropped_in_silence(to_myst: Convert) -> None:
    text = "{{ paginator.page }}\n"
    conversion = to_myst(text, unknown=frozenset({"paginator"}))
    assert conversion.text == text
    assert len(conversion.findings) == 1


INCLUDED_TWICE = {
    f"r{n}.html": f"{{% include r{n + 1}.html %}}" * 2 for n in range(1, 25)
} | {"r25.html": "x"}
NINETY_KB = (
    "{% capture s %}{% for i in (1..9000) %}xxxxxxxxxx{% endfor %}{% endcapture %}"
)
MANY_VALUES = f"{{% assign a = '{'x' * 4000}' %}}" + "".join(
    f"{{% assign a{n} = a | append: '{n}' %}}"
    f"{{% assign a = a | append: a{n} | slice: 0, 4000000 %}}"
    for n in range(90)
)
COSTLY = {
    "{% assign a = 'x' %}" + "{% assign a = a | append: a %}" * 40: "characters",
    "{{ (1..1000000000) | join: 'x' }}": "items of a list",
    "{% for i in (1..1000000000) %}x{% endfor %}": "rounds of loops",
    "{% for i in (1..50000) %}{% endfor %}" * 3: "rounds of loops: more than 100,000",
    "{% for i in (1..900) %}{% for j in (1..900) %}x{% endfor %}{% endfor %}": "rounds",
    "{{ '2018-01-01' | date: '%2000000000d' }}": "columns of a date",
    "{% assign n = 9 %}" + "{% assign n = n | times: n %}" * 30: "a number",
    "{% include r1.html %}": "",
    f"{NINETY_KB}{{{{ s | replace: 'x', s }}}}": "characters",
    f"{NINETY_KB}{{% for i in (1..9000) %}}{{{{ s }}}}{{% endfor %}}": "output stream",
    MANY_VALUES: "namespace limit",
}


@pytest.mark.parametrize(("text", "reason"), COSTLY.items(), ids=range(len(COSTLY)))
def test_what_costs_too_much_is_left(text: str, reason: str, to_myst: Convert) -> None:
    started = time.process_time()
    conversion = to_myst(text, includes=INCLUDED_TWICE)
    assert time.process_time() - started < 10
    assert conversion.findings
    found = [(x.reason, x.what) for x in conversion.findings]
    assert any(cause == _COSTLY and reason in what for cause, what in found), found


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        ("{{ site.posts | size }}", "changes with each post, (site.posts)"),
        ("{{ site.talks.first.title }}", "changes with (site.talks)"),
        ("{{ site.time }}", "site.time"),
        ("{{ 'now' | date: '%Y' }}", "changes with (now)"),
        ("{{ page.next.url }}", "not known (page.next)"),
        ("{{ page.title | sassify }}", "sassify"),
        ("{{ page.title | where }}", "Invalid Liquid"),
        ("{{ a b c", ""),
    ],
)
def test_a_value_that_is_not_known_is_left(
    left: str, reason: str, to_myst: Convert
) -> None:
    text = f"One\n\n{left} two\n"
    conversion = to_myst(text)
    assert conversion.text == text
    if reason:
        (finding,) = conversion.findings
        assert (finding.source, finding.line) == ("_posts/a.md", 3)
        assert finding.what.partition(" (")[0] == left
        found = f"{finding.reason} {finding.what.removeprefix(left)}"
        assert all(part in found for part in re.split(r" (?=\()", reason))


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{% include gone.html a='b' %}", "Includes whose file is not there"),
        ("{% tweet 123 %}", "Tags of plugins"),
        ("{% post_url 2001-01-01-gone %}", "post_url names no post"),
        ("{% link gone.md %}", "link names no document"),
        ("{% assign x = site.posts | first %}", "changes with each"),
        ("{% if %}", "Invalid Liquid"),
    ],
)
def test_a_tag_that_is_not_converted_is_left(
    tag: str, reason: str, to_myst: Convert
) -> None:
    conversion = to_myst(f"One\n\n{tag}\n")
    # MyST would take a line of "{% … %}" for attributes, and show nothing
    assert conversion.text == f"One\n\n\\{tag}\n"
    (finding,) = conversion.findings
    assert (finding.line, finding.what.partition(" (")[0]) == (3, tag)
    assert reason in finding.reason
    assert to_myst(conversion.text).text == conversion.text


def test_a_block_that_is_left_is_shown_as_code(to_myst: Convert) -> None:
    block = "{% for p in site.posts %}\n<b>{{ p.title }}</b>\n{% endfor %}"
    conversion = to_myst(f"a\n\n{block}\n\nb\n")
    assert conversion.text == f"a\n\n```liquid\n{block}\n```\n\nb\n"
    assert len(conversion.findings) == 1


def test_a_tag_on_two_lines_stays_in_its_paragraph(to_myst: Convert) -> None:
    text = "A [b]({% link\nno.md %}) c.\n"
    assert to_myst(text).text == text.replace("{%", "\\{%")


def test_what_depends_on_it_is_left_too(to_myst: Convert) -> None:
    text = "{% assign x = site.posts | first %}\n{{ x.title }} {{ page.mood }}\n"
    conversion = to_myst(text)
    assert conversion.text == f"\\{text.replace('{{ page.mood }}', 'good')}"
    assert [finding.line for finding in conversion.findings] == [1, 2]


def test_a_plugins_block_is_told_once(to_myst: Convert) -> None:
    conversion = to_myst("{% tip %}\n{{ page.mood }}\n{% endtip %}\n")
    assert conversion.text == "\\{% tip %}\ngood\n\\{% endtip %}\n"
    assert [finding.what for finding in conversion.findings] == ["{% tip %}"]


def test_addresses_in_code_are_those_of_the_old_site(to_myst: Convert) -> None:
    text = "```\ncurl {{ site.url }}{{ site.baseurl }}/x\n```\n"
    expected = "```\ncurl https://old.example.org/blog/x\n```\n"
    assert to_myst(text).text == expected


def test_a_link_in_code_is_left_and_told(to_myst: Convert) -> None:
    text = "```\n{% post_url 2018-08-01-summer %}\n```\n"
    conversion = to_myst(text)
    assert conversion.text == text
    assert [finding.line for finding in conversion.findings] == [2]


def test_findings_have_lines_of_the_file(to_myst: Convert) -> None:
    text = (
        "{% comment %}\na\n{% endcomment %}\n\n{% raw %}\nb\n{% endraw %}\n"
        "{{ site.posts }}\n"
    )
    (finding,) = to_myst(text).findings
    assert finding.line == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n{% comment %}c{% endcomment %}b `x`.\n", "a\nb `x`.\n"),
        ("{% comment %}c{% endcomment %}b `x`.\n", "% c\n\nb `x`.\n"),
        ("a {% comment %}c{% endcomment %} `x`.\n", "a <!-- c --> `x`.\n"),
    ],
)
def test_text_beside_a_comment_stays_markdown(
    to_myst: Convert, text: str, expected: str
) -> None:
    assert to_myst(text).text == expected


@given(st.text(alphabet="{%}- rawendifcmt\n\"'|"))
def test_pieces_are_the_text(text: str) -> None:
    pieces = list(scan(text))
    assert "".join(piece.source for piece in pieces) == text
    assert all(text.startswith(piece.source, piece.offset) for piece in pieces)
