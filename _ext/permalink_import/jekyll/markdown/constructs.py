"""What is converted of Jekyll's texts, for the guide, the report and tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Construct:
    """Something that posts for Jekyll have in them.

    :param name: what it is counted as in ``Conversion.converted``
    :param jekyll: an example or a name of it, in Markdown
    :param here: what it becomes, in Markdown
    """

    name: str
    jekyll: str
    here: str


LIQUID = (
    Construct(
        "highlight",
        "`{% highlight ruby linenos %}`",
        "A fence; with `linenos` or `mark_lines` the directive `code-block`.",
    ),
    Construct(
        "post_url",
        "`[text]({% post_url 2018-08-01-summer %}#talks)`",
        "A link to the file, `[text](../2018/2018-08-01-summer.md#talks)`. In the "
        "`href` of HTML it stays: [links](links.md) are read there, too.",
    ),
    Construct(
        "link",
        "`{% link _posts/2018-08-01-summer.md %}`, `{% link assets/paper.pdf %}`",
        "The same; for a file that is no document its path, `/assets/paper.pdf`.",
    ),
    Construct(
        "site_url",
        '`{{ site.baseurl }}/x`, `{{ "/x" | relative_url }}` in targets of links and '
        "images",
        "`/x`, which [leads to the page or file](links.md).",
    ),
    Construct(
        "video",
        '`{% include youtube.html id="…" %}`, `{% youtube … %}`, and includes with an '
        "iframe of YouTube or Vimeo",
        "The directive `youtube` or `vimeo`: a [video](videos.md) that asks nobody for "
        "anything until it is played.",
    ),
    Construct(
        "figure",
        '`{% include figure.html image_path="…" caption="…" %}`',
        "The directive `figure`, or `image` without a caption.",
    ),
    Construct(
        "gist",
        "`{% gist user/id file %}`",
        "A link to the gist; pages here load nothing from elsewhere.",
    ),
    Construct(
        "include",
        "Any other `{% include %}` whose file is there",
        "What it makes, with its parameters.",
    ),
    Construct(
        "value",
        "`{{ site.title }}`, `{{ page.date | date_to_string }}`",
        "Its value, as of the import.",
    ),
    Construct(
        "rendered",
        "`{% assign %}`, `{% capture %}`, `{% if %}`, `{% unless %}`, `{% case %}`, "
        "`{% for %}` over `site.data` or over values",
        "What they make, as of the import: MyST has no templates.",
    ),
    Construct("raw", "`{% raw %}`", "Its content."),
    Construct(
        "comment",
        "`{% comment %}`, `{::comment}`",
        "A comment of MyST, `% …`; within a line one of HTML.",
    ),
)
"""Of Liquid: https://jekyllrb.com/docs/liquid/."""

KRAMDOWN = (
    Construct(
        "attributes",
        "`{: .class #id}` below a block or behind a span, `{:name: .class}`",
        "`{.class #id}` above the block, or behind the span; emphasis becomes "
        "`[*text*]{.class}`.",
    ),
    Construct(
        "code",
        "Code with `{: .language-ruby}`, fences with `{.ruby}` or `{r}`, languages "
        "that Pygments does not know",
        "A fence with the language; one that is not known is kept as a class.",
    ),
    Construct(
        "toc",
        "A list with `{:toc}`",
        "The directive `contents`. It lists headings with `{:.no_toc}`, too.",
    ),
    Construct(
        "heading_id",
        "`## Heading {#id}`, and headings to which MyST would give another id than "
        "kramdown did",
        "A heading, and above it `{#id}` or `<div id=…>`: links to it still work.",
    ),
    Construct(
        "math",
        "`$$x$$`, `\\\\(x\\\\)` and what else MathJax or KaTeX is set to draw",
        "`$x$` or `$$x$$`, if the layout of the page loads one of them. Without, a "
        "formula is text, as it was. Other dollars are escaped.",
    ),
    Construct(
        "table",
        "Tables without a header, with a footer, or with lines between rows",
        "A Markdown table, or the directive `list-table`.",
    ),
    Construct(
        "abbreviation",
        "`*[HTML]: HyperText Markup Language`",
        "Sphinx's role `abbr` wherever the word is.",
    ),
    Construct(
        "html",
        '`<div markdown="1">`, `parse_block_html`, and what MyST has no Markdown for, '
        "such as two terms with one definition, and figures (`{:standalone}`)",
        "HTML, with blank lines around the Markdown in it.",
    ),
    Construct(
        "nomarkdown", "`{::nomarkdown}`", "The directive `raw`, or HTML within a line."
    ),
    Construct("options", "`{::options … /}`", "Applied, and left out."),
    Construct("strikethrough", "`~~text~~`", "`<del>text</del>`."),
    Construct(
        "relative_link",
        "`[text](../about/)`, from the page's URL; `[text](other.md)`",
        "`/about/`; a link to the other file.",
    ),
)
"""Of kramdown: https://kramdown.gettalong.org/syntax.html."""

CONSTRUCTS = (*LIQUID, *KRAMDOWN)
