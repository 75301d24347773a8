"""``python -m permalink_blog.preview FOLDER``: write the page before the first build.

If the very first build fails, there is no page that could show why, nor one that could
reload. So a page for what is not there is put into the folder; the site's own takes its
place.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


_STATIC = Path(__file__).parent / "static"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Nothing here</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>Nothing here</h1>
<p>There is no page at this address, or not yet. This page waits for one.</p>
</main>
<script data-missing="true" data-said="What the last build said"
 data-failed="The build failed">
{script}</script>
</body>
</html>
"""


def waiting_page() -> str:
    """Make the page."""
    script = (_STATIC / "blog-preview.js").read_text(encoding="utf-8")
    style = (_STATIC / "blog-preview.css").read_text(encoding="utf-8")
    return _PAGE.format(script=script, style=style)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit status
    """
    parser = argparse.ArgumentParser(
        "python -m permalink_blog.preview", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="the output folder of the preview")
    folder: Path = parser.parse_args(arguments).folder
    page = folder / "404.html"
    try:
        if not page.exists():
            folder.mkdir(parents=True, exist_ok=True)
            page.write_text(waiting_page(), encoding="utf-8")
    except OSError as error:
        print(f"{page} cannot be written: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
