"""Extensions that import what a document names do so for trusted documents alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save
from site_tools.hostile_posts import SECRET
from site_tools.hostile_sites import TRACE, hostile_site

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("sphinx_design", reason="not all requirements are installed")

POST = """# V

```{py:module} local_settings
```

```{py:function} f()
```

```{py:module} posts.evil
```

```{py:function} g()
```
"""


@pytest.mark.parametrize("trusted", [False, True])
def test_viewcode_shows_no_source_that_a_contributor_names(
    tmp_path: Path, *, trusted: bool
) -> None:
    with hostile_site(tmp_path) as site:
        more = (
            f'extensions.append("sphinx.ext.viewcode")\nblog_trust_authors = {trusted}'
        )
        site.lay_out(more)
        settings = f"PASSWORD = '{SECRET}'\n\n\ndef f():\n    pass\n"
        save(site.source / "local_settings.py", settings)
        site.post("v.md", POST)
        built = site.build()
        modules = [path.stem for path in site.output.glob("_modules/*.html")]
        leaks = site.leaks()
    assert built.status == 0, built.said
    assert ("local_settings" in modules) == trusted
    assert bool(leaks) == trusted


@pytest.mark.parametrize("builder", ["coverage", "doctest"])
def test_builders_that_run_what_is_named_are_refused(
    tmp_path: Path, builder: str
) -> None:
    with hostile_site(tmp_path) as site:
        site.lay_out('extensions.append("sphinx.ext.coverage")')
        site.post("v.md", POST)
        built = site.build(builder)
    assert built.status == 2
    assert "blog_trust_authors=1" in built.said
    assert not (site.folder / TRACE).exists()
