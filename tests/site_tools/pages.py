"""Built pages, parsed for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path


def parsed(path: Path) -> BeautifulSoup:
    """Parse a page, with what is in its templates as a part of it.

    soupsieve 4 selects nothing in a ``<template>``, as browsers do; before it did.
    """
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    for template in page.find_all("template"):
        template.name = "template-content"
    return page
