"""Substitutions of MyST in documents of contributors: a small part of Jinja.

``{{ name }}`` is an expression of Jinja, which MyST evaluates in an environment that
reaches all of Python. Here it may read values, choose and format them: enough for
``{{ name | upper }}`` and ``{{ env.config.version }}``, and nothing in it runs code,
reads a file or grows beyond what it is made of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.budget import BudgetExceededError
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.myst import SUBSTITUTIONS, replace_jinja

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "e", "escape", "first"}
    | {"float", "int", "last", "length", "list", "lower", "max", "min", "reverse"}
    | {"sort", "string", "sum", "title", "trim", "unique", "upper", "wordcount"}
)
"""Filters whose result is no larger than what they are given."""

_METHODS: dict[type, frozenset[str]] = {
    str: frozenset({"upper", "lower", "title", "capitalize", "strip", "startswith"})
    | frozenset({"endswith", "split", "isdigit"}),
    dict: frozenset({"get", "items", "keys", "values"}),
    date: frozenset({"isoformat", "year", "month", "day"}),
}

CONFIG_VALUES = (
    *("project", "author", "copyright", "version", "release", "language"),
    *("html_title", "html_baseurl", "blog_title", "blog_baseurl"),
)
"""Configuration values that a substitution may show: each page shows them anyway."""

_LARGEST = 1e15  # of a number that a product or a power may be


class SafeSubstitutions(SandboxedEnvironment):
    """The environment in which a substitution is evaluated."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()
        self.filters = {k: _bounded(self.filters[k]) for k in FILTERS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether an expression may read an attribute.

        :param obj: any value in the expression
        :param attr: name of the attribute
        :param value: of the attribute
        """
        if isinstance(obj, SimpleNamespace):  # "env", below
            return not attr.startswith("_")
        return any(
            isinstance(obj, kind) and attr in names for kind, names in _METHODS.items()
        )

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether an expression may call something: only a safe method.

        :param obj: bound method or other callable
        """
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        return self.is_safe_attribute(owner, name, obj)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute an operation whose result may be large, for small numbers only.

        :param context: of Jinja
        :param operator: such as "**"
        :param left: operand
        :param right: operand
        :raises SecurityError: for other values
        """
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers or abs(left) > _LARGEST or abs(right) > _LARGEST:
            raise SecurityError(f"{operator} is for small numbers")
        if operator == "**" and abs(right) > 50:  # 10^15 to the 50th is 750 digits
            raise SecurityError("the exponent is too large")
        return super().call_binop(context, operator, left, right)


def _bounded(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter for values that are not large.

    ``x | list | string | list`` is five times as long as ``x``, each time.
    """

    @wraps(apply)
    def bounded(*arguments: Any, **more: Any) -> Any:
        for value in arguments:
            try:
                length = len(value)
            except TypeError:  # a number
                continue
            if length > limits.FILTERED_LENGTH:
                most = limits.FILTERED_LENGTH
                raise SecurityError(f"a filter is for at most {most:,} characters")
        return apply(*arguments, **more)

    return bounded


class _Template:
    """An expression with the interface that MyST expects.

    :ivar expression: "{{ … }}"
    """

    def __init__(self, expression: jinja2.Template, env: object) -> None:
        self._expression = expression
        self._env = env

    def render(self, variables: dict[str, Any]) -> str:
        """Return the text of the expression.

        :param variables: of MyST: settings and front matter
        :raises SecurityError: if the text is too long
        """
        text = self._expression.render({**variables, "env": self._env})
        if len(text) > limits.SUBSTITUTION_LENGTH:
            raise SecurityError(f"more than {limits.SUBSTITUTION_LENGTH:,} characters")
        return text


class Substitutions:
    """The substitutions of one document.

    :param env: the environment that reads it
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._count = 0
        self._made: SafeSubstitutions | None = None
        config = {x: str(getattr(env.config, x, "")) for x in CONFIG_VALUES}
        self._view = SimpleNamespace(
            docname=env.docname, config=SimpleNamespace(**config)
        )

    def environment(self, **options: Any) -> SimpleNamespace:
        """Return what MyST makes an expression and its names with."""
        self._count += 1
        if self._count > limits.SUBSTITUTIONS:
            count = limits.SUBSTITUTIONS
            raise BudgetExceededError(f"it has more than {count:,} substitutions")
        if self._made is None:
            self._made = SafeSubstitutions(**options)
        made = self._made

        def from_string(text: str) -> _Template:
            if len(text) > limits.EXPRESSION_LENGTH:
                count = limits.EXPRESSION_LENGTH
                raise SecurityError(f"an expression of more than {count} characters")
            return _Template(made.from_string(text), self._view)

        return SimpleNamespace(from_string=from_string, parse=made.parse)


_current: Substitutions | None = None


def _environment(**options: Any) -> Any:
    """Make the environment that the document which is read now may use."""
    if _current is None:
        return jinja2.Environment(**options)  # noqa: S701 - Markdown, and the owner's
    return _current.environment(**options)


def enter(env: BuildEnvironment | None) -> Callable[[], None]:
    """Evaluate substitutions for a document.

    :param env: the environment that reads a document of a contributor; ``None`` for
        one that is trusted
    :returns: what ends it
    """
    global _current
    before, _current = _current, Substitutions(env) if env is not None else None

    def leave() -> None:
        global _current
        _current = before

    return leave


def guard_substitutions(app: Sphinx) -> None:
    """Make MyST use the restricted environment for substitutions."""
    use(app, replace(SUBSTITUTIONS, apply=lambda _app: replace_jinja(_environment)))
