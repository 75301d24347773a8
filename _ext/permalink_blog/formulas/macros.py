"""The site's own commands, from ``conf.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.mathml.conversion import MacroError, Macros, converter
from permalink_blog.core.mathml.dialect import adapt

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


OPTION = "mathml_formulas_macros"
_logger = logging.getLogger(__name__)


def macros_of(config: Config) -> Macros:
    """Return the site's macros that :func:`check_macros` has accepted."""
    return tuple(config.mathml_formulas_macros.items())


def check_macros(_app: Sphinx, config: Config) -> None:
    """Leave the macros that can be read, by their names, and warn of the others."""
    good: dict[str, str] = {}
    for name, value in config.mathml_formulas_macros.items():
        # As MathJax has them: with the number of arguments, which the LaTeX tells too.
        latex = value[0] if isinstance(value, list | tuple) and value else value
        if isinstance(name, str) and isinstance(latex, str):
            good[name.removeprefix("\\")] = adapt(latex, display=False)
        else:
            _warn(name, f"{value!r} is not text")
    while True:
        try:
            converter(tuple(good.items()), namespace=False)
        except MacroError as error:
            _warn(error.name, str(error))
            del good[error.name]
        else:
            break
    config.mathml_formulas_macros = good


def _warn(name: object, problem: str) -> None:
    _logger.warning(
        "%s[%r] in conf.py cannot be used: %s. Expected a name of letters and its "
        r'LaTeX, such as "norm": r"\lVert #1 \rVert".',
        OPTION,
        name,
        problem,
        type="mathml_formulas",
        subtype="macro",
    )
