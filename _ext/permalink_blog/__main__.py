"""Run the console command: ``python -m permalink_blog``."""

from __future__ import annotations

import sys

from permalink_blog.commands.console import main

if __name__ == "__main__":
    sys.exit(main())
