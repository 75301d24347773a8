"""The command that checks and extends the ledger."""

from __future__ import annotations
