"""Front matter in its author's words, with what Jekyll knew from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_import.jekyll.front_matter import amend
from permalink_import.model import DocumentKind, Outcome

if TYPE_CHECKING:
    from conftest import ReadSite
    from site_tools.old_sites import ConvertedDocument, ConvertedSite

NAME = "_posts/2018-08-01-summer.md"


def post(yaml_text: str) -> str:
    return f"---\n{yaml_text}---\n\nText.\n"


def only(site: ConvertedSite) -> ConvertedDocument:
    (document,) = site.documents
    return document


def test_the_words_of_the_author_stay(read_site: ReadSite) -> None:
    own = "# mine\ntitle:   'Summer'   # of 2018\ntags: a   b\n\nlist:\n- 1\n"
    document = only(read_site({NAME: post(own)}))
    assert document.front_matter == f"{own}permalink: /2018/08/01/summer.html\n"
    assert document.target == "posts/2018/2018-08-01-summer.md"
    assert document.url == "/2018/08/01/summer.html"
    assert document.kind is DocumentKind.POST


@pytest.mark.parametrize(
    ("own", "style", "expected"),
    [
        # What means the same here stays, placeholders and all.
        ("permalink: /:year/:title/\n", "date", "permalink: /:year/:title/\n"),
        ("permalink: /about\n", "date", "permalink: /about\n"),
        ("permalink: summer\n", "date", "permalink: summer\n"),
        # A name with its date and a path are others here.
        ("permalink: /p/:name/\n", "date", "permalink: /p/2018-08-01-summer/\n"),
        (
            "permalink: /p/:path.html\n",
            "date",
            "permalink: /p/2018-08-01-summer.html\n",
        ),
        (
            "permalink:\ntitle: x\n",
            "pretty",
            "permalink: /2018/08/01/summer/\ntitle: x\n",
        ),
        ("title: x\n", "/b/:title", "title: x\npermalink: /b/summer\n"),
    ],
)
def test_permalinks(read_site: ReadSite, own: str, style: str, expected: str) -> None:
    site = read_site({NAME: post(own)}, f"permalink: '{style}'\n")
    assert only(site).front_matter == expected
    assert site.findings == ()


def test_a_suffix_that_is_none_is_written_out(read_site: ReadSite) -> None:
    site = read_site({"_posts/2018-08-01-v1.2.md": post("")}, "permalink: /:title\n")
    assert only(site).url == "/v1.2"
    assert "permalink: /v1.2.html\n" in only(site).front_matter


def test_a_url_that_cannot_be_kept_is_told(read_site: ReadSite) -> None:
    site = read_site({NAME: post("title: x\npermalink: /what%3F/\n")})
    (found,) = site.findings
    assert (found.outcome, found.line) == (Outcome.LEFT, 3)
    assert found.what.startswith("/what%3F/ (has a '?'")
    assert site.urls == ("/what%3F/",)
    assert only(site).front_matter == "title: x\npermalink: /what%3F/\n"


@pytest.mark.parametrize(
    ("own", "added"),
    [
        ("", "categories: [foo, bar]\n"),
        ("category: x\n", "category: x\ncategories: [foo, bar]\n"),
        ("categories: x bar\n", "categories: [foo, x, bar]\n"),
        ("categories: [bar, foo]\n", "categories: [bar, foo]\n"),
    ],
)
def test_folders_are_categories(read_site: ReadSite, own: str, added: str) -> None:
    document = only(read_site({f"foo/bar/{NAME}": post(own)}, "permalink: /x.html\n"))
    assert document.front_matter == f"{added}permalink: /x.html\n"


def test_defaults_are_written_down(read_site: ReadSite) -> None:
    config = """\
defaults:
- scope: {path: "", type: posts}
  values: {layout: post, author: All, comments: true, tags: [all]}
- scope: {path: foo}
  values: {author: Foo, permalink: "/foo/:title/"}
