"""Notebooks of contributors are shown, and not run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from site_tools.edits import save
from site_tools.hostile_sites import TRACE, hostile_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_tools.hostile_sites import HostileSite

pytest.importorskip("myst_nb", reason="not all requirements are installed")

RUN = "open('@FOLDER@/trace-of-a-program', 'w').close(); print('it ran')"
WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = {
    "version_major": 2,
    "version_minor": 0,
    "state": {"a": {"model_module": "evil", "model_name": "X", "state": {}}},
}
ORDERS = [
    '"permalink_blog.safe_reading", "myst_nb"',
    '"myst_nb", "permalink_blog.safe_reading"',
]


def cell(kind: str, source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    made["id"] = f"cell-{abs(hash(source))}"
    return made | (
        {"execution_count": None, "outputs": [*outputs]} if kind == "code" else {}
    )


def shown(kind: str, data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {kind: data}}


def notebook(*cells: dict[str, Any], **metadata: Any) -> str:
    metadata["kernelspec"] = {"name": "python3", "display_name": "Python"}
    metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole)


POSTS = {
    "plain.ipynb": notebook(cell("markdown", "# Plain"), cell("code", RUN)),
    "asking.ipynb": notebook(
        cell("markdown", "# Asking\n\n{{ [].__class__ }}"),
        cell("code", RUN),
        mystnb={"execution_mode": "force"},
        myst={"enable_extensions": ["substitution"]},
    ),
    "text.md": "---\nfile_format: mystnb\nkernelspec: {name: python3}\nmystnb: "
    f"{{execution_mode: force}}\n---\n# Text\n\n```{{code-cell}}\n{RUN}\n```\n",
    "markdown.ipynb": notebook(
        cell(
            "markdown",
            "# M\n\n<script>alert(1)</script>\n\n```{include} ../../secret.txt\n```\n\n"
            "[x](../../secret.txt)\n\n```{raw} html\n:file: ../../secret.txt\n```\n",
        )
    ),
    "outputs.ipynb": notebook(
        cell("markdown", "# Outputs"),
        cell(
            "code",
            "1",
            shown("text/html", "<b onclick='a()'>bold</b><script>alert(1)</script>"),
            shown("application/javascript", "alert(1)"),
            shown("text/markdown", "<script>alert(1)</script>![x](../../secret.png)"),
            shown("image/svg+xml", "<svg><script>alert(1)</script></svg>"),
        ),
    ),
    "widgets.ipynb": notebook(
        cell("markdown", "# Widgets"),
        cell("code", "1", shown(WIDGET, {"model_id": "a"})),
        widgets={WIDGET.replace("view", "state"): STATE},
    ),
    "broken.ipynb": "This is not JSON.",
    "deep.ipynb": f'{{"cells": {"[" * 5000}{"]" * 5000}}}',
}


@pytest.fixture(params=ORDERS)
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[HostileSite]:
    with hostile_site(tmp_path) as made:
        made.lay_out()
        conf = (
            f'import sys\nsys.path.insert(0, "{{}}")\nextensions = [{request.param}]\n'
        )
        text = (made.source / "conf.py").read_text("utf-8")
        folder = text.partition("sys.path.insert(0, '")[2].partition("'")[0]
        save(made.source / "conf.py", conf.format(folder) + 'html_theme = "basic"\n')
        for name, content in POSTS.items():
            made.post(name, content)
        yield made


def test_they_are_shown_and_not_run(site: HostileSite) -> None:
    built = site.build()
    assert built.status == 0, built.said
    assert "Traceback" not in built.said
    assert site.leaks() == []
    page = _page(site, "plain")
    assert "trace-of-a-program" in page.get_text()  # the code
    assert not page.select(".cell_output")
    outputs = _page(site, "outputs")
    assert "bold" in outputs.get_text()
    for name in ("markdown", "outputs"):
        page = _page(site, name)
        assert not [x for x in page.select("script") if "alert" in x.get_text()]
        assert not page.select("[onclick]")
    assert not list(site.output.rglob("*.svg"))
    # A widget loads the package from npm that it names.
    scripts = {x.get("src") for x in _page(site, "plain").select("script")}
    assert {x.get("src") for x in _page(site, "widgets").select("script")} <= scripts
    for place in (
        "asking.ipynb:1: WARNING: myst: enable_extensions",
        "widgets.ipynb:1: WARNING: the widgets of the notebook are left out",
        "broken.ipynb:1: WARNING: the notebook cannot be read",
        "deep.ipynb:1: WARNING: the notebook cannot be read",
    ):
        assert place in built.said


def test_an_owner_may_run_them(site: HostileSite) -> None:
    for path in (site.source / "posts").iterdir():
        if path.name != "plain.ipynb":
            path.unlink()
    conf = site.source / "conf.py"
    trusted = 'blog_trust_authors = ["posts/plain"]\n'
    conf.write_text(conf.read_text("utf-8") + trusted, "utf-8")
    built = site.build()
    assert built.status == 0, built.said
    assert (site.folder / TRACE).exists()
    output = _page(site, "plain").select_one(".cell_output")
    assert output
    assert "it ran" in output.get_text()


def _page(site: HostileSite, name: str) -> BeautifulSoup:
    text = (site.output / f"posts/{name}.html").read_text("utf-8")
    return BeautifulSoup(text, "html.parser")
