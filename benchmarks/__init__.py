"""Benchmarks: this site beside other generators, on the same posts in the same run."""

from __future__ import annotations
