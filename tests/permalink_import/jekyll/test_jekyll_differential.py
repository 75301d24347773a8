"""Generated sites: what Jekyll itself publishes, and where, is what the reader says."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from permalink_blog.urls.paths import Layout, locate, parse_permalink
from permalink_blog.urls.pattern import STYLES
from permalink_blog.urls.requests import values_of
from permalink_import.jekyll import read as read_site
from permalink_import.jekyll.additions import as_fields
from permalink_import.jekyll.config import read_config
from permalink_import.jekyll.loading import UnreadableError
from permalink_import.jekyll.planning import JekyllPlanner
from permalink_import.jekyll.texts import read_file
from permalink_import.jekyll.tree import Role, walk
from permalink_import.jekyll.urls import absolute, post_id, static_place
from permalink_import.model import silent
from site_tools.jekyll import needs_jekyll

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = needs_jekyll

Site = dict[str, str]  # path to content

names = st.sampled_from(
    [
        *(
            "index",
            "about",
            "a b",
            "v1.2",
            "dots..",
            "Ärger",
            "über-uns",
            "x_y",
            "UPPER",
            "50%",
        ),
        *("a&b", "it's", "(1)", "a+b", "semi;colon", "_hidden", ".dot", "#hash", "~x"),
    ]
)
suffixes = st.sampled_from([".md", ".markdown", ".html", ".xml", ".txt", ".scss", ""])
folders = st.sampled_from(["", "docs/", "docs/deep/", "_pages/", "col/", "a b/"])
days = st.sampled_from(["2018-08-01", "2016-02-29", "18-1-2", "1999-12-31"])
dates = st.sampled_from(
    [
        *("2018-08-01", "2018-08-01 10:11:12", "2018-08-01 23:30:00 -0500"),
        *(
            "2018-01-01T00:30:00Z",
            '"2018-08-01 01:00:00"',
            "2018-08-01 03:00:00 +09:00",
        ),
        *("2016/02/29 12:00", "2099-01-01"),
    ]
)
labels = st.sampled_from(["Python", "open science", "[a b, C]", "Ünï", "2018", "true"])
permalinks = st.sampled_from(
    [
        *("/fixed/", "/fixed/file.html", "no-slash", "/:title/", "/x/:year/:title"),
        *("/:categories/:slug.html", "/:path/:basename/", "/a//b/", "/data.json"),
        *("/:collection/:name:output_ext", "/w/:w_year-:week/", "/ü/é.html"),
    ]
)
front_matters = st.fixed_dictionaries(
    {},
    optional={
        "title": st.just("A title"),
        "date": dates,
        "category": labels,
        # A number here is an error of Jekyll's, which then drops the front matter.
        "categories": labels.filter(lambda label: label not in {"2018", "true"}),
        "tags": labels,
        "tag": labels,
        "slug": st.sampled_from(["My Slug", "v1.2", "ünder"]),
        "permalink": permalinks,
        "published": st.sampled_from(["true", "false"]),
    },
)
contents = st.none() | front_matters


@st.composite
def files(draw: Callable[..., Any]) -> tuple[str, str]:
    kind = draw(st.sampled_from(["post", "post", "page", "page", "entry", "other"]))
    folder, name, suffix = draw(folders), draw(names), draw(suffixes)
    if kind == "post":
        below = draw(st.sampled_from(["", "", "2018/", "_sub/"]))
        path = f"{folder}_posts/{below}{draw(days)}-{name}{suffix}"
    elif kind == "entry":
        label = draw(st.sampled_from(["recipes", "private"]))
        above = draw(st.sampled_from(["", "col/"]))
        below = draw(st.sampled_from(["", "soups/", "_sub/"]))
        dated = draw(st.sampled_from(["", "", "2017-05-06-"]))
        path = f"{above}_{label}/{below}{dated}{name}{suffix}"
    else:
        path = f"{folder}{name}{suffix}"
    values = draw(st.none()) if kind == "other" else draw(contents)
    if values is None:
        return path, "Text without front matter.\n"
    lines = [f"{key}: {value}\n" for key, value in values.items()]
    return path, f"---\n{''.join(lines)}---\n\nText.\n"


scopes = st.fixed_dictionaries(
    {
        "path": st.sampled_from(
            ["", "docs", "/docs", "docs/*", "_posts", "col", "**/a*"]
        )
    },
    optional={"type": st.sampled_from(["posts", "pages", "recipes"])},
)
defaults = st.lists(
    st.fixed_dictionaries(
        {
            "scope": scopes,
            "values": st.dictionaries(
                st.sampled_from(["extra", "permalink", "categories", "tags"]),
                st.sampled_from(["/set/:title/", "one", "two"]),
                min_size=1,
                max_size=2,
            ),
        }
    ),
    max_size=4,
)
styles = st.sampled_from(
    [
        *STYLES,
        "/blog/:year/:title",
        "/:categories/:title/",
        "/:short_year/:slug:output_ext",
    ]
)
configs = st.fixed_dictionaries(
    {"future": st.booleans(), "url": st.just("https://example.org")},
    optional={
        "permalink": styles,
        "timezone": st.sampled_from(["Europe/Berlin", "America/New_York"]),
        "baseurl": st.sampled_from(["", "/blog", "blog/"]),
        "collections": st.fixed_dictionaries(
            {
                "recipes": st.fixed_dictionaries(
                    {"output": st.booleans()},
                    optional={
                        "permalink": st.sampled_from(
                            ["/:collection/:path", "/r/:title/", "/:name:output_ext"]
                        )
                    },
                )
            },
            optional={"private": st.just({"output": False})},
        ),
        "collections_dir": st.just("col"),
        "include": st.lists(
            st.sampled_from(["_pages", ".dot.md", "docs/_hidden.md"]), max_size=2
        ),
        "exclude": st.lists(
            st.sampled_from(["docs/deep", "*.txt", "a b/", "about", "/col/*"]),
            max_size=2,
        ),
        "defaults": defaults,
        "unpublished": st.booleans(),
        "markdown_ext": st.just("md"),
    },
)
sites = st.builds(
    lambda config, found: {**dict(found), "_config.yml": yaml.safe_dump(config)},
    configs,
    st.lists(files(), min_size=4, max_size=16),
)


def write(folder: Path, site: Site) -> None:
    for path, content in site.items():
        file = folder / path
        if file.is_dir() or any(above.is_file() for above in file.parents):
            continue  # a name for a file and for a folder
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def ask(folders: list[Path]) -> list[dict[str, Any]]:
    script = Path(__file__).resolve().parents[2] / "jekyll/read_sites.rb"
    asked = subprocess.run(
        ["ruby", str(script)],
        input=json.dumps([str(folder) for folder in folders]),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers: list[dict[str, Any]] = json.loads(asked.stdout)
    return answers


def read(folder: Path) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Say the same as Jekyll, and which files the reader says are not known."""
    config = read_config(folder)
    planner = JekyllPlanner(config, datetime.now(config.zone).replace(tzinfo=None))
    found: dict[str, dict[str, Any]] = {}
    unknown: set[str] = set()
    for file in walk(config).files:
        published = (
            file.collection is None or config.collections[file.collection].published
        )
        if file.role is Role.DRAFT or not published:
            continue
        if file.role is Role.STATIC:
            place = static_place(file, config)
            found[file.path] = {"output": place.file, "url": unquote(place.url)}
            continue
        try:
            text = read_file(file, config)
        except UnreadableError:
            unknown.add(file.path)
            continue
        planned = planner.plan(text)
        if planned is None or planned.place is None:
            unknown.add(file.path)
        elif planned.is_published:
            found[file.path] = {
                "output": planned.place.file,
                "url": unquote(planned.place.url),
                "extra": text.get("extra"),
            }
            if text.is_document:
                found[file.path] |= {
                    "id": absolute(post_id(text, planned.place), config),
                    "date": str(planned.when),
                    "categories": list(text.categories),
                    "tags": list(text.tags),
                }
    return found, unknown


