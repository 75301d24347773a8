"""Optional packages: the extras of the distribution that bring them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTRIBUTION = "sphinx-permalink-blog"
"""The name that pip knows."""

EXTRAS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fastjsonschema": ("fastjsonschema", "checks"),
        "liquid": ("python-liquid", "import"),
        "math_core": ("math-core", "formulas"),
        "myst_nb": ("myst-nb", "notebooks"),
        "pydata_sphinx_theme": ("pydata-sphinx-theme", "site"),
        "sphinx_autobuild": ("sphinx-autobuild", "site"),
    }
)
"""Import name of an optional package to its name for pip, and the extra that has it."""


def how_to_install(module: str) -> str:
    """Return the command that installs an optional package.

    :param module: its import name, a key of :data:`EXTRAS`
    :returns: such as ``pip install math-core, or "sphinx-permalink-blog[formulas]"``
    """
    package, extra = EXTRAS[module]
    return f'pip install {package}, or "{DISTRIBUTION}[{extra}]"'


def missing_package(error: ModuleNotFoundError) -> str:
    """Return which optional package an import lacks, and how to install it.

    :returns: "" if it is not one of :data:`EXTRAS`
    """
    module = (error.name or "").partition(".")[0]
    if module not in EXTRAS:
        return ""
    return f"{EXTRAS[module][0]} is not installed: {how_to_install(module)}"
