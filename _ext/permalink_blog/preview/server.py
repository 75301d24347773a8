"""``python -m permalink_blog.preview.server``: sphinx-autobuild, for this machine.

It takes the options of sphinx-autobuild, and ``--allow-host NAME`` for each further
name by which the preview may be opened.

sphinx-autobuild (2025.8.25) has no option for it: it answers any Host and Origin
(sphinx-doc/sphinx-autobuild, ``__main__._create_app``). What is changed in it is here.
"""

from __future__ import annotations

import argparse
import sys
from inspect import signature
from typing import TYPE_CHECKING, Any

from sphinx_autobuild import __main__ as autobuild

from permalink_blog.preview.hosts import LOCAL_HOSTS, CheckHosts, split_authority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.applications import Starlette


_PARAMETERS = ["watch_dirs", "ignore_handler", "builder", "out_dir", "url_host"]


def allowed_hosts(extra: Sequence[str], served: str) -> frozenset[str]:
    """Return the names by which a preview may be opened.

    :param extra: names that the owner allows
    :param served: where the server listens: host and port
    """
    found = split_authority(served)
    own = {found[0]} - {"0.0.0.0"} if found else set()  # noqa: S104 - all, and no name
    return LOCAL_HOSTS | own | {name.lower().strip("[]") for name in extra}


def check_hosts(extra: Sequence[str]) -> None:
    """Make the server of sphinx-autobuild check the names of hosts.

    :param extra: names that are allowed besides those of this machine
    :raises RuntimeError: for a sphinx-autobuild that makes its server in another way
    """
    create = getattr(autobuild, "_create_app", None)
    if create is None or list(signature(create).parameters) != _PARAMETERS:
        msg = (
            "unsupported version of sphinx-autobuild: its server cannot be made to "
            "check host names. Install the version in requirements.txt"
        )
        raise RuntimeError(msg)

    def create_app(*arguments: Any) -> Starlette:
        app: Starlette = create(*arguments)
        hosts = allowed_hosts(extra, arguments[_PARAMETERS.index("url_host")])
        app.add_middleware(CheckHosts, hosts=hosts)
        return app

    autobuild._create_app = create_app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit status
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME")
    options, others = parser.parse_known_args(arguments)
    try:
        check_hosts(options.allow_host)
    except RuntimeError as error:
        print(f"blog_preview: {error}", file=sys.stderr)
        return 1
    autobuild.main(others)
    return 0


if __name__ == "__main__":
    sys.exit(main())
