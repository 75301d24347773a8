"""Texts for Jekyll, what they become here, and a site that they are from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from permalink_import.markup.formulas import Delimiters


@dataclass(frozen=True)
class Example:
    """A text and what it becomes.

    :param construct: that it is counted as, or "" for none
    :param same_words: a page of Jekyll's and one of ours show the same words
    """

    construct: str
    jekyll: str
    myst: str
    same_words: bool = True


POSTS = {
    "2018-08-01-summer": "posts/2018/2018-08-01-summer.md",
    "2019-01-01-winter": "posts/2019/2019-01-01-winter.md",
}
DOCUMENTS = {"about.md": "pages/about.md"}
INCLUDES = {
    "note.html": "**{{ include.title }}**: {{ include.text | default: 'none' }}",
    "player.html": (
        '<div><iframe src="https://www.youtube.com/embed/{{ include.id }}">'
        "</iframe></div>"
    ),
    "deep.html": '{% include note.html title=include.name text="deep" %}',
}
DATA = {
    "people": [
        {"name": "Ann", "age": 41, "city": "Bonn"},
        {"name": "Bob", "age": 9, "city": "Bonn"},
        {"name": "Cleo", "age": 30, "city": "Graz"},
    ],
    "words": {"hello": "Hallo"},
}
CONFIG: dict[str, Any] = {
    "url": "https://old.example.org",
    "baseurl": "/blog",
    "title": "A blog",
    "timezone": "UTC",
    "collections": {"talks": {"output": True}},
}
FRONT_MATTER: dict[str, Any] = {
    "title": "A post",
    "date": "2018-08-01 10:11:12",
    "tags": ["a", "b"],
    "mood": "good",
    "blank_one": "",
}
SITE: dict[str, Any] = {
    "site": {**CONFIG, "data": DATA},
    "page": {
        **FRONT_MATTER,
        "url": "/2018/08/01/a.html",
        "path": "_posts/2018-08-01-a.md",
    },
    "includes": INCLUDES,
    "post_target": lambda name: POSTS.get(name),
    "document_target": lambda path: DOCUMENTS.get(path),
    "target": "posts/2018/2018-08-01-a.md",
    "formulas": Delimiters(),
}
"""Keywords of a ``Context``."""

EXAMPLES = (
    # -- Liquid
    Example(
        "highlight",
        "{% highlight ruby %}\ndef x\n  1\nend\n{% endhighlight %}\n",
        "```ruby\ndef x\n  1\nend\n```\n",
    ),
    Example(
        "highlight",
        '{% highlight ruby linenos mark_lines="1 3" %}\na = 1\n\nb = 2\n'
        "{% endhighlight %}\n",
        "```{code-block} ruby\n:linenos:\n:emphasize-lines: 1,3\n\n"
        "a = 1\n\nb = 2\n```\n",
        same_words=False,  # numbers are in the page itself there
    ),
    Example(
        "highlight",
        "{% highlight md %}\n```\ncode\n```\n{% endhighlight %}\n",
        "````md\n```\ncode\n```\n````\n",
    ),
    Example(
        "highlight",
        "- one\n\n  {% highlight sh %}\n  ls\n    -l\n  {% endhighlight %}\n- two\n",
        "- one\n\n  ```sh\n  ls\n    -l\n  ```\n- two\n",
    ),
    Example(
        "highlight",
        "Run {% highlight sh %}ls{% endhighlight %} now.\n",
        "Run\n\n```sh\nls\n```\n\nnow.\n",
        same_words=False,  # Jekyll shows tags
    ),
    Example(
        "raw",
        "{% highlight liquid %}\n{% raw %}{{ x }}{% endraw %}\n{% endhighlight %}\n",
        "```liquid\n{{ x }}\n```\n",
    ),
    Example(
        "raw",
        "```\n{% raw %}{% if x %}{% endraw %}\n```\n",
        "```\n{% if x %}\n```\n",
    ),
    Example(
        "post_url",
        "[a]({% post_url 2018-08-01-summer %}#talks)\n",
        "[a](2018-08-01-summer.md#talks)\n",
    ),
    Example(
        "post_url",
        "[a]({{ site.url }}{{ site.baseurl }}{% post_url 2019-01-01-winter %})\n",
        "[a](../2019/2019-01-01-winter.md)\n",
    ),
    Example(
        "post_url",
        '<a href="{% post_url 2018-08-01-summer %}">a</a> and text\n',
        '<a href="{% post_url 2018-08-01-summer %}">a</a> and text\n',
    ),
    Example(
        "link",
        "[a]({% link about.md %}), [b]({% link assets/b.pdf %})\n",
        "[a](../../pages/about.md), [b](/assets/b.pdf)\n",
        same_words=False,  # Jekyll has no such file in the test
    ),
    Example(
        "site_url",
        '[a]({{ site.baseurl }}/about/), [b]({{ "/about/" | relative_url }})\n\n'
        "[c]: {{ site.url }}{{ site.baseurl }}/about/\n",
        "[a](/about/), [b](/about/)\n\n[c]: /about/\n",
    ),
    Example(
        "site_url",
        '<img src="{{ "/a.png" | absolute_url }}" alt="x"> of {{ site.url }}\n',
        '<img src="/a.png" alt="x"> of https://old.example.org\n',
    ),
    Example(
        "video",
        '{% include player.html id="2rgD5AJsAbE" %}\n',
        "```{youtube} 2rgD5AJsAbE\n```\n",
        same_words=False,
    ),
    Example(
        "figure",
        '{% include figure.html src="/a.png" alt="A: b" caption="*So*" '
        'width="50%" %}\n',
        '```{figure} /a.png\n:alt: "A: b"\n:width: 50%\n\n*So*\n```\n',
        same_words=False,
    ),
    Example(
        "gist",
        "{% gist ann/0123abcd %}\n",
        "[A gist](https://gist.github.com/ann/0123abcd)\n",
        same_words=False,
    ),
    Example("include", '{% include note.html title="T" %}\n', "**T**: none\n"),
    Example("include", '{% include deep.html name="N" %}\n', "**N**: deep\n"),
    Example(
        "value",
        '{{ page.title }}, {{ page.date | date: "%-d %B %Y" }}, '
        "{{ site.data.words.hello }}\n",
        "A post, 1 August 2018, Hallo\n",
    ),
    Example(
        "rendered",
        "{% assign old = site.data.people | where_exp: 'p', 'p.age > 20' %}"
        "{% for p in old %}\n- {{ p.name }}{% if forloop.last %}!{% endif %}\n"
        "{%- endfor %}\n",
        "\n- Ann\n- Cleo!\n",
    ),
    Example(
        "comment",
        "a {% comment %}b{% endcomment %} c\n\n{% comment %}\nd\n{% endcomment %}\n",
        "a <!-- b --> c\n\n% d\n",
    ),
    Example(
        "comment",
        "{::comment}\nd\n{:/comment}\n\ne\n",
        "% d\n\ne\n",
    ),
    # -- kramdown
    Example("attributes", "a\n{: .b #c}\n\nd\n", "{#c .b}\na\n\nd\n"),
    Example("attributes", "{: .b}\na\n", "{.b}\na\n"),
    Example(
        "attributes",
        "{:x: .b .c}\n> a\n{: x}\n",
        "{.b .c}\n> a\n",
    ),
    Example("attributes", "- a\n- b\n{: .c}\n", "{.c}\n- a\n- b\n"),
    Example("attributes", "- a\n  {: .c}\n", "- {.c}\n  a\n"),
    Example(
        "attributes",
        '*a*{: .b} **c**{:.d} [e](https://example.com){:target="_blank"}\n',
        '[*a*]{.b} [**c**]{.d} [e](https://example.com){target="_blank"}\n',
    ),
    Example(
        "attributes",
        'see ![a](https://example.com/a.png){: .b style="width: 50%; float: left"}\n',
        'see ![a](https://example.com/a.png){.b width="50%" align="left"}\n',
    ),
    Example("attributes", "`x`{:.language-ruby}\n", '`x`{l="ruby"}\n'),
    Example("code", "    a = 1\n{: .language-ruby}\n", "```ruby\na = 1\n```\n"),
    Example("code", "~~~ {.ruby}\na = 1\n~~~\n", "```ruby\na = 1\n```\n"),
    Example(
        "code",
        "```{r}\nx <- 1\n```\n",
        "```r\nx <- 1\n```\n",
    ),
    Example(
        "code", "```mermaid\ngraph\n```\n", "{.language-mermaid}\n```text\ngraph\n```\n"
    ),
    Example(
        "code",
        '```ruby\na = 1\n```\n{: file="a.rb"}\n',
        "```{code-block} ruby\n:caption: a.rb\n\na = 1\n```\n",
        same_words=False,  # a caption
    ),
    Example(
        "code",
        "```python\na = ?\n```\n",
        "```{code-block} python\n:force:\n\na = ?\n```\n",
    ),
    Example(
        "toc",
        "* TOC\n{:toc}\n\n## One\n\n## Two\n",
        "```{contents}\n:local:\n:backlinks: none\n```\n\n## One\n\n## Two\n",
        same_words=False,
    ),
    Example(
        "heading_id",
        "## Über uns {#about-us}\n\n[a](#about-us)\n",
        "{#about-us}\n## Über uns\n\n[a](#about-us)\n",
    ),
    Example("heading_id", "## About us {#about-us}\n", "## About us\n"),
    Example(
        "heading_id",
        "## One -- two\n\n[a](#one--two)\n",
        '<div id="one--two"></div>\n\n## One -- two\n\n[a](#one--two){.external}\n',
    ),
    Example(
        "math",
        "A $$x+y$$ and \\\\(z\\\\), $5 or $6.\n",
        "A $x+y$ and $z$, \\$5 or \\$6.\n",
        same_words=False,
    ),
    Example(
        "table",
        "| a | b |\n| c | d |\n",
        _LIST_TABLE := ("```{list-table}\n* - a\n  - b\n* - c\n  - d\n```\n"),
    ),
    Example(
        "table",
        "|---|\n| a | b\n|:-:|--:\n| 1 | 2\n|===\n| 3 | 4\n",
        "| a | b |\n| :---: | ---: |\n| 1 | 2 |\n| 3 | 4 |\n",
    ),
    Example(
        "html",
        "One\nTwo\n: *Both*\n",
        "<dl><dt>One</dt>\n<dt>Two</dt>\n<dd><em>Both</em>\n</dd>\n</dl>\n",
    ),
    Example(
        "abbreviation",
        "The HTML, `HTML`.\n\n*[HTML]: Hyper (Text)\n",
        "The {abbr}`HTML (Hyper (Text))`, `HTML`.\n",
        same_words=False,
    ),
    Example(
        "html",
        '<div class="a" markdown="1">\n**b**\n\n- c\n</div>\nd\n',
        '<div class="a">\n\n**b**\n\n- c\n\n</div>\n\nd\n',
    ),
    Example(
        "html",
        '<div>\n  <p markdown="1">`a` [b]({{ site.baseurl }}/about/)\n'
        "  c</p>\n</div>\n",
        "<div>\n  <p><code>a</code> "
        '<a href="{{ site.baseurl }}/about/">b</a>\n  c</p>\n</div>\n',
    ),
    Example(
        "",
        "<div>\n\n    <p>a</p>\n\n</div>\n",
        "<div>\n    <p>a</p>\n</div>\n",
    ),
    Example("", "<br>\n## One\n", "<br>\n\n## One\n"),
    Example(
        "nomarkdown",
        "{::nomarkdown}\n<b>*a*</b>\n{:/nomarkdown}\n",
        "```{raw} html\n<b>*a*</b>\n```\n",
    ),
    Example(
        "options",
        '{::options parse_block_html="true" /}\n\n<div>\n*a*\n</div>\n',
        "<div>\n\n*a*\n\n</div>\n",
    ),
    Example(
        "table",
        "| a | b |\n|---|---|\n| `x|y` | z |\n",
        "| a | b |\n|---|---|\n| `x\\|y` | z |\n",
    ),
    Example("strikethrough", "~~a~~ b\n", "<del>a</del> b\n"),
    Example(
        "relative_link",
        "[a](../../../about/) [b](tel:123) [c](https://example.com)\n",
        "[a](/about/) [b](tel:123){.external} [c](https://example.com)\n",
    ),
    # -- what is not counted: lines that mean another thing here
    Example("", "a\\\\\nb\n", "a\\\nb\n"),
    Example("", "a\n% b\n", "a\n\\% b\n"),
    Example("", "a {b}`c`\n", "a \\{b}`c`\n"),
    Example("", "a\n3. b\n", "a\n\n1. b\n"),
    Example("", "1. a\n  - b\n2. c\n", "1. a\n   - b\n2. c\n"),
    Example("", "1. a\n```\nb\n```\n2. c\n", "1. a\n   ```\n   b\n   ```\n2. c\n"),
    Example("", "[a](my file.pdf)\n", "[a](</2018/08/01/my file.pdf>)\n"),
    Example(
        "", "### One\n\n##### Two\n\n## Three\n", "## One\n\n### Two\n\n## Three\n"
    ),
    Example("", "- a\n\n^\n\n- b\n", "- a\n\n%\n\n- b\n"),
)
