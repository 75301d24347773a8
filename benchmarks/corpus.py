"""Posts to measure with: like the owner's first one, and the same bytes every time.

A post is a function of its number alone: the first 200 posts of 1,000 are those of
200. Its length, headings, links, videos and labels are what
``posts/2018/summer-conferences.md`` has; its words come from a vocabulary whose
frequencies fall as those of English do (Zipf's law), so that a search index of many
posts has many words, most of them rare.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_DAY = dt.date(2009, 1, 1)
DAYS = 5477  # fifteen years, all past; a prime, so that no two posts share a day
STRIDE = 2311  # days from a post to the next, around the clock

_COMMON = (
    *("the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was"),
    *("with", "on", "by", "this", "be", "are", "from", "at", "or", "an", "which"),
)
_CONSONANTS, _VOWELS, _LAST = "bcdfghjklmnprstvwz", "aeiou", "dlmnrst"
_ENDINGS = ("", "", "s", "ed", "ing", "er", "ly", "ation", "able")  # to be stemmed
_VOCABULARY_SIZE = 12_000


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post; each contender writes it in the form that its generator reads.

    ``body`` is Markdown without the title. ``marker`` is a sentence in the middle of
    it, found in no other post and in no other revision of this one.
    """

    slug: str
    title: str
    date: dt.date
    tags: tuple[str, ...]
    category: str
    body: str
    marker: str


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Make the words, the most frequent first, and their cumulative weights."""
    source = random.Random("vocabulary")  # noqa: S311  # not for secrets
    lengths: dict[str, float] = {}
    while len(lengths) < _VOCABULARY_SIZE:
        stem = "".join(
            source.choice(_CONSONANTS) + source.choice(_VOWELS)
            for _ in range(source.choice((1, 2, 2, 3)))
        )
        word = stem + source.choice(_LAST) + source.choice(_ENDINGS)
        lengths.setdefault(word, len(word) + 4 * source.random())
    words = [*_COMMON, *sorted(lengths, key=lengths.__getitem__)]  # frequent, short
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def _labels(name: str, count: int) -> tuple[str, ...]:
    """Make names of tags or categories; spaces in them would split in Jekyll."""
    rare = _vocabulary()[0][400:]
    return tuple(random.Random(name).sample(rare, count))  # noqa: S311


TAGS = _labels("tags", 40)
CATEGORIES = _labels("categories", 8)


class _Writer:
    """Text of one post, from a random source of its own."""

    def __init__(self, number: int) -> None:
        self.source = random.Random(f"post {number}")  # noqa: S311

    def words(self, count: int) -> list[str]:
        """Give words as frequent as the vocabulary says."""
        words, weights = _vocabulary()
        return self.source.choices(words, cum_weights=weights, k=count)

    def phrase(self, count: int) -> str:
        """Give a heading, an item or a link's text."""
        return " ".join(self.words(count)).capitalize()

    def paragraph(self, sentences: int, *, first: str = "") -> str:
        """Give a paragraph with some bold text and, now and then, a link."""
        parts = [first] if first else []
        for _ in range(sentences):
            words = self.words(self.source.randint(12, 20))
            if self.source.random() < 0.2:
                words[4:6] = [f"**{words[4]} {words[5]}**"]
            if self.source.random() < 0.15:
                text, target = " ".join(words[7:9]), words[9]
                words[7:10] = [f"[{text}](https://example.com/{target})"]
            parts.append(" ".join(words).capitalize() + ".")
        return _wrapped(" ".join(parts))

    def video(self) -> str:
        """Give an iframe as YouTube's "share" button does."""
        key = "".join(self.source.choices(ascii_letters + digits, k=11))
        return (
            '<iframe width="560" height="315"'
            f' src="https://www.youtube.com/embed/{key}" frameborder="0"'
            ' allow="autoplay; encrypted-media" allowfullscreen></iframe>'
        )

    def items(self, count: int) -> str:
        """Give a list."""
        return "\n".join(f"- {self.phrase(9)}" for _ in range(count))

    def code(self) -> str:
        """Give a few lines of Python."""
        name, argument, *values = (f"{word}_" for word in self.words(6))
        return "\n".join(
            [
                "```python",
                f"def {name}({argument}):",
                f"    for value in {values}:",
                f"        if value in {argument}:",
                "            return value",
                "    return None",
                "```",
            ]
        )


def _wrapped(text: str, width: int = 80) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def _body(writer: _Writer, marker: str) -> str:
    blocks = [
        writer.paragraph(4),
        f"## {writer.phrase(2)}",
        f"### {writer.phrase(6)}",
        writer.paragraph(5),
        writer.video(),
        f"### {writer.phrase(7)}",
        writer.paragraph(5),
        writer.items(5),
        writer.video(),
        f"## {writer.phrase(1)}",
        writer.paragraph(5, first=marker),
        writer.video(),
        f"### {writer.phrase(6)}",
        writer.paragraph(6),
        writer.code(),
        f"### {writer.phrase(5)}",
        writer.paragraph(6),
        f"### {writer.phrase(8)}",
        writer.paragraph(7),
        f"## {writer.phrase(3)}",
        writer.paragraph(6),
        writer.paragraph(6),
    ]
    return "\n\n".join(blocks) + "\n"


def post(number: int, *, revision: int = 0) -> Post:
    """Make a post.

    :param number: of the post, from 0, below :data:`DAYS`
    :param revision: another one differs in a sentence in the middle, nothing else
    """
    writer = _Writer(number)
    title = writer.phrase(4)
    slug = f"{'-'.join(title.lower().split())}-{number:04}"
    marker = f"Text{number:04}r{revision} is the sentence that changes."
    return Post(
        slug=slug,
        title=title,
        date=FIRST_DAY + dt.timedelta(days=number * STRIDE % DAYS),
        tags=tuple(writer.source.sample(TAGS, 4)),
        category=writer.source.choice(CATEGORIES),
        body=_body(writer, marker),
        marker=marker,
    )


def front_matter(fields: Sequence[tuple[str, str]], text: str) -> str:
    """Put front matter before a text."""
    lines = (f"{key}: {value}" for key, value in fields)
    return "\n".join(["---", *lines, "---", "", text])
