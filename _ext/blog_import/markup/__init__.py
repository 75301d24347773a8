"""Text of Jekyll's, Liquid and kramdown, made MyST: what posts use has its equivalent.

Nothing is dropped: what has no equivalent stays as it was written, and is a finding.
"""

from __future__ import annotations

from blog_import.markup.constructs import CONSTRUCTS, Construct
from blog_import.markup.context import Context
from blog_import.markup.conversion import convert

__all__ = ["CONSTRUCTS", "Construct", "Context", "convert"]
