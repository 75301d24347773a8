"""The labels that ABlog gives posts, the same in whichever order they were read.

ABlog makes ``{ref}`` labels of the file names of posts: while it reads, over the label
of any other document, so that the last one read has it. Here they are taken out of the
way while documents are read, and given when all are: to posts in the order of their
docnames, as a full build of ABlog's does, and only if nobody else has the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.blog import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_KEPT = "blog_scaling_labels"  # in env.temp_data: label -> what it led to


def keep_labels(app: Sphinx, doctree: nodes.document) -> None:
    """Note what ABlog is about to overwrite (``doctree-read``, before ABlog)."""
    domain = app.env.domains.standard_domain
    names = {_name(app.env.docname)} - {""} or {*domain.anonlabels}
    app.env.temp_data[_KEPT] = tuple(
        {name: known[name] for name in names & known.keys()}
        for known in (domain.labels, domain.anonlabels)
    )


def set_labels_aside(env: BuildEnvironment, post: dict[str, Any]) -> None:
    """Undo the label that ABlog has set for a post, and record its name.

    :param post: of ``env.ablog_posts``
    """
    labels, anonlabels = env.temp_data[_KEPT]
    domain = env.domains.standard_domain
    label = _name(post["docname"]) or slugify(post["title"])
    target = domain.anonlabels.get(label)
    if post["section"] or target is None or target[0] != post["docname"]:
        return
    post["label"] = label
    known: list[tuple[dict[str, Any], dict[str, Any]]]
    known = [(domain.labels, labels), (domain.anonlabels, anonlabels)]
    for now, before in known:
        now.pop(label, None)
        if label in before:
            now[label] = before[label]


def _name(docname: str) -> str:
    """Return the name that ``ablog.post.process_posts`` gives a post."""
    folder, _, name = docname.rpartition("/")
    return folder.rpartition("/")[2] if name == "index" else name


def drop_labels(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Remove ABlog's labels before documents are read (``env-before-read-docs``)."""
    domain = env.domains.standard_domain
    for post in labelled_posts(env):
        if post.pop("has_label", False):
            domain.anonlabels.pop(post["label"], None)
            domain.labels.pop(post["label"], None)


def add_labels(env: BuildEnvironment) -> None:
    """Set the label of each post, unless a document has it (``env-updated``)."""
    domain = env.domains.standard_domain
    for post in reversed(list(labelled_posts(env))):
        label, docname = post["label"], post["docname"]
        if label not in domain.anonlabels:
            domain.anonlabels[label] = (docname, label)
            domain.labels[label] = (docname, label, post["title"])
            post["has_label"] = True


def labelled_posts(env: BuildEnvironment) -> Iterator[dict[str, Any]]:
    """Yield the posts with a label of ABlog, by docname."""
    posts = getattr(env, "ablog_posts", {})
    for docname in sorted(posts):
        yield from (post for post in posts[docname] if post.get("label"))
