"""Run the command."""

from __future__ import annotations

import sys

from permalink_blog.commands.new.cli import main

sys.exit(main())
