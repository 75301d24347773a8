"""What a formula's text means, before it is converted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.mathml.dialect import adapt
from permalink_blog.core.mathml.latex import displayed, outside_environments

PIECES = st.lists(
    st.sampled_from(
        ["a", "&", "\\\\", "\n\n", "%", r"\begin{align}", r"\end{align}", "{", "}"]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b", "a = b"),
        ("\n  a\n\n", "a"),
        ("", ""),
        (r"a &= b \\ &= c", r"\begin{aligned}a &= b \\ &= c\end{aligned}"),
        ("a &= b\n\nc &= d", r"\begin{aligned}a &= b\\c &= d\end{aligned}"),
        (
            "a \\\\ b\n\nc",
            r"\begin{aligned}\begin{aligned}a \\ b\end{aligned}\\c\end{aligned}",
        ),
        (r"a \tag{1} \\ b", r"\begin{align*}a \tag{1} \\ b\end{align*}"),
        (r"\begin{cases}a\\b\end{cases}", r"\begin{cases}a\\b\end{cases}"),
        (
            r"\begin{cases}a\\b\end{cases}\\c",
            r"\begin{aligned}\begin{cases}a\\b\end{cases}\\c\end{aligned}",
        ),
        ("a\n% b\nc", "a\nc"),
        (r"5\% % of it", r"5\%"),
    ],
)
def test_equations(text: str, expected: str) -> None:
    assert displayed(text) == expected


@pytest.mark.parametrize(
    "text", ["a\n\nb", r"\[a" + "\n\nb\\]", "$$a\n\nb$$", "$a\n\nb$", "\\(a\n\nb\\)"]
)
def test_what_the_author_wrapped_stays_one(text: str) -> None:
    assert displayed(text, no_wrap=True) == "a\n\nb"


@pytest.mark.parametrize("text", ["$", "$$", r"\[", "$$$"])
def test_half_a_delimiter_is_none(text: str) -> None:
    assert displayed(text, no_wrap=True) in {text, "", "$"}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"a\begin{x}b\begin{y}c\end{y}d\end{x}e", "ae"),
        (r"a\end{x}b", "ab"),
        (r"a\begin{x}b", "a"),
    ],
)
def test_outside_environments(latex: str, expected: str) -> None:
    assert outside_environments(latex) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\begin{align}a\end{align}", r"\begin{aligned}a\end{aligned}"),
        (r"\begin{align}a\tag1\end{align}", r"\begin{align*}a\tag1\end{align*}"),
        (r"a\tag{1}", r"\begin{equation*}a\tag{1}\end{equation*}"),
        (r"a\tagged", r"a\tagged"),
        (r"a\label{b}", "a"),
        (r"\text{a}", r"\text{a}"),
        (r"\text{a $b", r"\text{a $b"),
        (r"\text{a \$5 and $b$}c", r"{\text{a \$5 and }{b}}c"),
        (r"\text{{a} $\text{$b$}$}", r"{\text{{a} }{{{b}}}}"),
    ],
)
def test_words_that_the_library_knows(latex: str, expected: str) -> None:
    assert adapt(latex, display=True) == expected


@given(PIECES, st.booleans())
def test_nothing_is_lost(text: str, no_wrap: bool) -> None:
    kept = displayed(text, no_wrap=no_wrap)
    if "%" not in text:
        assert kept.count("a") - kept.count("aligned") >= 0
        assert kept.count("{align}") == text.count("{align}")
        assert kept.count("&") == text.count("&")
    adapt(kept, display=True)
