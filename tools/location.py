"""Print the URL of a file, to open in a browser.

Usage: ``python tools/location.py FILE``
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    made = Path(sys.argv[1]).resolve()
    what = "site" if made.suffix == ".html" else "book"
    print(f"\nThe {what} is ready: {made.as_uri()}")
