"""Old sites that nobody means to import, as strategies of hypothesis.

``@OUTSIDE@`` and ``@PORT@`` in them stand for what :mod:`.hostile_posts` says.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

from hypothesis import strategies as st

from site_tools.any_yaml import TEXTS, fields
from site_tools.hostile_posts import ATTACK_PARTS, ATTACK_TARGETS, BODIES, OUTSIDE, PORT


@dataclass(frozen=True)
class OldFile:
    """A file of an old site.

    :param path: relative to its root
    :param content: of the file
    :param link: where it leads, if it is a symbolic link
    """

    path: str
    content: bytes = b""
    link: str = ""


@dataclass(frozen=True)
class HostileOldSite:
    """An old site.

    :param generator: "jekyll", "hugo" or "pelican"
    :param files: all of it
    """

    generator: str
    files: tuple[OldFile, ...]


GENERATORS = ("jekyll", "hugo", "pelican")
_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
_SLOW = r"((a+)+)+$(?P<slug>x)"
_PATHS = st.sampled_from(
    [
        *("/../../x", "//evil.example/a", "\\\\evil\\a", "/a\x01b", "/ok/", "/ok", ""),
        *("https://evil.example/", "javascript:alert(1)", "/index.html", "/%2e%2e/x"),
        *("/.git/config", "/_static/x.js", "/CON/", "/a" * 200, "/blog.html", "../.."),
        *(OUTSIDE, f"{OUTSIDE}/x", "/404.html", "/ok/index.html", "~", "/:title/:x/"),
    ]
)
_NAMES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "é",
            "A",
            "index",
            "x y",
        ),
        *("\x1b[31mred", "-rf", "$(touch trace)", "`x`", "a'b", 'a"b', "..a", "a<b>"),
        *("conf", "con", "\u202eb", "%2e%2e", "a\\b", "_a", "#a", "a~", "404", "blog"),
    ]
)
_GIT = '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = "touch @OUTSIDE@/trace"\n'


# -- Front matter and texts

_LIQUID = st.builds(
    str.format,
    st.sampled_from(
        [
            *("{{% include {0} %}}", "{{% include_relative {0} %}}", "{{{{ {0} }}}}"),
            *("{{% for i in (1..1000000) %}}{0}{{% endfor %}}", "{{% raw %}}{0}"),
            *(
                "{{% assign a = '{0}' %}}{{{{ a | append: a | date: a }}}}",
                "{{< {0} >}}",
            ),
            *('{{{{< readfile "{0}" >}}}}', '{{{{% include "{0}" %}}}}', "{{% {0} %}}"),
            *(
                "{{filename}}{0}",
                "|static|{0}",
                "[x]({{static}}{0})",
                "[x]({{attach}}{0})",
            ),
            *("{{% highlight {0} %}}{0}{{% endhighlight %}}", "{{% post_url {0} %}}"),
        ]
    ),
    ATTACK_TARGETS,
)
_RST = st.builds(
    str.format,
    st.sampled_from(
        [
            *(
                ".. include:: {0}\n",
                ".. raw:: html\n   :file: {0}\n",
                ":download:`{0}`",
            ),
            *(".. csv-table:: x\n   :url: {0}\n", ".. |x| raw:: html\n   :url: {0}\n"),
            *("- .. include:: {0}\n", "Title::\n=======\n\n   .. include:: {0}\n"),
            *(".. role:: h(raw)\n   :format: html\n\n:h:`<script>x</script>`", "{0}"),
            *(
                ".. literalinclude:: {0}\n",
                ".. image:: {0}\n",
                ".. automodule:: posts.evil",
            ),
            *(".. eval-rst::\n\n   .. include:: {0}\n", ".. figure:: {0}\n\n   c\n"),
            *(
                "+----+\n| .. include:: {0} |\n+----+\n",
                ".. plot:: {0}\n",
                "`x <{0}>`_",
            ),
            ".. raw:: html\n\n   <script>alert('{0}')</script>\n",
        ]
    ),
    ATTACK_TARGETS,
)
_QUADRATIC = st.sampled_from(
    [
        "<iframe src=" * 3000,
        "[a](" * 3000,
        "{% if a %}" * 3000,
        "<b>" * 3000,
        "> " * 3000,
    ]
)
_TEXTS = st.lists(
    st.one_of(ATTACK_PARTS, ATTACK_PARTS, _LIQUID, BODIES, _QUADRATIC),
    min_size=1,
    max_size=5,
).map("\n\n".join)
_RST_TEXTS = st.lists(_RST, min_size=1, max_size=6).map("\n\n".join)

_KEYS = ["permalink", "redirect_from", "redirect_to", "aliases", "redirect", "url"]
_URLS = st.dictionaries(
    st.sampled_from([*_KEYS, "slug", "save_as", "category", "layout", "image"]),
    _PATHS | st.lists(_PATHS, max_size=4),
    max_size=3,
).map(lambda data: "".join(f"{key}: {json.dumps(x)}\n" for key, x in data.items()))
_MATTER = st.one_of(
    _URLS,
    _URLS,
    fields(["title", "tags", "date", "myst", "html_meta", "substitutions", "excerpt"]),
    st.just(_BOMB),
    st.just(f"a: {'[' * 3000}\n"),
    TEXTS.map("{}\n".format),
)


def _yaml_post(matter: str, body: str, *, number: int) -> bytes:
    text = (
        f"---\ntitle: P{number}\ndate: 2018-08-{number + 1:02}\n{matter}---\n{body}\n"
    )
    return text.encode("utf-8", "replace")


def _toml_post(matter: str, body: str, *, number: int) -> bytes:
    text = f"+++\ntitle = 'P{number}'\ndate = 2018-08-01\nx = {json.dumps(matter)}\n"
    return f"{text}[myst]\nenable_extensions = ['substitution']\n+++\n{body}\n".encode(
        "utf-8", "replace"
    )


def _meta_post(matter: str, body: str, *, number: int) -> bytes:
    lines = " ".join(matter.split("\n")[:1])
    text = f"Title: P{number}\nDate: 2018-08-01\n{lines}\n\n{body}\n"
    return text.encode("utf-8", "replace")


def _rst_post(matter: str, body: str, *, number: int) -> bytes:
    lines = "".join(f":{line}\n" for line in matter.split("\n")[:3] if ":" in line)
    text = (
        f"P{number}\n##\n\n:date: 2018-08-01\n:summary: {body[:60]}\n{lines}\n{body}\n"
    )
    return text.encode("utf-8", "replace")


_WAYS = {
    "jekyll": (
        ("_posts/2018-08-0{n}-{name}.md", _yaml_post),
        ("{name}{n}.md", _yaml_post),
    ),
    "hugo": (
        ("content/posts/{name}{n}.md", _yaml_post),
        ("content/{name}{n}.md", _toml_post),
    ),
    "pelican": (
        ("content/{name}{n}.md", _meta_post),
        ("content/{name}{n}.rst", _rst_post),
    ),
}


@st.composite
def _posts(draw: st.DrawFn, generator: str) -> list[OldFile]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        pattern, write = draw(st.sampled_from(_WAYS[generator]))
        path = pattern.format(n=number, name=draw(_NAMES))
        body = draw(_RST_TEXTS if path.endswith(".rst") else _TEXTS)
        found.append(OldFile(path, write(draw(_MATTER), body, number=number)))
    return found


# -- Configuration

_CONFIG_FILES = {
    "jekyll": "_config.yml",
    "hugo": "hugo.toml",
    "pelican": "pelicanconf.py",
}
_STARTS = {
    "jekyll": "title: T\n",
    "hugo": "title = 'T'\nbaseURL = 'https://example.org/'\n",
    "pelican": "SITENAME = 'T'\nPATH = 'content'\nSTATIC_PATHS = ['']\n",
}
_MADE = {
    f"{name}.txt": {"path": path}
    for name, path in zip(
        "abéA", ("r/HEAD", "r/refs/x", "r/objects/x", "../../x"), strict=True
    )
}
"""Puts a repository of git together."""
_SETTINGS = {
    "jekyll": [
        *("source: ..\n", "data_dir: ../outside\n", "includes_dir: ../outside\n"),
        *("include: ['.git', '../outside/secret.txt']\n", "layouts_dir: /\n", _BOMB),
        *(
            "defaults: [{scope: {path: '**/**/../*'}, values: {a: b}}]\n",
            "encoding: bz2\n",
        ),
        *("permalink: /:categories/../../:title\n", "keep_files: ['../outside']\n"),
        *("collections: {x: {output: true, permalink: '/../:name'}}\n", "a: [\n"),
        *(
            "paginate_path: '/../:num'\n",
            "destination: ../outside\n",
            "timezone: ../x\n",
        ),
        *(
            "excerpt_separator: ''\n",
            "exclude: ['*a*a*a*a*a*b']\n",
            "title: !!python/x y\n",
        ),
    ],
    "hugo": [
        *("contentDir = '../outside'\n", "staticDir = ['../outside', 'static']\n"),
        *(f"ignoreFiles = ['{_SLOW}']\n", "ignoreFiles = ['(']\n", "assetDir = '..'\n"),
        *("[permalinks]\nposts = '/../:title'\n", "[permalinks]\n'{{' = '/x'\n"),
        *(
            "[[module.mounts]]\nsource = '/'\ntarget = 'content'\n",
            f"x = {'[' * 3000}\n",
        ),
        *("[languages.de]\ncontentDir = '../outside'\n", "timeZone = '../x'\n"),
        *("[frontmatter]\ndate = [':filename', 'x']\n", "[markup.goldmark]\nx = 1\n"),
        f"[[cascade]]\n[cascade.target]\npath = '{'**a' * 30}'\n",
    ],
    "pelican": [
        *("PATH = '..'\n", "STATIC_PATHS = ['../../outside']\n", "PATH = '/'\n"),
        *(f"FILENAME_METADATA = r'{_SLOW}'\n", f"PATH_METADATA = r'{_SLOW}'\n"),
        *(
            "SITENAME = SITENAME + SITENAME\n" * 40,
            "ARTICLE_URL = '{slug:>999999999}'\n",
        ),
        *("ARTICLE_URL = '{date.__class__.__init__}/{slug}'\n", f"A = {'[' * 3000}\n"),
        f"EXTRA_PATH_METADATA = {_MADE}\n",
        *("import os\nos.system('touch @OUTSIDE@/trace')\n", "THEME = '..'\n"),
        *(
            "SLUG_REGEX_SUBSTITUTIONS = [('(.+)', r'\\1\\1')] * 3\n",
            "ARTICLE_SAVE_AS = ''\n",
        ),
        *("TAG_SAVE_AS = '../{slug}.html'\n", "OUTPUT_PATH = '../outside'\n"),
        "PAGINATION_PATTERNS = [(1, '{number:0999999999}', 'x')]\n",
    ],
}


def _config(generator: str) -> st.SearchStrategy[OldFile]:
    # Most have no hostile setting: such a site is often not imported at all.
    settings = st.one_of(*[st.just("")] * 3, st.sampled_from(_SETTINGS[generator]))
    name, start = _CONFIG_FILES[generator], _STARTS[generator]
    return settings.map(lambda text: OldFile(name, f"{start}{text}".encode()))


# -- Other files

_TOPS = {
    "jekyll": ("", "assets", "_data", "_includes", "_posts", "_site"),
    "hugo": ("static", "content", "content/posts", "data", "public"),
    "pelican": ("content", "content/images", "output"),
}
_CONTENTS = st.sampled_from(
    [
        *(b"x", b"", b"\x00\xff", b"<script>alert(1)</script>", _BOMB.encode()),
        *(
            b'a,b\n"' + b"x" * 200_000,
            b"{{ site.data }}",
            b"[" * 5000,
            b"---\n---\n{{ x }}",
        ),
    ]
)
_LINKS = st.sampled_from(
    [
        *("../../outside", "../../outside/secret.txt", "..", ".", "/", "x", OUTSIDE),
        *(f"{OUTSIDE}/secret.txt", "../../../outside/secret.txt", "/proc/self/environ"),
    ]
)


@st.composite
def _others(draw: st.DrawFn, generator: str) -> list[OldFile]:
    top = draw(st.sampled_from(_TOPS[generator]))
    base = f"{top}/" if top else ""
    name = draw(_NAMES)
    match draw(st.integers(0, 4)):
        case 0:
            suffix = draw(
                st.sampled_from(["txt", "yml", "csv", "html", "svg", "png", "php"])
            )
            return [OldFile(f"{base}{name}.{suffix}", draw(_CONTENTS))]
        case 1:
            ending = draw(st.sampled_from(["", ".md", ".txt", ".yml", ".rst"]))
            return [OldFile(f"{base}{name}{ending}", link=draw(_LINKS))]
        case 2:
            folder = draw(
                st.sampled_from([".git", ".GIT", "git~1", ".git.", "repo", "b.git"])
            )
            parts = ("HEAD", "config", "objects/x", "refs/x")
            return [OldFile(f"{base}{folder}/{x}", _GIT.encode()) for x in parts]
        case 3:
            return draw(_sitemaps(base))
        case _:
            return [OldFile(f"{base}{'d/' * draw(st.integers(1, 60))}x.txt", b"x")]


def _index(*names: str) -> bytes:
    items = "".join(f"<sitemap><loc>https://x.org/{x}</loc></sitemap>" for x in names)
    return f'<sitemapindex xmlns="x">{items}</sitemapindex>'.encode()


@st.composite
def _sitemaps(draw: st.DrawFn, base: str) -> list[OldFile]:
    urls = "".join(
        f"<url><loc>{x}</loc></url>" for x in ("https://x.org/a", "/../x", OUTSIDE)
    )
    pages = f"<urlset>{urls}</urlset>".encode()
    match draw(st.integers(0, 4)):
        case 0:
            files = {"sitemap.xml": _index("s0.xml", "s0.xml")}
            files |= {
                f"s{n}.xml": _index(*[f"s{(n + 1) % 20}.xml"] * 2) for n in range(20)
            }
        case 1:
            files = {
                "sitemap.xml": _index("s.xml.gz"),
                "s.xml.gz": gzip.compress(b" " * 10**8, 1),
            }
        case 2:
            files = {
                "sitemap.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><urlset>&b;</urlset>'
            }
        case 3:
            files = {"sitemap.xml": b"<a>" * 20_000}
        case _:
            files = {"sitemap.xml": pages}
    folder = draw(st.sampled_from(["", base]))
    return [OldFile(f"{folder}{name}", content) for name, content in files.items()]


@st.composite
def _sites(draw: st.DrawFn, generator: str) -> HostileOldSite:
    files = [draw(_config(generator)), *draw(_posts(generator))]
    for _ in range(draw(st.integers(0, 4))):
        files += draw(_others(generator))
    return HostileOldSite(generator, tuple(files))


OLD_SITES = {generator: _sites(generator) for generator in GENERATORS}
"""Old sites of each generator."""

__all__ = ["GENERATORS", "OLD_SITES", "OUTSIDE", "PORT", "HostileOldSite", "OldFile"]
