"""What is written without a language is the same on all machines."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def forget_machine(app: Sphinx, config: Config) -> None:
    """Undo what Sphinx does first: it sets the locale of the machine.

    A build would say "03 Februar" on one machine and "03 February" on another. Posts
    have dates that know their language (:mod:`blog_languages.dates`).
    """
    locale.setlocale(locale.LC_TIME, "C")
