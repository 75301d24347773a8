"""Bounds of what an old site may cost: its files are somebody else's, and not trusted.

A text or file that exceeds one of them is left as it was written, or left out, and is
reported; the rest of the site is imported. All are far above what blogs have: of
twenty real ones, none comes within a tenth of any.
"""

from __future__ import annotations

LIQUID_ROUNDS = 100_000
"""Rounds of all loops of one text."""
LIQUID_INCLUDES = 5_000
"""Includes of one text, those in loops and in other includes too."""
LIQUID_TEXT = 5_000_000
"""Characters of a value, or of what one piece of Liquid outputs."""
LIQUID_VALUES = 50_000_000
"""Bytes of all variables of one text."""
LIQUID_NUMBER = 10**30
"""Absolute value of a number."""
DATE_WIDTH = 100
"""Columns that one directive of a date's format may ask for, as in ``%10d``."""
PANDOC_SECONDS = 30
"""Seconds that Pandoc may take for one text."""
TEXT_SECONDS = 30
"""Processor time for one text, each time that it is read or converted."""
TEXT_MEMORY = 1 << 30
"""Bytes by which the process may grow for one text."""
SETTING_SECONDS = 5
"""Processor time for an expression or a pattern of the settings, with one text."""
SETTING_MEMORY = 256 << 20
"""Bytes by which the process may grow for it."""
SETTING_LENGTH = 100_000
"""Characters or items of a setting that is made of others."""
URL_LENGTH = 10_000
"""Characters of a URL or slug that a pattern or an expression makes."""
SITE_SECONDS = 600
"""Processor time for all but the single texts."""
SITE_MEMORY = 4 << 30
"""Bytes by which the process may grow in all."""
FOLDERS = 50_000
"""Folders of an old site, each as often as symbolic links lead to it."""
