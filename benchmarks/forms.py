"""The same post as each generator reads it: its path in the project, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.corpus import front_matter

if TYPE_CHECKING:
    from benchmarks.corpus import Post


def sphinx(post: Post, *more: tuple[str, str]) -> tuple[str, str]:
    """Give a post as the owner wrote the first one, with commas for stock ABlog."""
    fields = (
        ("tags", ", ".join(post.tags)),
        ("permalink", post.slug),
        ("category", post.category),
        ("date", f"{post.date}"),
    )
    text = front_matter([*fields, *more], f"# {post.title}\n\n{post.body}")
    return f"posts/{post.date.year}/{post.slug}.md", text


def plain(post: Post) -> tuple[str, str]:
    """Give it for Sphinx without ABlog: in no toctree, or all pages list them all."""
    return sphinx(post, ("orphan", "true"))


def jekyll(post: Post) -> tuple[str, str]:
    """Give it for Jekyll, whose tags are separated by spaces."""
    fields = (
        ("title", post.title),
        ("tags", " ".join(post.tags)),
        ("permalink", f"{post.slug}.html"),
        ("category", post.category),
    )
    return f"_posts/{post.date}-{post.slug}.md", front_matter(fields, post.body)


def hugo(post: Post) -> tuple[str, str]:
    """Give it for Hugo."""
    fields = (
        ("title", post.title),
        ("tags", f"[{', '.join(post.tags)}]"),
        ("categories", f"[{post.category}]"),
        ("date", f"{post.date}"),
    )
    return f"content/posts/{post.slug}.md", front_matter(fields, post.body)


def mkdocs(post: Post) -> tuple[str, str]:
    """Give it for MkDocs Material's blog plugin."""
    fields = (
        ("tags", f"[{', '.join(post.tags)}]"),
        ("categories", f"[{post.category}]"),
        ("date", f"{post.date}"),
        ("slug", post.slug),
    )
    # Lists show what is before the mark: the first paragraph, as elsewhere.
    body = post.body.replace("\n\n", "\n\n<!-- more -->\n\n", 1)
    text = f"# {post.title}\n\n{body}"
    return f"docs/blog/posts/{post.slug}.md", front_matter(fields, text)


def pelican(post: Post) -> tuple[str, str]:
    """Give it with Pelican's own metadata."""
    fields = (
        ("Title", post.title),
        ("Date", f"{post.date}"),
        ("Category", post.category),
        ("Tags", ", ".join(post.tags)),
        ("Slug", post.slug),
    )
    lines = "\n".join(f"{key}: {value}" for key, value in fields)
    return f"content/{post.slug}.md", f"{lines}\n\n{post.body}"
