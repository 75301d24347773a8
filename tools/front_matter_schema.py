"""Write the JSON Schema of front matter anew, from the code's own data.

Usage: ``python tools/front_matter_schema.py``
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "_ext"))

from permalink_blog.checks.schema import FILE, schema_text

if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
