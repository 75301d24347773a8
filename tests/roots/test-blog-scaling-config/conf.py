from __future__ import annotations

project = "config"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
]
extensions += ["permalink_blog.incremental", "permalink_blog.archives"]
extensions += ["permalink_blog.urls"]
blog_post_pattern = ["posts/*.md"]
html_theme = "alabaster"
html_theme_options = {"nosidebar": False}
html_static_path = ["_static"]
templates_path = []  # the theme appends to the default, which is one for all builds
shown = "one"


def change_values(app):
    """Change values when the builder is there, as themes do."""
    app.config.html_theme_options["extra_nav_links"] = {"Added": "added.html"}
    app.config.html_theme_options.setdefault("fixed_sidebar", False)
    app.config.html_context["made"] = [*app.config.html_context.get("made", []), "x"]
    app.config.shown = app.config.shown.upper()
    app.config.html_static_path.append(str(app.srcdir / "_more"))


def setup(app):
    app.add_config_value("shown", "", "env")
    app.add_config_value("not_pickled", None, "env")
    app.connect("builder-inited", change_values)
