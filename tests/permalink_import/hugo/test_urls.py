"""URLs are those that Hugo gave (``urls.json``, made by ``ask.py``)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.hugo.config import read_config
from permalink_import.hugo.content import list_content
from permalink_import.hugo.lists import HugoLists
from permalink_import.hugo.pages import PageReader
from permalink_import.hugo.urls import PageValues, Style, page_url

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "urls.json").read_text("utf-8"))[
    "cases"
]


def load_ask() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ask_hugo", HERE / "ask.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ASK = load_ask()


def test_the_answers_are_to_the_questions() -> None:
    asked = [{key: case[key] for key in ("config", "files")} for case in CASES]
    assert asked == ASK.CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["config"] or "defaults")
def test_urls_are_hugos(tmp_path: Path, case: dict[str, Any]) -> None:
    ASK.write_site(tmp_path, case)
    config = read_config(tmp_path)
    content = list_content(tmp_path, config)
    reader = PageReader(tmp_path, config, content)
    pages = list(reader.read(content.files))
    assert reader.findings == []
    urls = {page.file.source.removeprefix("content/"): page.url for page in pages}
    asked = {name: url.removesuffix("index.html") for name, url in case["urls"].items()}
    assert {name: urls[name] for name in asked} == asked
    lists = HugoLists(config, reader, content).urls(pages)
    # Hugo writes this one in lower case, whatever it was told.
    terms = {url for title, url in case["terms"].items() if title != "A/B"}
    assert terms <= lists


@given(st.text(), st.text(), st.text())
def test_any_page_has_a_url(title: str, slug: str, name: str) -> None:
    page = PageValues(folder="posts", name=name, title=title, slug=slug)
    for style in (Style(), Style(lower=False, accents=False, ugly=True)):
        url = page_url(page, style)
        assert url.startswith("/posts")
        assert url.isascii()
        assert " " not in url
