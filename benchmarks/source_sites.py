"""Sites of other generators, to measure how long their import takes.

Each post is one of :mod:`benchmarks.corpus`. What its generator's Markdown has of its
own follows: links to other posts, images, code with options, lists, tables, footnotes.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks import forms
from benchmarks.corpus import CATEGORIES, post

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from benchmarks.corpus import Post

POSTS_OF_AN_IMAGE = 4
_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)

_KRAMDOWN = """\

### Notes {#notes}

Text with a class and "quotes"[^1].
{: .lead}

| Name | Size |
|:-----|-----:|
| `a|b` | 1 |
| tide | 2 |

Term
: Its *definition*{: .d}

{% highlight python %}
print("tide")
{% endhighlight %}

> A quotation
whose second line is lazy

[^1]: A note.
"""
_GOLDMARK = """\

### Notes {#notes}

See [the one before](%(before)s) and [by reference]({{< relref "%(before)s" >}}), also
<https://example.com/tide> and https://example.com/ebb: "quotes" -- and ~~waves~~[^1].

![The bank](/images/%(image)s "At low tide")

{{< figure src="/images/%(image)s" title="The bank" >}}

{{< youtube dQw4w9WgXcQ >}}

| Name | Size |
|:-----|-----:|
| `a` | 1 |
| tide | 2 |

Term
: Its *definition*

{{< highlight python "linenos=table,hl_lines=1" >}}
print("tide")
{{< /highlight >}}

- [x] one
- [ ] two
    1. first
    2. second

[^1]: A note.
"""
_PYTHON_MARKDOWN = """\

### Notes {#notes}

See [the one before]({filename}%(before)s) and <https://example.com/tide>: "quotes"[^1]
of the HTML page.

![The bank]({static}/images/%(image)s "At low tide")

| Name | Size |
|:-----|-----:|
| `a` | 1 |
| tide | 2 |

Term
:   Its *definition*

    :::python
    print("tide")

1. one
    - first
    - second
2. two

A paragraph with a class.
{: .lead}

*[HTML]: HyperText Markup Language

[^1]: A note.
"""


@dataclass(frozen=True, kw_only=True)
class SourceSite:
    """How a generator has its sites.

    :param config: name of the file with its configuration, and the text of that
    :param form: returns the path in the site and the text of a post
    :param images: folder of images, relative to the site
    :param more: text at the end of each post; ``%(before)s`` is the file name of the
        post before, ``%(image)s`` that of an image
    """

    config: tuple[str, str]
    form: Callable[[Post], tuple[str, str]]
    images: str
    more: str

    def write(self, folder: Path, count: int) -> None:
        """Write a site.

        :param folder: is made
        :param count: of its posts
        """
        folder.mkdir(parents=True)
        name, text = self.config
        (folder / name).write_text(text, encoding="utf-8")
        images = folder / self.images
        images.mkdir(parents=True)
        before = ""
        for number in range(count):
            name, text = self.form(_with_category(number))
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            image = f"{number // POSTS_OF_AN_IMAGE}.png"
            (images / image).write_bytes(_PIXEL)
            more = self.more.replace("%(image)s", image)
            more = more.replace("%(before)s", before or path.name)
            path.write_text(text + more, encoding="utf-8")
            before = path.name


def _with_category(number: int) -> Post:
    """Make a post; any eight in a row have all categories, or lists of them grow."""
    return replace(post(number), category=CATEGORIES[number % len(CATEGORIES)])


SITES: Mapping[str, SourceSite] = {
    "jekyll": SourceSite(
        config=("_config.yml", "title: Notes\nurl: https://example.com\n"),
        form=forms.jekyll,
        images="images",
        more=_KRAMDOWN,
    ),
    "hugo": SourceSite(
        config=("hugo.toml", 'title = "Notes"\nbaseURL = "https://example.com/"\n'),
        form=forms.hugo,
        images="static/images",
        more=_GOLDMARK,
    ),
    "pelican": SourceSite(
        config=(
            "pelicanconf.py",
            'SITENAME = "Notes"\nSITEURL = "https://example.com"\nTIMEZONE = "UTC"\n',
        ),
        form=forms.pelican,
        images="content/images",
        more=_PYTHON_MARKDOWN,
    ),
}
"""By the names that the option ``--generator`` of an import has."""
