"""Notebooks of MyST-NB, with the guard that Markdown has.

What fails in a cell is shown as it is written. A notebook that cannot be executed, for
want of a kernel say, is shown without new outputs; one that cannot be read at all costs
a warning. What a notebook of a contributor may ask for is in :mod:`.notebooks`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from myst_nb.core.execute import ExecutionError
from myst_nb.core.read import is_myst_markdown_notebook
from myst_nb.sphinx_ import Parser, SphinxNbRenderer
from sphinx.errors import ExtensionError, SphinxError

from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.frontmatter.notebooks import NOTEBOOK_KEYS, quote_dates
from permalink_blog.safe_reading.parser import GuardedRenderer, SafeMystParser
from permalink_blog.safe_reading.report import name_error, warn
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.myst_nb import GUARDED_RENDERER, replace_renderer

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_OFF = "off"


class GuardedNotebookRenderer(GuardedRenderer, SphinxNbRenderer):  # type: ignore[misc]
    """Makes nodes of the cells of a notebook; what it fails at stays text."""


def guard_renderer(app: Sphinx) -> None:
    """Make MyST-NB's parser use the guarded renderer."""
    guarded = GuardedNotebookRenderer
    use(app, replace(GUARDED_RENDERER, apply=lambda _app: replace_renderer(guarded)))


class SafeNotebookParser(SafeMystParser, Parser):  # type: ignore[misc]
    """Parses notebooks as MyST-NB does, and takes no harm from them."""

    supported: tuple[str, ...] = Parser.supported  # type: ignore[misc]

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a source, which may be Markdown without any cells.

        :param inputstring: the source
        :param document: gets the nodes
        """
        env = document.settings.env
        if not _is_notebook(env, inputstring, document):
            super().parse(inputstring, document)
            return
        inputstring = quote_dates(inputstring)
        mode = env.mystnb_config.execution_mode
        problem = self._read(inputstring, document, mode)
        if problem is None:
            return
        if mode != _OFF:
            other = self._read(inputstring, document, _OFF)
            if other is None:
                message = (
                    f"the notebook cannot be executed ({name_error(problem)}): it is "
                    "shown without new outputs"
                )
                warn("notebook", message, (env.docname, 1))
                return
            problem = other
        message = (
            f"the notebook cannot be read ({name_error(problem)}), and is left out"
        )
        warn("notebook", message, (env.docname, 1))
        head = FRONT_MATTER.match(inputstring)
        super().parse(head[0] if head else "", document)

    def _read(
        self, inputstring: str, document: nodes.document, mode: str
    ) -> Exception | None:
        """Read a notebook.

        :param mode: of execution
        :returns: what it failed at
        """
        env = document.settings.env
        site = env.mystnb_config
        if mode != site.execution_mode:
            env.mystnb_config = replace(site, execution_mode=mode)
        try:
            Parser.parse(self, inputstring, document)
        except ExecutionError as error:  # nb_execution_raise_on_error
            msg = f"{env.docname}: the notebook fails: {name_error(error)}"
            raise ExtensionError(msg, error) from error
        except SphinxError:
            raise
        except Exception as error:
            document.children.clear()
            for name in ("nb_renderer", "nb_js_files"):
                document.attributes.pop(name, None)
            return error
        finally:
            env.mystnb_config = site
        return None


def _is_notebook(env: BuildEnvironment, text: str, document: nodes.document) -> bool:
    """Return whether MyST-NB reads a source as a notebook, and not as Markdown."""
    if (document.current_source or "").endswith("<translated>"):
        return False
    formats = (".ipynb", *env.mystnb_config.custom_formats)  # type: ignore[attr-defined]
    if str(env.doc2path(env.docname)).endswith(formats):
        return True
    head = FRONT_MATTER.match(text)
    if head is None or not NOTEBOOK_KEYS.search(head["yaml"]):
        return False
    try:
        return bool(is_myst_markdown_notebook(text))
    except Exception:  # such as "jupytext: yes"
        return False
