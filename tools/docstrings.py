"""Check names and docstrings of ``_ext`` by the rules in CONTRIBUTING ("Code").

A docstring begins with what is done ("Return …", PEP 257). A public function documents
its parameters, unless their names or types say what they are. No two classes have one
name. Old terms do not come back. ``make lint`` runs this.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXT = Path(__file__).resolve().parent.parent / "_ext"
VAGUE = re.compile(
    r"(?:Ask|Be|Come|Deal|Find out|Give|Go|Have|How|Know|Learn|Let|Look|Mend|Name|Put"
    r"|Say|See|Settle|Take|Tell|Want|What|Where|Whether)\b"
)
"""First words that do not say what a function does: it returns, yields, writes, …"""
OLD_TERMS = r"(?:anew|facets?|ledgers?|mend(?:s|ed|ing)?|slips?|tell(?:s|ing)?|told)"
"""Words for which there are others: again, dependency, list, fix, mistake, report."""
OLD_IN_TEXT = re.compile(rf"\b{OLD_TERMS}\b", re.IGNORECASE)
OLD_IN_NAME = re.compile(rf"(?:^|_){OLD_TERMS}(?:_|$)", re.IGNORECASE)

EVIDENT = {
    *("app", "env", "builder", "config", "context", "doctree", "docname", "docnames"),
    *("pagename", "templatename", "node", "event", "exception"),
    *("added", "changed", "removed"),
}
"""Parameters of Sphinx's events and methods: a name has one meaning in all of them."""
GENERIC = {
    *("AbstractSet", "Any", "Callable", "Collection", "Iterable", "Iterator"),
    *("Mapping", "MutableMapping", "Sequence"),
}
"""Types that do not say what a value is; a class such as ``Location`` does."""


class Function(NamedTuple):
    """A function with its place, such as "permalink_blog.core.files: atomic_path"."""

    place: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    is_public: bool


def modules() -> dict[str, ast.Module]:
    """Return the syntax of all modules, by their names."""
    return {
        ".".join(path.relative_to(EXT).with_suffix("").parts): ast.parse(
            path.read_text("utf-8")
        )
        for path in sorted(EXT.rglob("*.py"))
    }


def functions(
    around: ast.AST, place: str, *, public: bool = True
) -> Iterator[Function]:
    """Yield the functions in a module, class or function.

    :param around: syntax of that
    :param place: name of that, for messages
    :param public: whether functions without an underscore are public
    """
    for node in ast.iter_child_nodes(around):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{place}: {node.name}"
            is_public = public and not node.name.startswith("_")
            yield Function(name, node, is_public and not is_setter(node))
            yield from functions(node, name, public=False)
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{place}: {node.name}", public=public)
        else:
            yield from functions(node, place, public=public)


def is_setter(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether a function is the setter of a property."""
    decorators = node.decorator_list
    return any(isinstance(x, ast.Attribute) and x.attr == "setter" for x in decorators)


def is_evident(argument: ast.arg) -> bool:
    """Return whether name or type of a parameter says what it is."""
    annotation = ast.unparse(argument.annotation) if argument.annotation else ""
    outer = annotation.removesuffix(" | None").partition("[")[0].rpartition(".")[2]
    has_class = outer[:1].isupper() and outer not in GENERIC
    return argument.arg.startswith("_") or argument.arg in EVIDENT or has_class


def undocumented(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Return the parameters that need an explanation, if none has one.

    :param function: syntax of a public function
    """
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    names = [x.arg for x in arguments if x.arg not in {"self", "cls"}]
    text = ast.get_docstring(function) or ""
    for name in names:
        if re.search(rf":param (?:[\w, ]*\W)?{name}:|\*{name}\*|``{name}``", text):
            return []
    return [x.arg for x in arguments if x.arg in names and not is_evident(x)]


def old_terms(tree: ast.Module) -> Iterator[str]:
    """Yield the old terms in docstrings, and the names that have one.

    :param tree: syntax of a module
    """
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(tree):
        if isinstance(node, documented):
            yield from OLD_IN_TEXT.findall(ast.get_docstring(node) or "")
        name = ""
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.name
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        if OLD_IN_NAME.search(name):
            yield name


def problems(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield what breaks the rules, a line each.

    :param trees: syntax of all modules, by their names
    """
    tops = [x for tree in trees.values() for x in tree.body]
    classes = Counter(x.name for x in tops if isinstance(x, ast.ClassDef))
    for name, count in classes.items():
        if count > 1:
            yield f"{count} classes are called {name}; add a word that says which"
    for module, tree in trees.items():
        for term in old_terms(tree):
            yield f"{module}: use another term for {term!r} (OLD_TERMS)"
        for each in functions(tree, module):
            text = ast.get_docstring(each.node) or ""
            if VAGUE.match(text):
                yield f"{each.place}: begin with what is done: {text.splitlines()[0]}"
            if not each.is_public:
                continue
            if names := undocumented(each.node):
                yield f"{each.place}: document {', '.join(names)}"


def main() -> int:
    """Print what breaks the rules.

    :returns: the exit status: 1 if anything does
    """
    found = list(problems(modules()))
    for line in found:
        print(line)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
