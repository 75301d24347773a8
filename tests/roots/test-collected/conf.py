"""A site whose ``html-collect-pages`` handlers choose what they yield differently."""

from __future__ import annotations

from pathlib import Path

project = author = copyright = blog_title = "Case"
extensions = ["permalink_blog.urls"]
html_baseurl = "https://example.org/"
html_theme = "alabaster"
suppress_warnings = ["toc.not_included"]


def title_of(app, docname):
    return app.env.titles[docname].astext()


def page(name, docname, body):
    return f"{name}/{docname}", {"title": docname, "body": body}, "page.html"


def is_fresh(app, docname, target):
    source = Path(app.env.doc2path(docname))
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def every(app):
    """Yield a page of each letter that a title ends with, in each build."""
    letters = {}
    for docname in sorted(app.env.all_docs):
        letters.setdefault(title_of(app, docname)[-1], []).append(docname)
    return [page("every", x, " ".join(letters[x])) for x in sorted(letters)]


def missing(app):
    """Yield what is missing or older than its document."""
    for docname in sorted(app.env.all_docs):
        target = Path(app.outdir, f"missing/{docname}.html")
        if not is_fresh(app, docname, target):
            yield page("missing", docname, title_of(app, docname))


def read(app):
    """Yield pages of documents that this build has read."""
    for docname in sorted(app.env.new_words & app.env.words.keys()):
        yield page("read", docname, app.env.words[docname])


def own(app):
    """Yield what has changed since the last build, by its own book-keeping."""
    made = app.env.__dict__.setdefault("own_made", {})
    for docname in sorted(app.env.all_docs):
        title = title_of(app, docname)
        if made.get(docname) != title:
            made[docname] = title
            yield page("own", docname, title)


def direct(app):
    """Write pages without yielding them, if they are missing."""
    for docname in sorted(app.env.all_docs):
        if not Path(app.outdir, f"direct/{docname}.html").exists():
            app.builder.handle_page(*page("direct", docname, title_of(app, docname)))
    return []


def write_files(app, exception):
    """Write a file for each document, if it is missing or old."""
    for docname in sorted(app.env.all_docs):
        target = Path(app.outdir, "api", f"{docname}.json")
        target.parent.mkdir(exist_ok=True)
        if not is_fresh(app, docname, target):
            target.write_text(title_of(app, docname))
    Path(app.outdir, "all.json").write_text(" ".join(sorted(app.env.all_docs)))


def begin(app, env, docnames):
    env.__dict__.setdefault("words", {})
    env.new_words = {*docnames}


def note(app, doctree):
    app.env.words[app.env.docname] = str(len(doctree.astext().split()))


def purge(app, env, docname):
    env.__dict__.get("words", {}).pop(docname, None)


def setup(app):
    app.connect("build-finished", write_files)
    app.connect("env-before-read-docs", begin)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", purge)
    for handler in (every, missing, read, own, direct):
        app.connect("html-collect-pages", handler)
