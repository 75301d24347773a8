"""What becomes of each shortcode, and of those that cannot be converted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.hugo.rules import Shortcodes
from permalink_import.hugo.shortcodes import replace_shortcodes
from permalink_import.markup.report import TextReport


def convert(text: str, own: dict[str, str] | None = None) -> tuple[str, TextReport]:
    report = TextReport(text, source="content/a.md", first_line=5)
    pages = {"other.md": "/other/", "/posts/first": "/2018/first/"}
    shortcodes = Shortcodes(
        report=report,
        text=text,
        params={"fare": 2, "open": True, "deep": {"er": "x"}, "list": [1]},
        find_page=pages.get,
        own=own or {},
    )
    return replace_shortcodes(text, shortcodes), report


CONVERTED = {
    "{{< youtube dQw4w9WgXcQ >}}": "```{youtube} dQw4w9WgXcQ\n```",
    '{{< youtube id="dQw4w9WgXcQ" start=30 >}}': (
        '```{youtube} dQw4w9WgXcQ\n:url_parameters: "?start=30"\n```'
    ),
    "{{% vimeo 146022717 %}}": "```{vimeo} 146022717\n```",
    "- {{< vimeo 146022717 >}}": "- ```{vimeo} 146022717\n  ```",
    "> {{< vimeo 146022717 >}}": "> ```{vimeo} 146022717\n> ```",
    '{{< figure src="a.png" >}}': "```{figure} a.png\n```",
    '{{< figure src="a.png" alt=`"A"` width=300 class="big" attr="Ada" '
    'attrlink="https://a.example/" >}}': (
        '```{figure} a.png\n:alt: "\\"A\\""\n:width: 300px\n:class: big\n\n'
        "[Ada](https://a.example/)\n```"
    ),
    "{{< highlight go >}}\nx := 1\n{{< /highlight >}}": "```go\nx := 1\n```",
    '{{< highlight go "linenos=inline,hl_lines=2-3 5,linenostart=7" >}}\nx := 1\n'
    "{{< / highlight >}}": (
        "```{code-block} go\n:linenos:\n:lineno-start: 7\n:emphasize-lines: 2-3,5\n\n"
        "x := 1\n```"
    ),
    "[a]({{< ref `other.md#b` >}})": "[a](/other/#b)",
    '[a]({{% relref path="/posts/first" %}})': "[a](/2018/first/)",
    "{{< param fare >}} and {{< param deep.er >}}": "2 and x",
    "{{< param open >}}": "true",
    "`{{< param fare >}}`": "`2`",
    '{{< details summary="A & B" open=true >}}\n*x*\n{{< /details >}}': (
        "<details open>\n<summary>A &amp; B</summary>\n\n*x*\n\n</details>"
    ),
    '{{< qr text="https://a.example/" />}}': "<https://a.example/>",
    "{{< qr >}}\ntel:123\n{{< /qr >}}": "tel:123",
    "{{< gist ada 123 a.py >}}": "<https://gist.github.com/ada/123#file-a-py>",
    '{{< x user="ada" id="12" >}}': "<https://x.com/ada/status/12>",
    "{{< tweet 12 >}}": "<https://x.com/i/status/12>",
    "{{< instagram CxO >}}": "<https://www.instagram.com/p/CxO/>",
    "{{< comment >}} a -- b {{< /comment >}}": "<!-- a - - b -->",
    "{{</* youtube x */>}}": "{{< youtube x >}}",
    "```\n{{%/* param fare */%}}\n```": "```\n{{% param fare %}}\n```",
    "a {{< vimeo 146022717 >}} b": "a \n\n```{vimeo} 146022717\n```\n\n b",
}


# What others have is a link, once reported.
EMBEDDED = re.compile(r"\{\{< (?:gist|instagram|qr|tweet|x) ")


@pytest.mark.parametrize("text", CONVERTED)
def test_shortcodes_are_converted(text: str) -> None:
    new, report = convert(text)
    assert new == CONVERTED[text]
    assert len(report.findings) == (EMBEDDED.search(text) is not None)


LEFT = {
    "{{< timetable 3 >}}": "not part of Hugo",
    "{{< youtube >}}": "without the arguments",
    "{{< figure >}}": "without the arguments",
    "{{< highlight go >}}": "without a closing tag",
    '[a]({{< ref "gone.md" >}})': "name no page of the old site",
    "{{< param gone >}}": "neither page nor site",
    "{{< param list >}}": "neither page nor site",
    "| {{< vimeo 146022717 >}} |": "Shortcodes in tables",
    "```\n{{< vimeo 146022717 >}}\n```": "Shortcodes in code",
    "{{< gist ada >}}": "without the arguments",
    "{{< x >}}": "without the arguments",
    "{{< qr >}}": "without the arguments",
    "{{< details >}}": "without a closing tag",
    "{{< instagram >}}": "without the arguments",
}


@pytest.mark.parametrize("text", LEFT)
def test_what_cannot_be_converted_is_left_and_told(text: str) -> None:
    new, report = convert(f"Text.\n\n{text}")
    assert new == f"Text.\n\n{text}"
    (finding,) = report.findings
    assert LEFT[text] in finding.reason
    assert finding.line == (8 if "```" in text else 7)


def test_text_within_an_unknown_shortcode_is_converted() -> None:
    new, report = convert("{{% note %}}\nSee {{< param fare >}}.\n{{% /note %}}")
    assert new == "{{% note %}}\nSee 2.\n{{% /note %}}"
    assert [finding.line for finding in report.findings] == [5]


def test_a_shortcode_of_the_sites_own_is_left() -> None:
    own = {"figure": "layouts/shortcodes/figure.html", "vimeo": "layouts/vimeo.html"}
    new, report = convert('{{< figure src="a.png" >}}', own)
    assert new == '{{< figure src="a.png" >}}'
    assert "(layouts/shortcodes/figure.html)" in report.findings[0].what
    assert convert("{{< vimeo 146022717 >}}", own)[0].startswith("```{vimeo}")


@given(st.text(alphabet='{}<>%/*" \n`abx=-|', max_size=60))
def test_no_text_is_lost(text: str) -> None:
    """Nothing here is a shortcode of Hugo's, but for its own escapes."""
    new, _ = convert(text)
    assert new.replace("/*", "").replace("*/", "") == text.replace("/*", "").replace(
        "*/", ""
    )
