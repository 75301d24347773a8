"""Where links lead on the pages of a website."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from site_tools.links import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import BuildRoot
    from tests.links.conftest import BuildPage

SUMMER = "summer-conferences-2018.html"
LYON = "{% post_url 2018-09-01-lyon %}"
STOCK = ["myst_parser", "permalink_blog.links"]

LINKS = {
    # every spelling of a permalink
    "[a](/summer-conferences-2018)": SUMMER,
    "[a](/summer-conferences-2018.html)": SUMMER,
    "[a](/summer-conferences-2018/)": SUMMER,
    "[a](/Summer-Conferences-2018/index.html)": SUMMER,
    "[a](/about-us)": "about-us/",
    "[a](/about-us.html)": "about-us/",
    "[a](/)": "index.html",
    # with more behind it
    "[a](/summer-conferences-2018#talks)": f"{SUMMER}#talks",
    "[a](/about-us/?b=c%20d&e=f)": "about-us/?b=c%20d&e=f",
    "[a](/summer-conferences-2018/?b=c#talks)": f"{SUMMER}?b=c#talks",
    "[a](/summer-conferences-2018#)": SUMMER,
    "[a](/summer-conferences-2018#top)": f"{SUMMER}#top",
    # the site's own URL
    "[a](https://example.org/about-us)": "about-us/",
    "[a](http://example.org/about-us/#about-us)": "about-us/#about-us",
    "[a](https://example.org)": "index.html",
    "<https://example.org/2018/lyon>": "2018/lyon/",
    "[a](https://example.com/about-us)": "https://example.com/about-us",
    # forms of a link
    "[a][b]\n\n[b]: /about-us": "about-us/",
    "[a][b]\n\n[b]: <https://example.org/about-us> 'title'": "about-us/",
    "[![a](/images/dot.png)](/about-us)": "about-us/",
    "# [a](/about-us)": "about-us/",
    # redirects, in front matter and in conf.py
    "[a](/summer)": SUMMER,
    "[a](/summer.html#talks)": f"{SUMMER}#talks",
    "[a](/old-talks)": f"{SUMMER}#talks",
    "[a](/elsewhere/#b)": "https://example.com/there#b",
    "[a](/moved)": "about-us/",
    # names of documents, as MyST has them
    "[a](/about)": "about-us/",
    "[a](/posts/2018/summer)": SUMMER,
    "[a](/posts/2018/summer.md)": SUMMER,
    # generated pages and files
    "[a](/genindex)": "genindex.html",
    "[a](/search/?q=b)": "search.html?q=b",
    "[a](/files/paper.pdf#page=2)": "files/paper.pdf#page=2",
    "[a](/files/a%20b.txt)": "files/a%20b.txt",
    "[a](/sitemap.xml)": "sitemap.xml",
    "[a](/_static/basic.css)": "_static/basic.css",
    # Liquid
    "[a]({% post_url 2018-08-01-summer %})": SUMMER,
    "[a]({% post_url 2018/2018-08-01-summer %}#talks)": f"{SUMMER}#talks",
    "[a]({% post_url 2018-09-01-lyon %})": "2018/lyon/",
    "[a]({% post_url travel/2018-09-01-lyon %})": "2018/lyon/",
    "[a]({% link _posts/2018-08-01-summer.md %})": SUMMER,
    "[a]({% link _posts/travel/2018-09-01-lyon.markdown %})": "2018/lyon/",
    "[a]({% link travel/_posts/2018-09-01-lyon.md %})": "2018/lyon/",
    "[a]({% link about.md %})": "about-us/",
    "[a]({% link _about.html %})": "about-us/",
    "[a]({% link files/paper.pdf %})": "files/paper.pdf",
    "[a]({% link files/page.html %})": "files/page.html",
    "[a]({{ site.url }}{{ site.baseurl }}/about-us)": "about-us/",
    "[a]({{ '/about-us' | relative_url }})": "about-us/",
    "<a href='{% post_url 2018-08-01-summer %}#talks'>a</a>": f"{SUMMER}#talks",
    "<p>\n<a href=\"{{ '/summer' | absolute_url }}\">a</a>\n</p>": SUMMER,
    # and what is MyST's
    "[a](posts/2018/summer.md#talks)": f"{SUMMER}#talks",
    "[a](#page)": "#page",
    "{doc}`a </about>`": "about-us/",
    "{ref}`a <genindex>`": "genindex.html",
    "<project:about.md>": "about-us/",
    "[a](/about-us){.external}": "/about-us",
    "<a href='/about-us'>a</a>": "/about-us",
}


def dirhtml(href: str) -> str:
    """Give the URL of a page of ours with ``dirhtml``, from ``page/``."""
    if "://" in href or href.startswith(("#", "/")):
        return href
    if "files/" not in href:
        href = re.sub(r"(^|/)index\.html", r"\1", href).replace(".html", "/")
    return f"../{href}"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links(build_page: BuildPage, builder: str) -> None:
    page = build_page(
        "\n\n".join(link for link in LINKS if "][" not in link),
        builder,
        myst_enable_extensions=["attrs_inline"],
    )
    expected = [href for link, href in LINKS.items() if "][" not in link]
    if builder == "dirhtml":
        expected = [dirhtml(href) for href in expected]
    assert page.hrefs == expected
    assert page.warnings == []
    broken = [b for b in Site(page.app.outdir).broken() if b.link != "/about-us"]
    assert broken == []


@pytest.mark.parametrize("link", [link for link in LINKS if "][" in link])
def test_reference_definitions(build_page: BuildPage, link: str) -> None:
    page = build_page(link)
    assert page.hrefs == [LINKS[link]]
    assert page.warnings == []


def test_below_a_prefix(build_page: BuildPage) -> None:
    base = "https://example.org/en/latest/"
    page = build_page(
        "[a](/about-us) [a](/en/latest/about-us) [a](/en/latest) "
        "[a](https://example.org/en/latest/summer) [a](https://example.org/about-us) "
        "[a](/en/latest/files/paper.pdf)",
        html_baseurl=base,
        permalink_redirects={},
    )
    assert page.hrefs == [
        "about-us/",
        "about-us/",
        "index.html",
        SUMMER,
        "https://example.org/about-us",
        "files/paper.pdf",
    ]
    assert page.warnings == []
    other = "https://example.org/about-us"
    assert [b.link for b in Site(page.app.outdir, base).broken()] == [other]


def test_a_page_within_the_prefix(build_page: BuildPage, srcdir: Path) -> None:
    (srcdir / "x.md").write_text("---\npermalink: /blog/x/\n---\n# X\n")
    (srcdir / "y.md").write_text("---\npermalink: /y/\n---\n# Y\n")
    (srcdir / "z.md").write_text("---\npermalink: /blog/y/\n---\n# Z\n")
    page = build_page(
        "[](/blog/x) [](/blog/y) [](/blog/blog/y) [](https://example.org/blog/blog/y)",
        html_baseurl="https://example.org/blog/",
    )
    assert page.hrefs == ["blog/x/", "y/", "blog/y/", "blog/y/"]


def test_other_urls_of_the_site(build_page: BuildPage) -> None:
    page = build_page(
        "[a](http://old.example.org/blog/about-us) [a](https://example.org/about-us)",
        html_baseurl="https://new.example.org/",
        jekyll_links_base_urls=["https://old.example.org/blog", "https://example.org"],
    )
    assert page.hrefs == ["about-us/", "about-us/"]
    assert page.warnings == []


def test_no_url_of_the_site(build_page: BuildPage) -> None:
    page = build_page("[a](/about-us) [a](https://example.org/x)", html_baseurl="")
    assert page.hrefs == ["about-us/", "https://example.org/x"]
    assert page.warnings == []


def test_text_of_a_link(build_page: BuildPage) -> None:
    page = build_page(
        "[](/summer) [](/summer#talks) [**a** `b`](/summer 'c') [](/files/paper.pdf) "
        "<https://example.org/about-us> []({% post_url 2018-08-01-summer %})"
    )
    links = page.body.select("a:not(.headerlink)")
    assert [link.get_text() for link in links] == [
        "Summer conferences",
        "Talks",
        "a b",
        "/files/paper.pdf",
        "https://example.org/about-us",
        "Summer conferences",
    ]
    assert links[2].select("strong + code")
    assert links[2]["title"] == "c"
    for link in links:
        assert link["class"] == ["reference", "internal"]


def test_attributes_are_kept(build_page: BuildPage) -> None:
    page = build_page(
        "[a](/about-us){#b .c} [a](https://example.org/about-us){#d .e}",
        myst_enable_extensions=["attrs_inline"],
    )
    html = str(page.body)
    for link_id, name in (("b", "c"), ("d", "e")):
        (link,) = page.body.select(f"#{link_id}")
        assert name in link["class"], html
        assert link["href"] == "about-us/"


def test_image_with_a_target(build_page: BuildPage) -> None:
    page = build_page(
        "```{figure} images/dot.png\n:target: https://example.org/about-us\n\nA\n```"
    )
    assert page.hrefs == ["about-us/"]
    assert page.body.select("a.image-reference > img")
    assert page.warnings == []


def test_images(build_page: BuildPage) -> None:
    page = build_page("![a](/images/dot.png) ![a]({{ site.baseurl }}/images/dot.png)")
    assert [image["src"] for image in page.body.select("img")] == [
        "_images/dot.png",
        "_images/dot.png",
    ]
    assert page.warnings == []


def test_files_of_the_source_folder_are_downloads(build_page: BuildPage) -> None:
    page = build_page("[a](/images/dot.png) [a]({{ site.baseurl }}/images/dot.png)")
    assert len(page.hrefs) == 2
    for href in page.hrefs:
        assert href.startswith("_downloads/")
    assert page.warnings == []


def test_code_is_shown_as_it_is(build_page: BuildPage) -> None:
    link = "[a]({% post_url 2018-08-01-summer %})"
    page = build_page(f"`{link}`\n\n```text\n{link}\n```\n\n    {link}\n")
    assert page.hrefs == []
    assert page.body.get_text().count(link) == 3


def test_nothing_is_there(build_page: BuildPage) -> None:
    page = build_page(
        "A paragraph, and [a](/about-us/nothing.html#b),\n"
        "in it [c](https://example.org/absent?d=e)\n"
        "and [f **g**]({% post_url 2018-08-01-nothing %}#h).\n\n"
        "- [i]({% link _posts/2018-08-02-summer.md %})\n\n"
        "<a class='j' href='{% post_url 2019-08-01-summer %}'>k</a>\n\n"
        "[l](/../page.html) [m](/about-us/index.xml)"
    )
    missing = "no document, redirect or file of this site has this path; fix the link"
    no_post = "no post has this date and name; link to its file instead: "
    no_post += "[text](file.md)"
    no_source = no_post.replace("post has this date and name", "document has this path")
    expected = [
        f"page.md:5: WARNING: {{% post_url 2018-08-01-nothing %}}#h: {no_post}",
        f"page.md:7: WARNING: {{% link _posts/2018-08-02-summer.md %}}: {no_source}",
        f"page.md:9: WARNING: {{% post_url 2019-08-01-summer %}}: {no_post}",
        f"page.md:3: WARNING: /about-us/nothing.html#b: {missing}",
        f"page.md:4: WARNING: /absent?d=e: {missing}",
        f"page.md:11: WARNING: /../page.html: {missing}",
        f"page.md:11: WARNING: /about-us/index.xml: {missing}",
    ]
    found = [w.removesuffix(" [jekyll_links.missing]") for w in page.warnings]
    assert sorted(found) == sorted(expected)
    assert page.hrefs[:2] == ["about-us/nothing.html#b", "absent?d=e"]
    assert "and f g." in page.body.get_text()
    (link,) = page.body.select("a.j")
    assert link.get("href") is None


def test_warnings_can_be_suppressed(build_page: BuildPage) -> None:
    text = "[a](/nothing) [b](/summer#nothing) [c]({% link nothing.md %})"
    page = build_page(text, suppress_warnings=["jekyll_links"])
    assert page.warnings == []


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("talks", "talks"),
        ("été-à-paris", "ete-a-paris"),
        ("%C3%A9t%C3%A9-%C3%A0-paris", "ete-a-paris"),
        ("ete-a-paris", "ete-a-paris"),
        ("a-deep-heading", "a-deep-heading"),
        ("by-hand", "by-hand"),
        (":~:text=Talks", ":~:text=Talks"),
    ],
)
def test_anchor(build_page: BuildPage, fragment: str, anchor: str) -> None:
    page = build_page(f"[a](/summer-conferences-2018/#{fragment})")
    assert page.hrefs == [f"{SUMMER}#{anchor}"]
    assert page.warnings == []
    if ":" not in anchor:
        assert Site(page.app.outdir).broken() == []


def test_no_such_anchor(build_page: BuildPage) -> None:
    page = build_page(f"[a](/summer#nothing) [a]({LYON}#x)")
    assert page.hrefs == [f"{SUMMER}#nothing", "2018/lyon/#x"]
    assert page.warnings == [
        f"page.md:3: WARNING: {link}: no heading or id {name!r} is in {document} "
        "[jekyll_links.anchor]"
        for link, name, document in (
            ("/summer#nothing", "nothing", "posts/2018/summer.md"),
            (f"{LYON}#x", "x", "posts/travel/2018-09-01-lyon.md"),
        )
    ]


def test_post_name_is_not_clear(build_page: BuildPage, srcdir: Path) -> None:
    other = srcdir / "posts" / "work" / "2018-09-01-lyon.md"
    other.parent.mkdir()
    other.write_text("# At work\n")
    page = build_page(
        "[](<{% post_url 2018-09-01-lyon %}>) [](<{% post_url work/2018-09-01-lyon %}>)"
    )
    assert page.hrefs == ["2018/lyon/", "posts/work/2018-09-01-lyon.html"]
    (warning,) = page.warnings
    assert "may be any of posts/travel/2018-09-01-lyon, posts/work/" in warning
    assert warning.endswith("[jekyll_links.ambiguous]")


def test_post_in_a_folder_of_its_own(build_page: BuildPage, srcdir: Path) -> None:
    folder = srcdir / "posts" / "2018-10-01-paris"
    folder.mkdir()
    (folder / "index.md").write_text("# In Paris\n")
    page = build_page("[](<{% post_url 2018-10-01-paris %}>)")
    assert page.hrefs == ["posts/2018-10-01-paris/index.html"]
    assert page.warnings == []


def test_link_in_an_included_file(build_page: BuildPage, srcdir: Path) -> None:
    (srcdir / "extra" / "part.md").write_text("A.\n\n[a](/about-us) [b](/nothing)\n")
    page = build_page("```{include} extra/part.md\n```")
    assert page.hrefs == ["about-us/", "nothing"]
    (warning,) = page.warnings
    assert warning.startswith("extra/part.md:3: WARNING: /nothing: ")


def test_names_of_other_domains(build_page: BuildPage) -> None:
    page = build_page("(/a-label)=\n## Here\n\n[a](/a-label)")
    assert page.hrefs == ["#a-label"]
    assert page.warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_alone(build_page: BuildPage, builder: str) -> None:
    page = build_page(
        "[a](/about) [a](/about/) [a](/about.html#about-us) "
        "[a](https://example.org/posts/2018/summer) [a](/genindex) "
        "[a](/files/paper.pdf) [a]({% post_url 2018-08-01-summer %}) "
        f"[a]({LYON})",
        builder,
        extensions=STOCK,
    )
    expected = [
        "about.html",
        "about.html",
        "about.html#about-us",
        "posts/2018/summer.html",
        "genindex.html",
        "files/paper.pdf",
        "posts/2018/summer.html",
        "posts/travel/2018-09-01-lyon.html",
    ]
    if builder == "dirhtml":
        expected = [dirhtml(href) for href in expected]
    assert page.hrefs == expected
    assert page.warnings == []


@pytest.mark.parametrize("suffix", [".html", ""])
def test_other_suffixes(build_page: BuildPage, suffix: str) -> None:
    page = build_page(
        "[a](/summer-conferences-2018.htm) [a](/genindex.htm) [a](/about-us/)",
        html_file_suffix=".htm",
        html_link_suffix=suffix,
    )
    assert page.hrefs == [
        f"summer-conferences-2018{suffix}",
        f"genindex{suffix}",
        "about-us/",
    ]


def test_parallel(build_page: BuildPage, srcdir: Path) -> None:
    for number in range(10):  # enough for Sphinx to share the work
        name = srcdir / f"page-{number}.md"
        name.write_text(f"# {number}\n\n[](/summer) [a]({LYON}) [b](/nothing)\n")
    page = build_page("[a](/summer)", parallel=2)
    warnings = sorted(page.warnings)
    assert len(warnings) == 10
    for number, warning in enumerate(warnings):
        assert warning.startswith(f"page-{number}.md:3: WARNING: /nothing: ")
        assert page.at(f"page-{number}").hrefs == [SUMMER, "2018/lyon/", "nothing"]


def test_blog(build_root: BuildRoot) -> None:
    app = build_root("jekyll-links-blog", html_theme="alabaster")
    (warning,) = app.warning.getvalue().splitlines()
    assert "2018-08-01-first.md:10: WARNING: {% post_url 2018-08-03-third %}" in warning
    index = (app.outdir / "index.html").read_text()
    for href in (
        "blog/tag/python.html",
        "blog/category/travel.html",
        "blog/2018.html",
        "blog.html",
        "blog/atom.xml",
        "blog/archive.html",
    ):
        assert f'<a class="reference internal" href="{href}">' in index
    # an excerpt is on other pages; its links are relative to those
    tag = (app.outdir / "blog/tag/python.html").read_text()
    assert '<a class="reference internal" href="../../2018/second.html">' in tag
    assert '<a href="../../2018/second.html">there</a>' in tag
    assert [b for b in Site(app.outdir).broken() if b.page != "genindex.html"] == []


def test_other_documents_are_left_alone(build_page: BuildPage, srcdir: Path) -> None:
    text = "A\n=\n\n`a <https://example.org/about-us>`_ ``{% post_url 2018 %}``\n"
    (srcdir / "page.rst").write_text(text)
    (srcdir / "other.rst").write_text(text.replace("A\n=", "B\n="))
    page = build_page("[a](/other)")
    other = (page.app.outdir / "other.html").read_text()
    assert 'href="https://example.org/about-us"' in other
