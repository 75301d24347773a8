"""Formulas of LaTeX as MathML."""

from __future__ import annotations
