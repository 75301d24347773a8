"""What is read of a site, what is told, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_import.hugo import read
from permalink_import.model import DocumentKind, ImportFailedError, Outcome, silent
from permalink_import.reasons import NO_URL
from site_tools.old_sites import converted

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.model import OldSite
    from site_tools.old_sites import ConvertedSite

CONFIG = 'baseURL = "https://a.example/blog/"\ntitle = "A"\n'
POST = "---\ntitle: P\ndate: 2018-08-01\n"
UNSAFE = "\n[markup.goldmark.renderer]\nunsafe = true\n"


def site(root: Path, files: dict[str, str], config: str = CONFIG) -> ConvertedSite:
    for name, text in {"hugo.toml": config, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return converted(read(root, silent))


def front_matter(old: OldSite, source: str) -> dict[str, object]:
    (found,) = [x for x in old.documents if x.source == source]
    values: dict[str, object] = yaml.safe_load(found.front_matter)
    return values


def reasons(old: OldSite, source: str) -> list[str]:
    return [x.reason for x in old.findings if x.source == source]


def test_without_a_configuration_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError, match=r"has no hugo\.toml"):
        read(tmp_path, silent)


def test_a_configuration_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError, match=r"hugo\.toml: cannot be read"):
        site(tmp_path, {}, "title = ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.yaml", "title: B\ntimeZone: Asia/Tokyo\nparams: {author: {name: Bo}}\n"),
        ("config.json", '{"title": "B", "timeZone": "Asia/Tokyo", "Author": "Bo"}'),
        ("config/_default/config.yml", "title: B\nauthor: Bo\ntimezone: Asia/Tokyo\n"),
    ],
)
def test_every_form_of_configuration_is_read(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    settings = read(tmp_path, silent).settings
    assert (settings.title, settings.timezone) == ("B", "Asia/Tokyo")
    assert settings.author == "Bo"


def test_parts_of_the_configuration_are_merged(tmp_path: Path) -> None:
    files = {
        "config/_default/params.toml": 'description = "D"\n',
        "config/production/hugo.toml": 'baseURL = "https://b.example/"\n',
    }
    settings = site(tmp_path, files).settings
    assert (settings.description, settings.url) == ("D", "https://b.example")
    assert (settings.title, settings.baseurl) == ("A", "")


def test_front_matter_keeps_its_words(tmp_path: Path) -> None:
    text = (
        "---\n# mine\nTitle: 'P'  # this\ndate:   2018-08-01\nmenu: {main: {}}\n---\n"
    )
    old = site(tmp_path, {"content/posts/a.md": text})
    assert old.documents[0].front_matter == (
        "# mine\ntitle: 'P'  # this\ndate:   2018-08-01\nmenu: {main: {}}\n"
        "permalink: /posts/a/\n"
    )


def test_keys_that_mean_something_else_here_are_changed(tmp_path: Path) -> None:
    text = (
        f"{POST}tags: open science\ncategories: data science\ncategory: x\n"
        "published: false\naliases: [old, /a/b, /c.html]\nsummary: S\n---\nx\n"
    )
    old = site(tmp_path, {"content/posts/a.md": text})
    found = front_matter(old, "content/posts/a.md")
    assert found["tags"] == ["open science"]
    assert found["categories"] == ["data science"]
    assert found["redirect_from"] == ["/posts/old/", "/a/b/", "/c.html"]
    assert found["excerpt"] == "S"
    assert not {"category", "published", "aliases"} & found.keys()
    assert "# category: x" in old.documents[0].front_matter


def test_front_matter_without_keys_is_read(tmp_path: Path) -> None:
    old = site(tmp_path, {"content/a.md": "---\n---\nx\n"})
    assert [x.source for x in old.documents] == ["content/a.md"]


def test_labels_have_one_spelling(tmp_path: Path) -> None:
    files = {
        f"content/posts/{n}.md": f"{POST}tags: [{tag}]\n---\nx\n"
        for n, tag in enumerate(("Python", "python", "python"))
    }
    old = site(tmp_path, files)
    assert {str(front_matter(old, x)["tags"]) for x in files} == {"['python']"}


def test_a_cascade_counts_below_its_section(tmp_path: Path) -> None:
    cascade = (
        "---\ntitle: S\ncascade:\n  - target: {path: '/posts/b'}\n    author: Bo\n"
        "  - tags: [x]\n    type: blog\n---\n"
    )
    files = {
        "content/posts/_index.md": cascade,
        "content/posts/a.md": f"{POST}tags: [y]\n---\nx\n",
        "content/posts/b.md": f"{POST}---\nx\n",
    }
    old = site(tmp_path, files)
    assert front_matter(old, "content/posts/a.md")["tags"] == ["y"]
    found = front_matter(old, "content/posts/b.md")
    assert (found["tags"], found["author"]) == (["x"], "Bo")
    assert "type" not in found


DRAFTS = {
    "draft: true": None,
    "publishDate: 2999-01-01": "whose publishDate has not come",
    "expiryDate: 2019-01-01": "expiryDate has passed",
    "build: {render: never}": "that Hugo does not render",
    "headless: true": "that Hugo does not render",
}


@pytest.mark.parametrize("line", DRAFTS)
def test_what_hugo_does_not_publish_is_a_draft(tmp_path: Path, line: str) -> None:
    source = "content/posts/a.md"
    old = site(tmp_path, {source: f"{POST}{line}\n---\nx\n"})
    (document,) = old.documents
    assert (document.kind, document.url) == (DocumentKind.DRAFT, None)
    assert document.target == "posts/drafts/a.md"
    assert front_matter(old, source)["draft"] is True
    expected = DRAFTS[line]
    assert [expected in x for x in reasons(old, source)] == ([True] if expected else [])


def test_a_date_of_the_future_is_a_post(tmp_path: Path) -> None:
    text = "---\ntitle: P\ndate: 2999-08-01\n---\nx\n"
    (document,) = site(tmp_path, {"content/posts/a.md": text}).documents
    assert (document.kind, document.url) == (DocumentKind.POST, None)


def test_pages_are_those_without_a_date_or_at_the_top(tmp_path: Path) -> None:
    files = {
        "content/about.md": f"{POST}---\nx\n",
        "content/docs/a.md": "---\ntitle: A\n---\nx\n",
        "content/posts/u.md": f"{POST}build: {{list: never}}\n---\nx\n",
    }
    old = site(tmp_path, files)
    assert {(x.kind, x.target) for x in old.documents} == {
        (DocumentKind.PAGE, "pages/about.md"),
        (DocumentKind.PAGE, "pages/docs/a.md"),
        (DocumentKind.PAGE, "pages/posts/u.md"),
    }


FAILED = {
    "content/a.adoc": ("= A", "Convert them to Markdown"),
    "content/posts/b.md": ("---\ntitle: [\n---\nx", "cannot be read"),
    "content/posts/deep.md": (f"---\ntitle: {'[' * 5000}\n---\nx", "cannot be read"),
    "content/posts/c.md": ("+++\ntitle = \n+++\nx", "cannot be read"),
    "content/posts/d.md": ('{"title": 1', "cannot be read"),
    "content/posts/e.md": ("---\n- a\n---\nx", "cannot be read"),
    "content/posts/f/part.md": ("# x", "Markdown files of a bundle"),
    "content/books/_content.gotmpl": ("{{ x }}", "Content adapters make pages"),
    "assets/img/a.svg": ("<svg/>", "published by templates only"),
}


def test_what_cannot_be_imported_is_told(tmp_path: Path) -> None:
    files = {name: text for name, (text, _) in FAILED.items()}
    (tmp_path / "content").mkdir()
    (tmp_path / "content/latin.md").write_bytes(b"---\ntitle: \xfc\n---\n")
    old = site(tmp_path, {**files, "content/posts/f/index.md": f"{POST}---\nx\n"})
    failed = {x.source: x for x in old.findings if x.outcome is Outcome.FAILED}
    assert failed.keys() == {*FAILED, "content/latin.md"}
    for name, (_, reason) in FAILED.items():
        assert reason in failed[name].reason
    assert "expected keys with values" in failed["content/posts/e.md"].what
    assert "lists and mappings in each other" in failed["content/posts/deep.md"].what
    assert (failed["content/posts/b.md"].line, failed["content/posts/c.md"].line) == (
        3,
        2,
    )


def test_a_url_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    source = "content/posts/a.md"
    old = site(tmp_path, {source: f"{POST}url: /what?/\n---\nx\n"})
    assert "permalink" not in front_matter(old, source)
    assert old.documents[0].url is None
    (finding,) = old.findings
    assert (finding.line, finding.reason) == (4, NO_URL)
    assert "/what%3F/" in old.urls


def test_links_lead_where_they_led(tmp_path: Path) -> None:
    text = (
        "[a](/posts/b/#x) [b](../b) [c](b.md) [d](/blog/posts/b/) [e](gone/) [f](#x)\n"
        "[g](/paper.pdf) [h](https://a.example/blog/posts/b/) ![i](/gone.png)\n"
        '<a href="/raw">r</a> `[x](gone)`\n'
    )
    files = {
        "content/posts/a.md": f"{POST}---\n{text}",
        "content/posts/b.md": f"{POST}---\nx\n",
        "static/paper.pdf": "%PDF",
    }
    old = site(tmp_path, files, config=CONFIG + UNSAFE)
    (document,) = [x for x in old.documents if x.source.endswith("a.md")]
    assert document.body == (
        "[a](/posts/b/#x) [b](/posts/b/) [c](/posts/b/) [d](/posts/b/) [e](gone/) "
        "[f](#x)\n[g](/paper.pdf) [h](/posts/b/) ![i](/gone.png)\n"
        '<a href="/raw">r</a> `[x](gone)`\n'
    )
    assert [(x.what, x.line) for x in old.findings] == [("gone/", 5), ("/gone.png", 6)]


def test_languages_have_their_own_paths(tmp_path: Path) -> None:
    config = (
        f"{CONFIG}defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n"
        "[languages.de]\nweight = 2\n"
    )
    files = {
        "content/posts/a.md": f"{POST}---\nx\n",
        "content/posts/a.de.md": f"{POST}---\nx\n",
    }
    old = site(tmp_path, files, config)
    assert {x.target: x.url for x in old.documents} == {
        "posts/2018/a.md": "/posts/a/",
        "posts/2018/a.de.md": "/de/posts/a/",
    }
    assert front_matter(old, "content/posts/a.de.md")["lang"] == "de"
    assert "lang" not in front_matter(old, "content/posts/a.md")
    assert {"/en/", "/de/"} <= set(old.urls)


def test_taxonomies_have_an_old_name(tmp_path: Path) -> None:
    config = f"{CONFIG}[indexes]\ntopic = 'topics'\n"
    text = f"{POST}topics: [a]\ntags: [b]\n---\nx\n"
    old = site(tmp_path, {"content/posts/a.md": text}, config)
    assert {"/topics/a/", "/tags/b/"} <= set(old.urls)


def test_a_built_site_tells_its_urls(tmp_path: Path) -> None:
    files = {
        "content/posts/a.md": f"{POST}---\nx\n",
        "public/series/x/index.html": "",
        "public/posts/page/2/index.html": "",
    }
    old = site(tmp_path, files)
    assert {"/series/x/", "/posts/page/2/", "/posts/a/"} <= set(old.urls)


def test_days_that_move_with_the_time_zone_are_told(tmp_path: Path) -> None:
    text = "---\ntitle: P\ndate: 2018-08-01T00:30:00+02:00\n---\nx\n"
    (finding,) = site(tmp_path, {"content/posts/a.md": text}).findings
    assert "permalink_timezone" in finding.reason


def test_the_mark_of_an_excerpt_stays(tmp_path: Path) -> None:
    """It ends the excerpt here, too, and no number takes precedence over it."""
    text = f"{POST}---\na\n\n- b\n\nc\n\n<!--more-->\n\nd\n"
    old = site(tmp_path, {"content/posts/a.md": text})
    assert "excerpt" not in front_matter(old, "content/posts/a.md")
    (document,) = old.documents
    assert "\n<!--more-->\n" in document.body


def test_two_readings_are_the_same(tmp_path: Path) -> None:
    files = {f"content/posts/{x}.md": f"{POST}tags: [{x}]\n---\nx\n" for x in "cab"}
    assert site(tmp_path, files) == site(tmp_path, files)


def test_settings_of_other_parsers_are_left_out(tmp_path: Path) -> None:
    keys = "myst:\n  enable_extensions: [substitution]\nhtml_meta: {a: b}\nmood: x\n"
    config = f'{CONFIG}[[cascade]]\n[cascade.mystnb]\nexecution_mode = "force"\n'
    files = {"content/posts/p.md": f"{POST}{keys}---\nx\n"}
    found = front_matter(site(tmp_path, files, config), "content/posts/p.md")
    assert found.keys().isdisjoint(PARSER_KEYS)
    assert found["mood"] == "x"


@pytest.mark.parametrize(
    ("language", "written"), [("de", "\\\\<!-- -->\\\\b\n"), ("ja", "\\\\\\\\b\n")]
)
def test_backslashes_stay_where_sphinx_would_drop_one(
    tmp_path: Path, language: str, written: str
) -> None:
    config = f'{CONFIG}languageCode = "{language}"\n'
    files = {
        "content/posts/a.md": f"{POST}---\n\\\\\\\\b\n",
        "content/posts/b.md": f"{POST}---\n\\\\\\\\b\n\n{{{{< youtube abc >}}}}\n",
    }
    old = site(tmp_path, files, config)
    assert old.documents[0].body == written
    assert old.documents[1].body.startswith(written)
    assert reasons(old, "content/posts/a.md") == []
    assert reasons(old, "content/posts/b.md") == []


def test_lists_have_pages(tmp_path: Path) -> None:
    """The URLs are those of Hugo 0.168, of a theme whose lists all have pages."""
    labels = ("Travel", "travel", "Travel", "c++")
    files = {
        f"content/posts/a{number}.md": f"{POST}tags: ['{label}', x]\n---\nx\n"
        for number, label in enumerate(labels)
    }
    old = site(tmp_path, files, f"{CONFIG}[pagination]\npagerSize = 2\n")
    first = {f"{url}page/1/" for url in ("/", "/posts/", "/tags/", "/categories/")}
    first |= {f"/tags/{name}/page/1/" for name in ("travel", "c++", "x")}
    further = {"/page/2/", "/posts/page/2/", "/tags/page/2/"}
    further |= {"/tags/travel/page/2/", "/tags/x/page/2/"}
    assert {x for x in old.urls if "/page/" in x} == first | further
    assert old.redirects["/tags/travel/page/2/"] == "/blog/tag/travel.html"
    assert old.redirects["/page/1/"] == "/blog.html"


def test_a_caption_is_markdown(tmp_path: Path) -> None:
    figure = '{{< figure src="/a.png" caption="$5 or $6 [b](b.md)" attr="~~c~~ $7" >}}'
    files = {
        "content/posts/a.md": f"{POST}---\n{figure}\n",
        "content/posts/b.md": f"{POST}---\n",
        "static/a.png": "",
    }
    old = site(tmp_path, files)
    (post,) = [x for x in old.documents if x.source.endswith("a.md")]
    assert post.body == (
        "```{figure} /a.png\n\\$5 or \\$6 [b](/posts/b/)\n\n<del>c</del> \\$7\n```\n"
    )
    assert not reasons(old, post.source)


@pytest.mark.parametrize(
    ("own", "is_read"), [({}, True), ({"figure.html": "x"}, False)]
)
def test_a_caption_is_compared(
    tmp_path: Path, own: dict[str, str], *, is_read: bool
) -> None:
    files = {f"layouts/shortcodes/{name}": text for name, text in own.items()}
    figure = '{{< figure src="/a.png" caption=`say "a" -- b` >}}'
    site(tmp_path, {**files, "content/posts/a.md": f"{POST}---\n{figure}\n"})
    old = read(tmp_path, silent)
    made = old.converter({x.source: x.target for x in old.documents})(old.documents[0])
    told = made.once and made.once[1].what
    assert told == ("smartquotes (as in content/posts/a.md)" if is_read else None)


def test_shortcodes_in_a_page_in_html_are_words_or_reported(tmp_path: Path) -> None:
    text = (
        '<p>{{< param "fare" >}} {{< ref "a.md#b" >}} {{</* x */>}}</p>\n\n'
        '{{< figure src="/a.png" caption="A" >}}\n'
    )
    files = {
        "content/a.md": "---\ntitle: A\nfare: 1\n---\n",
        "content/h.html": f"---\ntitle: H\nfare: 2 < 3\n---\n{text}",
    }
    old = site(tmp_path, files)
    (page,) = [x for x in old.documents if x.source.endswith("h.html")]
    assert "<p>2 &lt; 3 ../a/#b {{< x >}}</p>" in page.body, page.body
    (told,) = [x for x in old.findings if x.source == page.source]
    assert told.what == '{{< figure src="/a.png" caption="A" >}}'
    assert told.line == 7
