"""Liquid that cannot cost more than :mod:`permalink_import.limits` allows.

python-liquid bounds loops, output and variables by itself, each for one template. What
it does not bound is done here: the rounds of all loops of a text together, the size of
what a filter is given and gives, and the number of includes.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from liquid import Environment, RenderContext
from liquid.exceptions import ResourceLimitError
from liquid.template import BoundTemplate

from permalink_import import limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from liquid.token import Token


_MULTIPLYING = frozenset({"replace", "join"})
"""Filters whose result may be as long as the product of what they are given."""


class TooCostlyError(ResourceLimitError):
    """A text asks for more than is allowed."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}: more than {most:,}", token=None)


class BoundedContext(RenderContext):
    """Counts what a text asks for."""

    rounds = 0
    includes = 0

    def raise_for_loop_limit(self, length: int = 1) -> None:
        """Count the rounds of a loop that begins.

        :param length: number of its rounds
        :raises TooCostlyError: if all loops of the text have too many
        """
        self.rounds += length
        if self.rounds > limits.LIQUID_ROUNDS:
            raise TooCostlyError("rounds of loops", limits.LIQUID_ROUNDS)

    def count_include(self) -> None:
        """Count an include.

        :raises TooCostlyError: if there are too many
        """
        self.includes += 1
        if self.includes > limits.LIQUID_INCLUDES:
            raise TooCostlyError("includes", limits.LIQUID_INCLUDES)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """Return a filter that checks the size of its arguments and of its result.

        :param name: of the filter, as in the template
        :param token: where it is used, for messages
        :raises TooCostlyError: when the filter is called with too much, or returns too
            much
        """
        function = super().filter(name, token)

        @wraps(function)
        def checked(*arguments: object, **named: object) -> object:
            sizes = [_checked(value) for value in (*arguments, *named.values())]
            if name in _MULTIPLYING and len(sizes) > 1:
                size = max(sizes[0], 1) * max(max(sizes[1:]), 1)
                if size > 10 * limits.LIQUID_TEXT:
                    raise TooCostlyError("characters", limits.LIQUID_TEXT)
            result = function(*arguments, **named)
            _checked(result)
            return result

        return checked


def _checked(value: object) -> int:
    """Return the size of a value.

    :raises TooCostlyError: if it is too large
    """
    if isinstance(value, int | float):
        if abs(value) > limits.LIQUID_NUMBER:
            raise TooCostlyError("a number", limits.LIQUID_NUMBER)
    elif isinstance(value, range | list | tuple):
        if len(value) > limits.LIQUID_ROUNDS:
            raise TooCostlyError("items of a list", limits.LIQUID_ROUNDS)
        return len(value)
    elif isinstance(value, str):
        if len(value) > limits.LIQUID_TEXT:
            raise TooCostlyError("characters", limits.LIQUID_TEXT)
        return len(value)
    return 1


class Template(BoundTemplate):
    """A template whose context counts."""

    context_class = BoundedContext


class BoundedEnvironment(Environment):
    """An environment in which no text is without end."""

    template_class = Template
    output_stream_limit = limits.LIQUID_TEXT
    local_namespace_limit = limits.LIQUID_VALUES
