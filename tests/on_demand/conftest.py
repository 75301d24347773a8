"""Settings that tests share."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def comments() -> dict[str, Any]:
    return {
        "repo": "owner/blog",
        "repo_id": "R_kgDOabc123",
        "category": 'Comments & "more"',
        "category_id": "DIC_kwDOabc123",
    }


@pytest.fixture
def counter() -> dict[str, str]:
    return {"service": "goatcounter", "url": "https://mine.goatcounter.com/count"}
