"""Scripts that an extension writes have a checksum where they are there in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


LATE = """
from pathlib import Path


def write(app, exception):
    Path(app.outdir, "_static/own.js").write_text("own()")


def setup(app):
    app.add_js_file("own.js")
    app.connect("build-finished", write)
"""


def test_a_script_of_the_last_build_is_not_one_of_this(
    build_root: BuildRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build may follow at once, or the file server's clock be ahead."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - 10**9)
    site = written_site(build_root, tmp_path, {"a.md": "# A\n"}, conf=LATE)
    site.build()
    assert 'own.js"' in str(site.page("a.html"))
    site.write({"a.md": "# Another\n"})
    assert site.differences() == []
