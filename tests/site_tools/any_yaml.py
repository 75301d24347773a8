"""What authors may write between two lines of ``---``, as strategies of hypothesis."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

import yaml  # type: ignore[import-untyped]
from hypothesis import strategies as st

from permalink_blog.frontmatter.keys import KEYS

KEY_NAMES = [
    *(name for key in KEYS for name in key.names),
    *("layout", "slug", "version", "status", "copyright", "orphan", "tocdepth"),
]
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=30
) | st.sampled_from(
    [
        *("2018-08-01", "2018-02-30 10:00 +0200", "Aug 1", "null", "True", "a, b", ""),
        *("/img/x.png", "https://example.org/", "../..", "C:\\", "a" * 300, "1", "-1"),
        *("*a* `b` <i>c</i>", "[1, 2]", '{"name": 1}', "[draft", "\x01\x00", "🎉"),
        *("\u202ertl\u200f", "\ufeff", "\ud7ff\ue000\U0010ffff", "]]>", "{{ 1 }}"),
    ]
)
ZONES: st.SearchStrategy[tzinfo | None] = st.none() | st.integers(-12, 14).map(
    lambda h: timezone(timedelta(hours=h))
)
SCALARS = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates(date(1, 1, 1))
    | st.datetimes(datetime(1, 1, 2), timezones=ZONES)  # type: ignore[arg-type]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXTS | st.just("name"), inner, max_size=3)
    ),
    max_leaves=8,
)
HAND_WRITTEN_VALUES = (
    *("2018-02-30", "yes", "~", "- a", "[a, b", "x: y", "!t z", "&a [*a]", "0o9"),
    *("1_0", "*missing", "&a", "|\n  text", '"\\ud800"', '"\\0"', "\x00", "!!binary a"),
    *("!!python/object:os.system x", "{a: 1, a: 2}", "? [a]", "{[a]: b}", "@", "\t"),
    *("[" * 300, "{a: " * 300, "1" * 5000, "0x" + "f" * 5000, "<<: a", "190:20:30"),
    *("!!timestamp x", "!!int x", "!!float x", "!!set {a}", "---", "...", "%TAG"),
    *(".inf", ".nan", "9999-12-31 23:59:59 -1400", "0001-01-01 00:00:00 +1400"),
    "&a [*a, *a]",
    "&a {b: &b [x, x], c: *b, d: [*b, *b]}",
)


def fields(keys: list[str]) -> st.SearchStrategy[str]:
    """Make front matter of some keys: any YAML of PyYAML's, or what hands write.

    :param keys: of which some are taken
    """
    names = st.sampled_from(keys)
    dumped = st.dictionaries(names, VALUES, max_size=8).map(
        lambda data: str(yaml.safe_dump(data, allow_unicode=True))
    )
    pairs = st.tuples(names, st.sampled_from(HAND_WRITTEN_VALUES))
    hand_written = st.lists(pairs, max_size=4).map(
        lambda found: "".join(f"{key}: {value}\n" for key, value in found)
    )
    return dumped | hand_written
