from __future__ import annotations

extensions = [
    *(
        "myst_parser",
        "permalink_blog.frontmatter",
        "sphinxcontrib.youtube",
        "permalink_blog.video",
    ),
    *(
        "permalink_blog.formulas",
        "ablog",
        "permalink_blog.links",
        "permalink_blog.urls",
    ),
]
nitpicky = True
html_extra_path = ["public"]
html_baseurl = blog_baseurl = "https://example.org/"
html_math_renderer = "mathml"
blog_post_pattern = ["posts/**/*.md"]
# as in the project's own conf.py
myst_enable_extensions = [
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist"),
    *("dollarmath", "html_image", "tasklist"),
]
myst_title_to_header = True
myst_heading_anchors = 3
