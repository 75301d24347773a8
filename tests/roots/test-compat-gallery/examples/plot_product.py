"""
A product
=========

The example multiplies.
"""

from __future__ import annotations

product = 2 * 3
