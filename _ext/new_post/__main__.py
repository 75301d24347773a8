"""Run the command."""

from __future__ import annotations

import sys

from new_post.cli import main

sys.exit(main())
