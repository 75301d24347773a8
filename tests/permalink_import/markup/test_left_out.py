"""What of HTML no page shows is in the report of an import."""

from __future__ import annotations

import pytest

from permalink_import.markup.left_out import report_left_out
from permalink_import.markup.report import TextReport


def reported(text: str) -> list[tuple[int, str]]:
    report = TextReport(text, source="a.md", first_line=1)
    report_left_out(text, report)
    return [(found.line, found.what) for found in report.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b> `<select>` \\<form>\n", []),
        ("a\n\nb <Pattern> c <pattern> d\n", [(3, "<pattern>")]),
        ("| a |\n|---|\n| <form x> <file> |\n", [(3, "<form>")]),
        ("```{raw} html\n<script>a</script>\n```\n", [(2, "<script>")]),
        ("```html\n<script>a</script>\n```\n", []),
        ("<iframe src='https://www.youtube.com/embed/a'></iframe>\n", []),
        (
            "<iframe src='//a.example/b'></iframe>\n",
            [(1, "<iframe src='//a.example/b'> (a.example)")],
        ),
        ("<iframe src='//[a'></iframe>\n", [(1, "<iframe src='//[a'> (no host)")]),
    ],
)
def test_elements_that_are_left_out(text: str, expected: list[tuple[int, str]]) -> None:
    assert reported(text) == expected


def test_the_report_has_no_marks_of_the_conversion() -> None:
    report = TextReport("a", source="a.md", first_line=1)
    report.leave("<div>\ufdd2> b</div>", "c")
    assert report.findings[0].what == "<div>> b</div>"