"""
    text = post("comments: false\ntag: mine\n")
    document = only(read_site({f"foo/{NAME}": text}, config))
    assert document.front_matter == (
        "comments: false\ntag: mine\nauthor: Foo\n"
        "categories: [foo]\npermalink: /foo/summer/\n"
    )


@pytest.mark.parametrize(
    ("config", "own", "added"),
    [
        ("excerpt_separator: <!--more-->\n", "", ""),
        ("excerpt_separator: <!--end-->\n", "excerpt_separator: <!--more-->\n", ""),
        ("", "excerpt_separator: <!--more-->\n", ""),
        ("excerpt_separator: <!--more-->\n", "excerpt: Short.\n", ""),
        ("excerpt_separator: <!--end-->\n", "", "excerpt: 2\n"),
        ("", "", ""),
    ],
)
def test_a_number_only_where_no_mark_ends_the_excerpt_here(
    read_site: ReadSite, config: str, own: str, added: str
) -> None:
    text = f"{post(own)}\nOne.\n\n<!--end--><!--more-->\n\nTwo.\n"
    document = only(read_site({NAME: text}, f"permalink: /x.html\n{config}"))
    assert document.front_matter == f"{own}permalink: /x.html\n{added}"
    assert "<!--more-->" in document.body


FEED = "url: https://example.org\nbaseurl: /blog\nplugins: [jekyll-feed]\n"


@pytest.mark.parametrize(
    ("config", "own", "expected"),
    [
        (FEED, "", "https://example.org/blog/2018/08/01/summer"),
        (
            f"{FEED}permalink: pretty\n",
            "",
            "https://example.org/blog/2018/08/01/summer",
        ),
        (
            FEED,
            "slug: Ünder Way\n",
            "https://example.org/blog/2018/08/01/%C3%9Cnder%20Way",
        ),
    ],
)
def test_the_id_in_the_feed_stays(
    read_site: ReadSite, config: str, own: str, expected: str
) -> None:
    site = read_site({NAME: post(own)}, config)
    assert yaml.safe_load(only(site).front_matter)["feed_id"] == expected


def test_an_own_template_tells_the_ids_too(read_site: ReadSite) -> None:
    loop = (
        "{% for post in site.posts %}<id>{{ site.url }}{{ post.id }}</id>{% endfor %}"
    )
    feed = f"---\n---\n<feed>{loop}</feed>\n"
    by_address = feed.replace("post.id", "post.url")
    config = "url: https://example.org\npermalink: /:title\n"
    by_id = read_site({NAME: post(""), "atom.xml": feed}, config)
    assert "feed_id: https://example.org/summer\n" in only(by_id).front_matter
    assert by_id.feeds == ("/atom.xml",)
    by_url = read_site({NAME: post(""), "atom.xml": by_address}, config)
    assert "feed_id: https://example.org/summer\n" in only(by_url).front_matter
    config = "url: https://example.org\npermalink: /:title/\n"
    same = read_site({NAME: post(""), "atom.xml": by_address}, config)
    assert "feed_id" not in only(same).front_matter


def test_without_a_url_the_ids_are_not_known(read_site: ReadSite) -> None:
    site = read_site({NAME: post("")}, "title: x\nplugins: [jekyll-feed]\n")
    (found,) = site.findings
    assert (found.source, found.line, found.what) == ("_config.yml", 2, "url")
    assert "feed_id" not in only(site).front_matter


def test_an_old_path_has_one_owner(read_site: ReadSite) -> None:
    old = "title: x\nredirect_from: [/old/, /b/, /a.png, /a.html, /%s]\n"
    site = read_site(
        {"a.md": post(old % "only-a"), "b.md": post(old % "only-b"), "a.png": "x"},
        "plugins: [jekyll-redirect-from]\npermalink: pretty\n",
    )
    found = {x.source: yaml.safe_load(x.front_matter) for x in site.documents}
    assert found["a.md"]["redirect_from"] == ["/old/", "/a.html", "/only-a"]
    assert found["b.md"]["redirect_from"] == ["/only-b"]
    told = {(x.source, x.line, x.what.split(" ")[1]) for x in site.findings}
    assert told == {
        *(("a.md", 3, path) for path in ("/b/", "/a.png")),
        *(("b.md", 3, path) for path in ("/old/", "/b/", "/a.png", "/a.html")),
    }
    assert {"/old/", "/only-a", "/only-b"} <= set(site.urls)


def test_pages_and_collections(read_site: ReadSite) -> None:
    site = read_site(
        {
            "about.markdown": post("title: x\n"),
            "docs/index.html": "---\n---\n<p>Text.</p>\n",
            "_boats/grey heron.md": post("title: x\n"),
        },
        "permalink: pretty\ncollections: {boats: {output: true}}\n",
    )
    found = {page.target: page.url for page in site.documents}
    assert found == {
        "pages/about.md": "/about/",
        "pages/docs/index.md": "/docs/",
        "pages/boats/grey heron.md": "/boats/grey%20heron/",
    }
    assert {page.kind for page in site.documents} == {DocumentKind.PAGE}


def test_the_text_knows_the_site(read_site: ReadSite) -> None:
    body = (
        "---\ntitle: x\n---\n\n{{ site.title }}, {{ site.data.crew[0].name }}, "
        "{{ site.data.sea.state }}, {{ page.title }}, {% include a.md %}, "
        "{% include_relative b.txt %}\n\n[there]({% post_url 2018-08-01-summer %}) "
        "[page]({% link about.md %})\n"
    )
    site = read_site(
        {
            NAME: post(""),
            "docs/page.md": body,
            "about.md": post(""),
            "docs/b.txt": "B",
            "_includes/a.md": "A",
            "_data/crew.csv": "name,age\nAda,36\n",
            "_data/sea.yml": "state: calm\n",
        },
        "title: Tides\n",
    )
    page = next(page for page in site.documents if page.source == "docs/page.md")
    assert "Tides, Ada, calm, x, A, B" in page.body
    assert "[there](../../posts/2018/2018-08-01-summer.md)" in page.body
    assert "[page](../about.md)" in page.body


def test_a_page_that_is_all_layout_is_told(read_site: ReadSite) -> None:
    site = read_site({"cv.md": "---\nlayout: cv\n---\n"})
    assert [(x.source, x.outcome) for x in site.findings] == [("cv.md", Outcome.LEFT)]
    assert site.findings[0].what.endswith("(layout: cv)")
    moved = read_site({"cv.md": "---\nredirect_to: https://me.example/\n---\n"})
    assert moved.findings == ()


def test_broken_data_is_told(read_site: ReadSite) -> None:
    site = read_site({"_data/a.yml": "a: 1\nb: [\n"})
    assert [(x.source, x.line) for x in site.findings] == [("_data/a.yml", 2)]


keys = st.sampled_from(["title", "tags", "permalink", "note", "x y"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
    ),
    max_leaves=4,
)
mappings = st.dictionaries(keys, values, max_size=4)


set_values = mappings.map(lambda x: {k: v for k, v in x.items() if v is not None})


@given(own=mappings, additions=set_values, flow=st.sampled_from([None, True, False]))
def test_front_matter_says_what_it_said_and_what_is_added(
    own: dict[str, object], additions: dict[str, object], flow: bool | None
) -> None:
    text = (
        yaml.safe_dump(own, default_flow_style=flow, allow_unicode=True) if own else ""
    )
    own = yaml.safe_load(text) or {}  # PyYAML does not write all that it reads
    amended = amend(text, own, additions)
    assert (yaml.safe_load(amended) or {}) == {**own, **additions}


@pytest.mark.parametrize(
    "text",
    [
        " title: x\n tags: y\n",
        "{title: x}\n",
        "title: |\n  x\n\n",
        "a: &b x\nc: *b",
        "a: 1\n...",
    ],
)
def test_any_yaml_can_be_amended(text: str) -> None:
    own = yaml.safe_load(text)
    amended = amend(text, own, {"permalink": "/x/", "c": "new"})
    assert yaml.safe_load(amended) == {**own, "permalink": "/x/", "c": "new"}


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_rare_ends_of_lines_stay(end: str) -> None:
    assert yaml.safe_load(amend("", {}, {"title": f"a{end}ü"})) == {"title": f"a{end}ü"}


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Words.\n\n### Reef knot\n", "title: Grey Heron\n"),
        ("# Reef knot\n\nWords.\n", "title: Grey Heron\n"),
        ("Reef knot\n---------\n", "title: Grey Heron\n"),
        ("<h2>Reef knot</h2>\n", "title: Grey Heron\n"),
        ("Words.\n", ""),
    ],
)
def test_title_of_a_file_name_is_not_left_to_a_heading(
    read_site: ReadSite, body: str, title: str
) -> None:
    name = "_posts/2018-08-01-grey-heron.md"
    site = read_site({name: f"---\nlayout: post\n---\n{body}"}, "permalink: /:title/\n")
    assert title in only(site).front_matter
    assert ("title:" in only(site).front_matter) is bool(title)


@pytest.mark.parametrize(
    ("body", "has_title"),
    [
        ("### Reef knot\n\nWords.\n", False),
        ("\nReef *knot*\n-----------\n", False),
        ("#### Reef knot\n", True),
        ("Words.\n\n## Reef knot\n", True),
    ],
)
@pytest.mark.parametrize("plugin", ["jekyll-titles-from-headings", "github-pages"])
def test_titles_of_documents_may_be_those_of_headings(
    read_site: ReadSite, plugin: str, body: str, has_title: bool
) -> None:
    name = "_posts/2018-08-01-grey-heron.md"
    options = "{collections: true}"
    config = f"plugins: [{plugin}]\ntitles_from_headings: {options}\n"
    site = read_site({name: f"---\nlayout: post\n---\n{body}"}, config)
    assert ("title: Grey Heron" in only(site).front_matter) is has_title
    off = config.replace(options, "{collections: true, enabled: false}")
    site = read_site({name: f"---\nlayout: post\n---\n{body}"}, off)
    assert "title: Grey Heron" in only(site).front_matter


def test_settings_of_other_parsers_are_left_out(read_site: ReadSite) -> None:
    own = "myst:\n  enable_extensions: [substitution]\nhtml_meta:\n  a: b\nmood: x\n"
    defaults = "defaults: [{scope: {path: ''}, values: {mystnb: {a: b}, mood: y}}]\n"
    document = only(read_site({NAME: post(own)}, defaults))
    found = yaml.safe_load(document.front_matter)
    assert found.keys().isdisjoint(PARSER_KEYS)
    assert found["mood"] == "x"
