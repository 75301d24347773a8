"""Compile each Jinja template once for all builds of a process.

A theme has some twenty templates. Sphinx compiles them again for each build, which is a
quarter of the time that a build of a few pages takes.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from collections.abc import Hashable
    from types import CodeType

    from jinja2 import Environment


class CodeCache(BytecodeCache):
    """Keep code in memory, by all that it is compiled from."""

    def __init__(self) -> None:
        self._code: dict[Hashable, CodeType] = {}

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the code of a template, which is ``None`` before it is compiled."""
        known = (environment.extensions, environment.filters, environment.tests)
        escape = environment.autoescape
        escapes = escape(name) if callable(escape) else escape
        made_with = (type(environment), escapes, *map(frozenset, known))
        key: Hashable = (made_with, name, filename, source)
        bucket = Bucket(environment, key, "")  # type: ignore[arg-type]
        bucket.code = self._code.get(key)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        assert bucket.code is not None
        self._code[bucket.key] = bucket.code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load nothing: :meth:`get_bucket` has done so."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store nothing: :meth:`set_bucket` has done so."""


def keep_compiled_templates() -> None:
    """Give each of Sphinx's template environments the same cache."""
    cache, original = CodeCache(), BuiltinTemplateLoader.init

    @functools.wraps(original)
    def init(loader: BuiltinTemplateLoader, *arguments: Any, **options: Any) -> None:
        original(loader, *arguments, **options)
        loader.environment.bytecode_cache = cache

    BuiltinTemplateLoader.init = init  # type: ignore[assignment, method-assign]
