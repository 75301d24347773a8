"""The writing of one document, which may fail on a contributor's text.

References are resolved and pages are written long after a document was read, by
extensions that end the build where they find something unexpected: ABlog's ``postlist``
at a format that it does not know. A document of a contributor at which that happens, or
that takes more time or memory than it may, is written with its title alone.

Images of other sites stay where they are: a book has a link in their place, since the
builders of books would fetch them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from permalink_blog.core.priorities import Writing
from permalink_blog.core.untrusted.budget import BudgetExceededError, budget
from permalink_blog.safe_reading.report import name_error, warn
from permalink_blog.safe_reading.trust import (
    OPTION,
    trusts,
    trusts_all,
    untrusted_nodes,
)
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.sphinx.guards import (
    GUARDED_RESOLVING,
    GUARDED_WRITING,
    guard_resolving,
    replace_methods,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def guard_documents(app: Sphinx) -> None:
    """Resolve and write documents of contributors with a guard."""
    use(
        app,
        replace(GUARDED_RESOLVING, apply=lambda _app: guard_resolving(_resolve)),
        replace(GUARDED_WRITING, apply=_guard_writing, when="builder-inited"),
    )


def _resolve(
    env: BuildEnvironment,
    docname: str,
    run: Callable[..., nodes.document],
    *,
    has_doctree: bool,
) -> nodes.document:
    """Resolve a document, which may be another project's of this process."""
    if OPTION not in env.config or trusts(env.config, docname):
        return run()
    # It is asked for a doctree of its own for other things, such as a glossary.
    if has_doctree:
        return run()
    try:
        with budget():
            return run()
    except (BudgetExceededError, Exception) as error:
        _warn(docname, error)
        return run(doctree=title_alone(env.get_doctree(docname)))


def _guard_writing(app: Sphinx) -> None:
    builder = app.builder
    if trusts_all(app.config):
        return
    write: Callable[[str, nodes.document], None] = builder.write_doc

    def guarded(docname: str, doctree: nodes.document) -> None:
        if trusts(app.config, docname):
            write(docname, doctree)
            return
        try:
            with budget():
                write(docname, doctree)
        except (BudgetExceededError, MemoryError) as error:
            _warn(docname, error)
            write(docname, title_alone(doctree))

    replace_methods(builder, {"write_doc": guarded})


def _warn(docname: str, error: BaseException) -> None:
    # An event's handler has failed: what it failed at is within the message.
    reason = error.__cause__ or error
    problem = (
        str(error) if isinstance(error, BudgetExceededError) else name_error(reason)
    )
    message = (
        f"the text cannot be written ({problem}), and is left out. Correct it, or "
        "trust the author (blog_trust_authors)"
    )
    warn("untrusted", message, (docname, 1))


def title_alone(doctree: nodes.document) -> nodes.document:
    """Leave out what is in a document, but for its title.

    :param doctree: of the document, which is changed
    """
    section = next(iter(doctree.findall(nodes.section)), None)
    if section is None:
        doctree.children = []
        return doctree
    section.children = [x for x in section.children if isinstance(x, nodes.title)]
    doctree.children = [section]
    section.parent = doctree
    return doctree


class LeaveRemoteImages(SphinxPostTransform):
    """Replace images that a builder would download by links."""

    default_priority = Writing.REMOTE_IMAGES

    def run(self, **_kwargs: Any) -> None:
        """Replace the images of a document."""
        # Sphinx 8.2 has the builder itself, and 9 deprecates it here.
        builder: Any = getattr(self.env, "_builder_cls", None) or self.app.builder
        if not builder.supported_image_types or builder.supported_remote_images:
            return
        for image, _ in untrusted_nodes(
            self.config, self.document, self.env.docname, nodes.image
        ):
            uri = str(image.get("uri", ""))
            if "://" not in uri:
                continue
            text = str(image.get("alt") or uri)
            link: nodes.Element = nodes.reference("", text, refuri=uri, internal=False)
            if not isinstance(image.parent, nodes.TextElement):
                link = nodes.paragraph("", "", link)
            image.parent.replace(image, link)
