"""Run the import."""

from __future__ import annotations

import sys

from permalink_import.cli import main

sys.exit(main())
