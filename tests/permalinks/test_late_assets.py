"""Scripts that an extension writes have a checksum where they are there in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

# As sphinxcontrib-jquery, which comes with sphinx_rtd_theme. A build may take its time.
CONF = """
import time
from pathlib import Path


def write(app, config):
    path = Path(app.outdir, "_static/own.js")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("own()")
    app.add_js_file("own.js")
    time.sleep(0.1)


def setup(app):
    app.connect("config-inited", write)
"""


def test_a_script_that_is_written_before_there_is_a_builder(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    site = written_site(build_root, tmp_path, {"a.md": "# A\n"}, conf=CONF)
    site.build()
    assert "own.js?v=" in str(site.page("a.html"))
    site.write({"a.md": "# Another\n"})
    assert site.differences() == []
