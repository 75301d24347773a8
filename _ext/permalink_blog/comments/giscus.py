"""The comments below a page: title of the discussion, and the placeholder.

Nothing of giscus is on the page but its name: a script makes the client's element when
a reader asks for the comments. Without JavaScript there is a link to the discussions.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx.locale import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_blog.comments.settings import Comments


SCRIPT, STYLE = "on-demand-comments.js", "on-demand-comments.css"

# https://github.com/giscus/giscus/blob/main/i18n.js: another would be a page not found
LANGUAGES = frozenset(
    {
        *("ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr"),
        *("gr", "gsw", "hbs", "he", "hu", "id", "it", "ja", "kh", "ko", "nl", "pl"),
        *("pt", "ro", "ru", "th", "tr", "uk", "uz", "vi"),
        *("zh-CN", "zh-HK", "zh-Hans", "zh-Hant", "zh-TW"),
    }
)
_OWN_NAMES = {"el": "gr", "km": "kh", "sr": "hbs", "hr": "hbs", "bs": "hbs"}
_HTML = re.compile(r"\.html?$")
_INDEX = re.compile(r"(^|/)index$")


def path_term(uri: str, link_suffix: str = ".html") -> str:
    """Return the discussion's title for a page: its path, the same for each builder.

    ``summer.html``, ``summer/``, ``summer/index.html`` and ``summer`` are one page and
    have one discussion. The root is "index", as for giscus itself.

    :param uri: percent-encoded, relative to the site's root
    :param link_suffix: what the builder ends links to pages with
    """
    path = unquote(urlsplit(uri).path).strip("/")
    if link_suffix and path.endswith(link_suffix):
        path = path.removesuffix(link_suffix)
    else:
        path = _HTML.sub("", path)
    return unicodedata.normalize("NFC", _INDEX.sub("", path)) or "index"


def giscus_language(language: str | None) -> str:
    """Return the language of giscus that is nearest to the site's, or English.

    :param language: as Sphinx names it: "de", "pt_BR", "zh_CN"
    """
    tag = (language or "en").replace("_", "-")
    known = {each.lower(): each for each in LANGUAGES}
    for candidate in (tag.lower(), tag.lower().partition("-")[0]):
        if found := known.get(_OWN_NAMES.get(candidate, candidate)):
            return found
    return "zh-CN" if tag.lower().startswith("zh") else "en"


def giscus_attributes(
    settings: Comments, *, term: str, is_own_term: bool, language: str | None
) -> dict[str, str]:
    """Return the attributes of giscus' script, without its theme.

    They are those of https://giscus.app, in its order, without ``data-``.

    :param settings: of the site
    :param term: title of the discussion
    :param is_own_term: the author has given the term, so no other mapping counts
    :param language: as in ``conf.py``
    """
    mapping = "specific" if is_own_term else settings.mapping
    return {
        "repo": settings.repo,
        "repo-id": settings.repo_id,
        "category": settings.category,
        "category-id": settings.category_id,
        "mapping": mapping,
        **({"term": term} if mapping == "specific" else {}),
        "strict": str(int(settings.strict)),
        "reactions-enabled": str(int(settings.reactions)),
        "emit-metadata": "0",
        "input-position": settings.input_position,
        "lang": settings.lang or giscus_language(language),
    }


def section_html(settings: Comments, attributes: Mapping[str, str]) -> str:
    """Write what stands below a page until its comments are asked for.

    :param attributes: of giscus' script, which the page's script hands on
    """
    host = urlsplit(settings.server).netloc
    note = _(
        "Comments are kept on GitHub. To show them, this page loads %(host)s, "
        "which then learns of your visit."
    ) % {"host": host}
    data = {
        "server": settings.server,
        "theme-light": settings.theme_light,
        "theme-dark": settings.theme_dark,
        "text-loading": _("Loading comments"),
        "text-failed": _("The comments could not be loaded."),
        **attributes,
    }
    written = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    discussions = f"https://github.com/{settings.repo}/discussions"
    return (
        '<section class="post-comments" id="post-comments"'
        f' aria-labelledby="post-comments-heading"{written}>\n'
        f'<h2 id="post-comments-heading">{escape(_("Comments"))}</h2>\n'
        f'<p class="post-comments-note" id="post-comments-note">{escape(note)}</p>\n'
        '<div class="post-comments-place">'
        f'<a class="post-comments-show" href="{escape(discussions)}">'
        f"{escape(_('Comments on GitHub'))}</a></div>\n"
        '<p class="post-comments-status" role="status"></p>\n'
        '<template><button type="button" class="post-comments-show"'
        f' aria-describedby="post-comments-note">{escape(_("Show comments"))}</button>'
        "</template>\n</section>\n"
    )