def files_here(folder: Path) -> dict[str, str]:
    """Say which file each imported document is published as here, by its front matter.

    What is told to have another URL is left out.
    """
    site = read_site(folder, silent)
    zone = read_config(folder).zone
    told = {found.source for found in site.findings}
    files: dict[str, str] = {}
    for document in site.documents:
        if document.url and document.source not in told:
            fields = as_fields(yaml.safe_load(document.front_matter))
            values = values_of(document.target.removesuffix(".md"), fields, zone)
            permalink = parse_permalink(fields["permalink"], values)
            files[document.source] = locate(permalink, Layout()).file
    return files


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller site is not worth the process
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(asked=st.lists(sites, min_size=25, max_size=40))
def test_what_is_published_is_jekylls(tmp_path_factory: Any, asked: list[Site]) -> None:
    folder = tmp_path_factory.mktemp("sites").resolve()
    folders = [folder / str(number) for number in range(len(asked))]
    for place, site in zip(folders, asked, strict=True):
        write(place, site)
    compared = 0
    for place, site, answer in zip(folders, asked, ask(folders), strict=True):
        if "error" in answer:
            continue
        found, unknown = read(place)
        for path in unknown:
            answer.pop(path, None)
        for path, told in answer.items():
            told["url"] = unquote(told["url"])
            if "date" in told and found.get(path, {}).get("date") == "None":
                told["date"] = "None"  # Jekyll takes the time of the build
        compared += len(answer)
        assert found == answer, site
        for path, file in files_here(place).items():
            assert file == answer[path]["output"], (path, site)
    assert compared >= len(asked) // 2, "hardly anything is compared"
