"""One formula becomes MathML that is right as HTML and as XML, or an error."""

# ruff: noqa: RUF001 - letters of mathematics are meant

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from permalink_blog.core.mathml.conversion import (
    FormulaError,
    MacroError,
    converter,
    to_mathml,
)
from permalink_blog.core.mathml.latex import displayed

# Formulas as people write them, with the text that MathML shows of each.
INLINE = [
    (r"e^{i\pi} + 1 = 0", "eiπ+1=0"),
    (r"a < b \text{ and } b > c \& d", "a<b and b>c&d"),
    (r"\dfrac{a}{b} + \tfrac{c}{d} + {a \over b}", "ab+cd+ab"),
    (r"\bigl( \Bigl[ \biggl\{ x \biggr\} \Bigr] \bigr)", "([{x}])"),
    (r"\left<x\right>", "⟨x⟩"),
    (r"\mathbb{R}, \mathfrak{g}, \mathbf{x}, \mathrm{d}", "ℝ,𝔤,𝐱,d"),
    (r"\boldsymbol{\beta} + \bm{x}", "𝜷+𝒙"),
    (r"\mathds{1}_A", "𝟙A"),
    (r"\dot{x} \vec{x} \overline{AB} \widetilde{xyz}", "x˙x→AB̲xyz~"),
    (r"\overset{?}{=} \stackrel{\text{def}}{=} \xrightarrow[b]{a}", "=?=def→ba"),
    (r"\alpha \varepsilon \Gamma \ell \hbar \nabla \partial", "αεΓℓℏ∇∂"),
    (r"\le \neq \approx \not\in \subseteq \implies \iff \to", "≤≠≈∉⊆⟹⟺→"),
    (r"1, \ldots, n + \cdots \dotsb", "1,...,n+⋯⋯"),
    (r"a\,b\:c\;d\!e\quad f~g", "abcdef g"),
    (r"\color{red} x + \textcolor{blue}{y}", "x+y"),
    (r"\boxed{x} + \cancel{y}", "x+y"),
    ("f'(x) + f''(x)", "f′(x)+f″(x)"),
    (r"a \equiv b \pmod{n}", "a≡b(modn)"),
    (r"\mathrm{softmax}(z)_i \mbox{ for } i", "softmax(z)i for i"),
    ("α + β ≤ γ × 数", "α+β≤γ×数"),
    (r"\bigl(\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}\bigr)", "(abcd)"),
    (r"\lVert x \rVert \langle \psi | \phi \rangle \lfloor y \rfloor", "‖x‖⟨ψ|ϕ⟩⌊y⌋"),
    (r"50\% \$5 \#1 \{x\}", "50%$5#1{x}"),
    (r"\text{if $x > 0$ or $y$, \textbf{not} \$5}", "if x>0 or y, not $5"),
]
DISPLAYED = [
    (r"\sqrt[3]{x^2 + 1}", "x2+13"),
    (r"\left( \frac{a}{b} \right]^2 \left\{ x \,\middle|\, y \right\}", "(ab]2{x|y}"),
    (r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}", "∑n=1∞1n2=π26"),
    (r"\sum_{\substack{0<i<m \\ 0<j<n}} P(i,j)", "∑0<i<m0<j<nP(i,j)"),
    (r"\oint_C \vec F \cdot d\vec r + \int_0^1 x\,\mathrm{d}x", "∮CF→⋅dr→+∫01xdx"),
    (r"\lim_{n\to\infty} \max_{x\in X} f", "limn→∞maxx∈Xf"),
    (r"\binom{n}{k} = {n \choose k}", "(nk)=(nk)"),
    (r"\operatorname*{arg\,min}_{\theta} L(\theta)", "arg minθL(θ)"),
    (r"\overbrace{a+b}^{n} + \underbrace{c}_{\text{two}}", "a+b⏞n+c⏟two"),
    (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", "(1001)"),
    (r"\left[\begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array}\right]", "[1234]"),
    (r"\begin{cases} x & \text{if $x \ge 0$} \\ -x \end{cases}", "{xif x≥0−x"),
    (r"\begin{aligned}[t] a &= b + c \\[2ex] &= d \end{aligned}", "a=b+c=d"),
    (r"\begin{align} a &= b \\ c &= d \end{align}", "a=bc=d"),
    (r"\begin{align*} a &= b & c &= d \\ e &= f \end{align*}", "a=bc=de=f"),
    (r"\begin{alignat}{2} a &= b & \quad c &= d \end{alignat}", "a=bc=d"),
    (r"\begin{alignedat}{2} a &= b & c &= d \end{alignedat}", "a=bc=d"),
    (r"\begin{flalign} a &= b \end{flalign}", "a=b"),
    (r"\begin{gather} a \\ b \end{gather}", "ab"),
    (r"\begin{gathered} a \\ b \end{gathered}", "ab"),
    (r"\begin{split} a &= b \\ &= c \end{split}", "a=b=c"),
    (r"\begin{equation} \begin{split} a &= b \end{split} \end{equation}", "a=b"),
    (r"\begin{multline} a \\ + b \\ + c \end{multline}", "a+b+c"),
    (r"\begin{eqnarray} y & = & x \\ z & = & 1 \end{eqnarray}", "y=xz=1"),
    (r"x^2 \tag{1}", "x2(1)"),
    (r"\begin{align} a &= b \tag{A} \\ c &= d \notag \end{align}", "a=b(A)c=d"),
    (r"\begin{equation} a = b \label{eq:x} \end{equation}", "a=b"),
    (r"\newcommand{\norm}[1]{\lVert #1 \rVert} \norm{x}", "‖x‖"),
    (r"\DeclareMathOperator{\Tr}{Tr} \Tr A", "TrA"),
    ("a = b % a remark\n % and a line of them\n + 5\\% \\\\ c % d", "a=b+5%c"),
]
WRONG = [
    r"\foo{x}",
    r"\frac{a}{b",
    "a}",
    r"\left( a",
    r"\begin{align} a",
    r"\begin{tikzpicture} a \end{tikzpicture}",
    "a & b",
    "a_b_c",
    "a \\",
    "#1 ^ x",
    "a\x00b",
    r"\href{javascript:alert(1)}{x}",
    r"\def\a{\a}\a",
    r"a = \eqref{x}",
]

COMMANDS = st.sampled_from(
    [
        *(r"\frac", r"\sqrt", r"\text{", r"\left(", r"\right)", r"\operatorname{"),
        *(
            r"\begin{align}",
            r"\end{align}",
            r"\tag{1}",
            r"\color{red}",
            r"\hat",
            "\\\\",
        ),
        *("{", "}", "$", "%", "#", "~", "&", "^", "_", "<", ">", '"', "'", "a", "1"),
        *("\0", "\x0b", "\n", " ", "</math>", "<script>", "\\"),
    ]
)
ANYTHING = st.one_of(st.text(max_size=20), st.lists(COMMANDS, max_size=15).map("".join))
INVISIBLE = str.maketrans("\xa0\u2009", "  ", "\u2061\u2063")


def shown(mathml: str) -> str:
    return "".join(etree.fromstring(mathml).itertext()).translate(INVISIBLE)


@pytest.mark.parametrize(("latex", "text"), INLINE)
def test_in_a_line(latex: str, text: str) -> None:
    mathml = to_mathml(latex, display=False)
    assert shown(mathml) == text
    root = etree.fromstring(mathml)
    assert root.tag == "math"
    assert root.get("display") is None
    assert root.get("alttext") == latex


@pytest.mark.parametrize(("latex", "text"), DISPLAYED)
def test_on_its_own(latex: str, text: str) -> None:
    mathml = to_mathml(displayed(latex), display=True)
    assert shown(mathml) == text
    assert etree.fromstring(mathml).get("display") == "block"


@pytest.mark.parametrize("latex", WRONG)
def test_what_cannot_be_converted(latex: str) -> None:
    with pytest.raises(FormulaError) as caught:
        to_mathml(latex, display=True)
    message = str(caught.value)
    assert message
    assert not message[0].isdigit()  # a place in what nobody has written
    assert not message.endswith(".")


def test_equations_get_no_numbers_but_sphinxs() -> None:
    for name in ("align", "gather", "equation", "multline", "flalign"):
        latex = rf"\begin{{{name}}}a\end{{{name}}}"
        assert shown(to_mathml(latex, display=True)) == "a"


def test_rows_are_aligned_at_their_marks() -> None:
    mathml = to_mathml(displayed(r"a &= b \\ c &= d"), display=True)
    cells = etree.fromstring(mathml).findall(".//mtd")
    assert ["right" in str(cell.get("style")) for cell in cells[:2]] == [True, False]
    assert len(cells) == 4


def test_a_document_of_xml_names_the_namespace() -> None:
    mathml = to_mathml(r"\sin x", display=False, namespace=True)
    root = etree.fromstring(mathml)
    assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert "xmlns" not in to_mathml(r"\sin x", display=False)


@pytest.mark.parametrize("bracket", ["(", "[", r"\{", r"\langle ", r"\lfloor ", "⟨"])
def test_brackets_without_an_end(bracket: str) -> None:
    """math-core would look for their other halves for years."""
    with pytest.raises(FormulaError, match="nothing closes"):
        to_mathml(f"){bracket * 100}x", display=False)
    assert to_mathml(f"{bracket * 3}x", display=False)


def test_brackets_that_end() -> None:
    assert to_mathml("(" * 40 + "x" + ")" * 40, display=False)
    assert to_mathml("]0,1[ [0,1) " * 40, display=False)


def test_macros() -> None:
    macros = (("RR", r"\mathbb{R}"), ("norm", r"\lVert #1 \rVert"), ("mbox", "#1"))
    mathml = to_mathml(r"\norm{x} \in \RR \mbox{y}", display=False, macros=macros)
    assert shown(mathml) == "‖x‖∈ℝy"
    with pytest.raises(FormulaError, match="RR"):
        to_mathml(r"\RR", display=False)


def test_a_macro_that_cannot_be_read_is_named() -> None:
    with pytest.raises(MacroError, match="nothing") as caught:
        converter((("good", "x"), ("bad", r"\nothing")), namespace=False)
    assert caught.value.name == "bad"


@given(ANYTHING, st.booleans(), st.booleans())
def test_anything_is_mathml_or_an_error(latex: str, display: bool, wrap: bool) -> None:
    text = displayed(latex, no_wrap=not wrap) if display else latex
    try:
        mathml = to_mathml(text, display=display)
    except FormulaError:
        return
    root = html.fragment_fromstring(mathml)
    assert root.tag == "math"
    names = {element.tag for element in root.iter()}
    assert all(name.startswith("m") or name in {"b", "i", "code"} for name in names)
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)
    # What XML cannot have at all, feeds and books drop or refuse everywhere.
    etree.fromstring(mathml, etree.XMLParser(recover=not text.isprintable()))


def test_deep_nesting_is_no_crash() -> None:
    depth = 500
    latex = r"\frac{1}{" * depth + "x" + "}" * depth
    assert to_mathml(latex, display=False).count("<mfrac>") == depth
