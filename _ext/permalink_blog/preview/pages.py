"""Notes on the pages of a preview: drafts and mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from permalink_blog.core.local_dates import local_date
from permalink_blog.core.tracker import note_shown
from permalink_blog.posts.drafts import DraftCause, DraftReason, find_drafts
from permalink_blog.preview.front_matter import kept_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


NOTE, LIST = "preview-note", "preview-list"
"""Kinds of what pages show (:mod:`permalink_blog.core.tracker`)."""

_SCRIPT = "blog-preview.js"
_NOINDEX = '<meta name="robots" content="noindex"/>\n'


class PreviewNotes:
    """The notes on the pages of one build."""

    def __init__(self) -> None:
        self._drafts: dict[str, tuple[DraftReason, ...]] = {}

    def settle(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Find the drafts, when all is read (``env-updated``).

        :returns: the landing page, if nobody else knows that it lists them
        """
        self._drafts = find_drafts(env)
        root = app.config.root_doc
        follows = (
            "permalink_blog.incremental" in app.extensions or root not in env.all_docs
        )
        return [] if follows else [root]

    # -- for permalink_blog.incremental: a page is written again when these are other
    # ones

    def shown_note(self, app: Sphinx, docname: str) -> object | None:
        """Return the content of the note on a page, or ``None``."""
        reasons = self._drafts.get(docname, ())
        return [_text_of(app, reason) for reason in reasons] or None

    def shown_list(self, app: Sphinx, pagename: str) -> object | None:
        """Return the content of the list on the landing page, or ``None``."""
        return self._items(app, pagename) or None

    # -- the pages

    def add_to_page(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add notes to the top of a page (``html-page-context``)."""
        _add_script(app, pagename)
        context["content_security_policy"] = ""  # sphinx-autobuild's script is inline
        context["metatags"] = f"{context.get('metatags', '')}{_NOINDEX}"
        if pagename in app.env.all_docs:
            notes = self._note(app, pagename) + self._list(app, pagename)
            if notes:
                context["body"] = f"{notes}{context.get('body', '')}"

    def _note(self, app: Sphinx, docname: str) -> str:
        broken = kept_of(app.env).broken.get(docname)
        reasons = self._drafts.get(docname, ())
        if reasons:
            note_shown(app, docname, NOTE, docname)
        if not broken and not reasons:
            return ""
        return _render(
            app,
            "note.html",
            broken=broken,
            source=_source(app, docname),
            reasons=[_text_of(app, reason) for reason in reasons],
        )

    def _list(self, app: Sphinx, pagename: str) -> str:
        if pagename != app.config.root_doc:
            return ""
        note_shown(app, pagename, LIST, pagename)
        items = self._items(app, pagename)
        return _render(app, "drafts.html", items=items) if items else ""

    def _items(self, app: Sphinx, pagename: str) -> list[dict[str, Any]]:
        """Return the items of the list: mistakes first, then drafts by their dates."""
        env = app.env
        broken = kept_of(env).broken
        drafts = sorted(
            self._drafts.keys() - broken, key=lambda x: (_day(self._drafts[x]), x)
        )
        return [
            {
                "title": env.titles[name].astext(),
                "uri": app.builder.get_relative_uri(pagename, name),
                "is_broken": name in broken,
                "told": self._problem_text(app, name),
            }
            for name in (*sorted(broken), *drafts)
            if name in env.all_docs
        ]

    def _problem_text(self, app: Sphinx, docname: str) -> str:
        if broken := kept_of(app.env).broken.get(docname):
            return f"{_source(app, docname)}:{broken.line}"
        return " ".join(_text_of(app, reason) for reason in self._drafts[docname])


def _day(reasons: tuple[DraftReason, ...]) -> int:
    """Sort those with a date last, and the next of them to be published first."""
    return next((x.date.toordinal() for x in reasons if x.date is not None), 0)


def _source(app: Sphinx, docname: str) -> str:
    return app.env.doc2path(docname, base=False).as_posix()


def _text_of(app: Sphinx, reason: DraftReason) -> str:
    match reason.cause:
        case DraftCause.MARKED:
            return str(_("Its front matter says “%s”.")) % reason.text
        case DraftCause.UNREADABLE:
            return str(_("There is no such date: “%s”.")) % reason.text
        case DraftCause.FUTURE if reason.date is not None:
            format_ = getattr(app.config, "post_date_format", "%Y-%m-%d")
            date = local_date(reason.date, app.config.language).strftime(format_)
            text = _(
                "Its date is in the future: %s. A build from that day on publishes it."
            )
            return str(text) % date.lstrip("0")
        case _:
            return str(_("It has no date, nor has the name of its file."))


def _render(app: Sphinx, template: str, **context: Any) -> str:
    templates: Any = app.builder.templates
    return str(templates.render(f"blog_preview/{template}", context))


def _add_script(app: Sphinx, pagename: str) -> None:
    """Add the script that follows builds, and its messages, to a page."""
    missing = app.builder.get_target_uri(pagename) == "404.html"
    attributes: dict[str, Any] = {
        "data-said": str(_("What the last build said")),
        "data-failed": str(
            _("The build failed: this page is as an earlier one left it")
        ),
    }
    if missing:
        attributes["data-missing"] = "true"
    app.add_js_file(_SCRIPT, loading_method="defer", **attributes)
