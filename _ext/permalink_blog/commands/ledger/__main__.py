"""Run the ledger's commands."""

from __future__ import annotations

import sys

from permalink_blog.commands.ledger.cli import main

sys.exit(main())
