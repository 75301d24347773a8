"""The schema is what the code makes, and what authors write is of it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import fastjsonschema
import pytest
import yaml

from conftest import refusal
from permalink_blog.checks.keys import PROPERTIES
from permalink_blog.checks.schema import FILE, is_of_kind, schema, schema_text
from permalink_blog.core.front_matter import NO, YES, read_front_matter
from permalink_blog.frontmatter.entries import read_entries
from permalink_blog.frontmatter.keys import KEYS
from permalink_blog.frontmatter.modified import DATED
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY
from permalink_blog.urls.url_list.documents import read_fields
from site_tools.edits import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import BuildRoot

    Validate = Callable[[object], Any]


@pytest.fixture(scope="module")
def validate() -> Validate:
    made: Validate = fastjsonschema.compile(json.loads(FILE.read_text("utf-8")))
    return made


def values(text: str) -> dict[str, Any]:
    return {entry.name: entry.value for entry in read_entries(text)}


def test_the_file_is_what_the_code_makes() -> None:
    assert FILE.read_text("utf-8") == schema_text()


def test_each_key_has_a_description_and_its_examples_are_good(
    validate: Validate,
) -> None:
    for name, known in PROPERTIES.items():
        assert known.description.endswith("."), name
        assert not re.search(r"[`\[\]]", known.description), name
        for example in known.examples:
            validate({name: example})
            assert is_of_kind(name, example)
    examples = [name for name, known in PROPERTIES.items() if known.examples]
    assert len(examples) > 40


def test_it_has_all_keys_that_extensions_read(project_dir: Path) -> None:
    read = {name for key in KEYS for name in key.names} | {*FROM_KEYS, TO_KEY, *DATED}
    reference = (project_dir / "guide/reference.md").read_text("utf-8")
    table = reference.split("| key | read by | see |")[1].split("\n\n")[0]
    for row in table.splitlines()[2:]:
        read.update(re.findall(r"`([\w-]+)`", row.split("|")[1]))
    assert read <= PROPERTIES.keys()
    assert schema()["properties"].keys() == PROPERTIES.keys()


def test_the_posts_and_pages_of_this_site(
    project_dir: Path, validate: Validate
) -> None:
    files = [*project_dir.glob("posts/**/*.md"), *project_dir.glob("guide/*.md")]
    with_front_matter = [x for x in files if read_entries(x.read_text("utf-8"))]
    assert len(with_front_matter) >= 8
    for file in with_front_matter:
        validate(values(file.read_text("utf-8")))


def test_what_jekyll_was_asked(project_dir: Path, validate: Validate) -> None:
    recorded = json.loads((project_dir / "tests/jekyll/permalinks.json").read_text())
    assert len(recorded) > 50
    for question in recorded:
        validate(values(f"---\n{question['front_matter']}\n---\n"))


def test_labels_that_jekyll_was_asked(project_dir: Path, validate: Validate) -> None:
    """What frontmatter calls a problem is of another kind, and nothing else."""
    path = project_dir / "tests/frontmatter/data/labels.json"
    verdicts = set()
    for question in json.loads(path.read_text("utf-8")):
        text = f"---\n{question['front_matter']}\n---\n"
        problems = read_front_matter(read_fields("a.md", text)).problems
        is_wrong = any(problem.subtype == "value" for problem in problems)
        verdicts.add(is_wrong)
        if is_wrong:
            with pytest.raises(fastjsonschema.JsonSchemaException):
                validate(values(text))
        else:
            validate(values(text))
    assert verdicts == {True, False}


@pytest.mark.parametrize("word", sorted(YES | NO))
def test_flags_in_any_case(word: str) -> None:
    for text in (word, word.upper(), word.capitalize()):
        assert is_of_kind("published", text)
        assert is_of_kind("published", yaml.safe_load(text))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("title", True), ("title", ["a"]), ("permalink", {"a": 1}), ("tags", {})),
        *(("published", "maybe"), ("published", 2), ("tocdepth", "two")),
        *(("orphan", False), ("author", {"email": "a"}), ("authors", [{"x": 1}])),
        *(("image", {"feature": "a.png"}), ("myst", "text"), ("date", ["2018"])),
        *(("redirect_from", {"a": "b"}), ("redirect_from", [{"a": "b"}])),
    ],
)
def test_other_kinds(validate: Validate, key: str, value: object) -> None:
    assert not is_of_kind(key, value)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate({key: value})


def test_it_takes_what_yaml_1_2_makes_of_dates(validate: Validate) -> None:
    """In an editor a date is text; PyYAML makes dates, of which JSON knows nothing."""
    text = "---\ndate: 2018-08-01\nupdated: 2018-08-01 10:11:12\n---\n"
    assert isinstance(yaml.safe_load(text.strip("-\n"))["date"], date)
    found = values(text)
    assert found == {"date": "2018-08-01", "updated": "2018-08-01 10:11:12"}
    assert not any(isinstance(value, datetime) for value in found.values())
    validate(found)


def test_keys_of_the_authors_own_are_good(validate: Validate) -> None:
    validate({"header": {"teaser": "a.png"}, "author_profile": True})
    validate(None)


def test_it_is_published_and_stays(build_root: BuildRoot) -> None:
    """No page takes its place, builds after edits keep it, and it goes when asked."""
    settings = {"html_extra_path": [str(FILE)], "html_baseurl": "https://example.org/"}
    extensions = [
        "myst_parser",
        "permalink_blog.frontmatter",
        "permalink_blog.checks",
        "permalink_blog.urls",
    ]
    app = build_root("blog-checks", extensions=extensions, **settings)
    published = app.outdir / FILE.name
    for text in ("# A\n", "# B\n"):
        save(app.srcdir / "a.md", text)
        build_root("blog-checks", extensions=extensions, **settings)
        assert published.read_bytes() == FILE.read_bytes()
    published.unlink()
    build_root("blog-checks", extensions=extensions, **settings)
    assert published.read_bytes() == FILE.read_bytes()
    save(app.srcdir / "a.md", f"---\npermalink: /{FILE.name}\n---\n\n# A\n")
    app = build_root("blog-checks", extensions=extensions, **settings)
    assert "is also where a file of html_extra_path goes" in refusal(app)
    assert published.read_bytes() == FILE.read_bytes()
    save(app.srcdir / "a.md", "# A\n")
    build_root("blog-checks", extensions=extensions)
    assert not published.exists()
