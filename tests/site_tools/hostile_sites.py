"""A site whose posts were written by somebody hostile, and what they are after.

What such posts name is really there: a secret beside the source folder, one in ``.git``
and one in the environment, a program among the posts that leaves a trace, and a server
that notes who asks.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_tools.edits import save
from site_tools.fresh_builds import Built, build
from site_tools.hostile_builds import listening
from site_tools.hostile_posts import SECRET
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRACE = "trace-of-a-program"
"""Name of the file that programs of contributors leave."""

CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = [
    "myst_parser", "permalink_blog.safe_reading", "permalink_blog.frontmatter",
    "permalink_blog.video", "permalink_blog.formulas", "sphinx_design",
    "sphinx.ext.autodoc", "sphinx.ext.autosummary",
    "sphinx.ext.graphviz", "sphinx.ext.ifconfig", "sphinx.ext.inheritance_diagram",
    "sphinx.ext.doctest", "others",
]
myst_enable_extensions = [
    "attrs_block", "attrs_inline", "colon_fence", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "substitution", "tasklist",
]
html_theme = "basic"
html_math_renderer = "mathml"
autosummary_generate = True
{more}
"""
OTHERS = '''
"""An extension of somebody else, whose directives do what texts ask for."""
import os
import socket
import subprocess
import urllib.request
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive


class Other(Directive):
    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        text = str(self.do(self.arguments[0]))
        return [nodes.literal_block(text, text)]


class Read(Other):
    def do(self, argument):
        return Path(argument).read_text()


class List(Other):
    def do(self, argument):
        return os.listdir(argument)


class Write(Other):
    def do(self, argument):
        return Path(argument).write_text("x")


class Run(Other):
    def do(self, argument):
        return subprocess.run(argument, shell=True, capture_output=True).stdout


class System(Other):
    def do(self, argument):
        return os.system(argument)


class Ask(Other):
    def do(self, argument):
        return urllib.request.urlopen(argument, timeout=5).read()


class Connect(Other):
    def do(self, argument):
        return socket.create_connection(("127.0.0.1", int(argument)), timeout=5)


class Import(Other):
    def do(self, argument):
        return __import__(argument, fromlist=["x"])


class Slow(Other):
    def do(self, argument):
        while True:
            pass


class Large(Other):
    def do(self, argument):
        found = []
        while True:
            found.append("x" * 1_000_000)


def fail(app, doctree, docname):
    if "It fails when it is resolved." in doctree.astext():
        raise KeyError("x is not recognized")


def take_long(app, pagename, templatename, context, doctree):
    if doctree is not None and "It takes long to write." in doctree.astext():
        while True:
            pass


def setup(app):
    app.connect("doctree-resolved", fail)
    app.connect("html-page-context", take_long)
    for kind in (Read, List, Write, Run, System, Ask, Connect, Import, Slow, Large):
        app.add_directive(f"other-{kind.__name__.lower()}", kind)
'''


@dataclass
class HostileSite:
    """A site with hostile posts.

    :ivar folder: of all of it
    :ivar port: where the server listens
    :ivar asked: what was sent to it
    :ivar output: of the builds
    """

    folder: Path
    port: int
    asked: list[str]
    output: Path

    @property
    def source(self) -> Path:
        return self.folder / "site"

    def lay_out(self, more: str = "") -> None:
        """Write what posts are after.

        :param more: lines of ``conf.py``
        """
        folder, source = self.folder, self.source
        trace = folder / TRACE
        save(folder / "secret.txt", f"{SECRET}\n")
        save(folder / "secret.csv", f"{SECRET},1\n")
        save(folder / "secret.png", SECRET)
        save(source / ".git/config", f"[core]\n{SECRET}\n")
        save(source / ".env", f"TOKEN={SECRET}\n")
        save(source / "env/pyvenv.cfg", "home = /usr/bin\n")
        save(source / "env/pip.conf", f"{SECRET}\n")
        save(source / "_build/html/draft.txt", f"{SECRET}\n")
        save(source / "posts/evil.py", f"open({str(trace)!r}, 'w').close()\n")
        save(source / "posts/run.sh", f"#!/bin/sh\ntouch '{trace}'\n")
        (source / "posts/run.sh").chmod(0o755)
        (source / "posts/link.txt").symlink_to(folder / "secret.txt")
        (source / "posts/link.png").symlink_to(folder / "secret.png")
        (source / "posts/stolen.md").symlink_to(folder / "secret.txt")
        save(source / "posts/ok.txt", "What is included.\n")
        save(source / "others.py", OTHERS)
        save(source / "conf.py", CONF.format(ext=str(PROJECT / "_ext"), more=more))
        save(
            source / "index.md",
            "# Index\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\nposts/*\n```\n",
        )
        save(source / "posts/good.md", "# Good\n\nNothing happens to it.\n")

    def post(self, name: str, text: str) -> None:
        """Write a post.

        :param text: of it, with ``@FOLDER@`` and ``@PORT@``
        """
        text = text.replace("@FOLDER@", str(self.folder))
        text = text.replace("@PORT@", str(self.port))
        save(self.source / f"posts/{name}", text)

    def build(self, builder: str = "html", parallel: int = 1) -> Built:
        """Run ``sphinx-build`` in the source folder."""
        arguments = ["-q", "-b", builder, "-j", str(parallel)]
        folders = ["-d", f"{self.output}-doctrees", str(self.source), str(self.output)]
        return build(
            [*arguments, *folders],
            self.folder / "said.txt",
            CANARY=SECRET,
            WORKING_FOLDER=str(self.source),
        )

    def build_well(self, builder: str = "html", parallel: int = 1) -> Built:
        """Run ``sphinx-build``, which must come to its end without a traceback."""
        made = self.build(builder, parallel)
        assert made.status == 0, made.said
        assert "Traceback" not in made.said
        return made

    def leaks(self) -> list[str]:
        """Return what of a secret, a program or a request there is."""
        found = [
            path.relative_to(self.folder).as_posix()
            for path in self.output.rglob("*")
            if path.is_file() and SECRET.encode() in path.read_bytes()
        ]
        found += [TRACE] if (self.folder / TRACE).exists() else []
        return found + [f"asked: {text}" for text in self.asked]


@contextmanager
def hostile_site(folder: Path) -> Iterator[HostileSite]:
    """Start the server, and give a site that knows it.

    :param folder: of all of it
    """
    with listening() as (port, asked):
        yield HostileSite(folder, port, asked, folder / "output")
