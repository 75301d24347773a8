"""Print the URL of a file, to open in a browser.

Usage: ``python tools/location.py FILE``
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    print(f"\nThe site is ready: {Path(sys.argv[1]).resolve().as_uri()}")
