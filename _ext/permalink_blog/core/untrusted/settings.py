"""Settings in front matter: those that change how a text looks, not what it may do.

An importer that takes over front matter of an old site leaves out ``myst``,
``html_meta``, ``substitutions`` and ``mystnb``: the old site's generator read none of
them, so an author who wrote one meant something else, or nothing good.
"""

from __future__ import annotations

MYST_KEYS = frozenset(
    {"all_links_external", "colon_fence_exact_match", "dmath_allow_digits"}
    | {"dmath_allow_labels", "dmath_allow_space", "dmath_double_inline"}
    | {"enable_checkboxes", "footnote_sort", "footnote_transition", "heading_anchors"}
    | {"heading_anchors_html_ids", "html_meta", "linkify_fuzzy_links"}
    | {"links_external_new_tab", "number_code_blocks", "strikethrough_single_tilde"}
    | {"substitutions", "title_to_header", "words_per_minute"}
)
"""Keys below ``myst`` that change neither what is run nor what is read.

``html_meta`` and ``substitutions`` are text, which is checked where it is used.
"""

PARSER_KEYS = frozenset({"myst", "mystnb", "html_meta", "substitutions"})
"""Keys of front matter that a parser of Sphinx reads, and no other generator."""
