"""ABlog with the builders it does not know, and links to posts that arrive.

ABlog makes URLs for HTML pages only: its ``postlist`` directive ends a LaTeX build
with a traceback, because there a post outside the document has no URI. And it
registers each post as a label whose anchor no page has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ablog.blog import Blog
from ablog.post import PostList, register_posts
from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.util import docname_join

if TYPE_CHECKING:
    from ablog.blog import Catalog, Collection, Post
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

GENERATED_PAGES = "permalinks-generated-pages"
_LABELS = ("tags", "author", "category", "location", "language")


def list_posts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make plain lists of ``postlist`` directives (``doctree-resolved``)."""
    if app.builder.format == "html":
        return  # ABlog's own business
    blog = Blog(app)
    if not blog:
        register_posts(app)
    for node in list(doctree.findall(PostList)):
        posts = _selected(blog, node, docname)
        items = [_item(app, post, docname, _date_format(blog, node)) for post in posts]
        node.replace_self(nodes.bullet_list("", *items) if items else [])


def _selected(blog: Blog, node: PostList, docname: str) -> list[Post]:
    """Choose the posts as ABlog's ``process_postlist`` does, newest first."""
    wanted = [
        set(collections[label])
        for key in _LABELS
        for label in node[key]
        if label in (collections := blog.catalogs[key].collections)
    ]
    if wanted:
        posts = sorted(set(blog.posts).intersection(*wanted), reverse=True)
        posts = posts[: node["length"]]
    else:
        posts = list(blog.recent(node["length"], docname))
    return posts[::-1] if node["sort"] else posts


def _date_format(blog: Blog, node: PostList) -> str:
    return str(node["date"] or blog.post_date_format)


def _item(app: Sphinx, post: Post, docname: str, date_format: str) -> nodes.list_item:
    title: nodes.Node = nodes.Text(str(post))
    try:
        uri = app.builder.get_relative_uri(docname, post.docname)
    except NoUri:
        uri = ""  # the post is not in this book
    if uri:
        title = nodes.reference("", str(post), refuri=uri, internal=True)
    date = nodes.Text(f"{post.date.strftime(date_format)} - ")
    return nodes.list_item("", nodes.paragraph("", "", date, title))


def anchor_label(app: Sphinx, doctree: nodes.document) -> None:
    """Give a post the anchor that ABlog's label for it leads to (``doctree-read``)."""
    docname = app.env.docname
    if docname not in getattr(app.env, "ablog_posts", {}):
        return
    folder, _, label = docname.rpartition("/")
    if label == "index":  # ABlog names the post after its folder
        label = folder.rpartition("/")[2]
    target, anchor = app.env.domains.standard_domain.anonlabels.get(label, ("", ""))
    section = next(doctree.findall(nodes.section), None)
    if target == docname and section is not None and anchor not in doctree.ids:
        section["ids"].append(anchor)
        doctree.ids[anchor] = section


def absolute_doc_roles(app: Sphinx, doctree: nodes.document) -> None:
    """Let ``{doc}`` roles in a post work where ABlog repeats it (``doctree-read``).

    ABlog resolves the full text and the excerpt of a post as if they were written in
    the archive's page: a relative docname leads nowhere from there.
    """
    docname = app.env.docname
    for post in getattr(app.env, "ablog_posts", {}).get(docname, ()):
        for tree in (post["doctree"], *post["excerpt"]):
            for node in tree.findall(addnodes.pending_xref):
                if (node.get("refdomain"), node.get("reftype")) == ("std", "doc"):
                    node["reftarget"] = "/" + docname_join(docname, node["reftarget"])


def generated_pages(app: Sphinx) -> list[str]:
    """Name the pages that ABlog will make (``permalinks-generated-pages``).

    So the extension ``permalinks`` can refuse a permalink that is in their way before
    anything is written.
    """
    blog = Blog(app)
    if not blog:
        register_posts(app)
    catalogs = [*blog.catalogs.values(), blog.archive]
    pages: list[Catalog | Collection] = [blog.posts, blog.drafts]
    for catalog in catalogs:
        collections = [collection for collection in catalog if len(collection)]
        pages += [catalog, *collections] if collections else []
    return [str(page.docname) for page in pages]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    if GENERATED_PAGES not in app.events.events:  # the extension permalinks has it too
        app.add_event(GENERATED_PAGES)
    app.connect(GENERATED_PAGES, generated_pages)
    # after ABlog has registered the post; before it replaces its postlist nodes
    app.connect("doctree-read", anchor_label, priority=600)
    app.connect("doctree-read", absolute_doc_roles, priority=600)
    app.connect("doctree-resolved", list_posts, priority=400)
    return {
        "version": "0.1.0",
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
