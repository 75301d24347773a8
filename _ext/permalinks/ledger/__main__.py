"""Run the ledger's commands."""

from __future__ import annotations

import sys

from permalinks.ledger.cli import main

sys.exit(main())
