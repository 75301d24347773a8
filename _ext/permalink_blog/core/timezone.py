"""The setting for the site's time zone, which several extensions share."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from permalink_blog.core.dates import site_zone

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def add_timezone(app: Sphinx) -> None:
    """Register ``permalink_timezone``, unless another extension has done so."""
    if "permalink_timezone" not in app.config:
        app.add_config_value("permalink_timezone", "UTC", "env", types=(str,))
        app.connect("config-inited", _check_timezone)


def tomorrow(config: Config) -> datetime:
    """Return the next midnight in the site's time zone, as a naive time.

    Dates of posts are in that zone too, so that the machine's zone has no effect. A
    post from this moment on is in the future.
    """
    today = today_in(getattr(config, "permalink_timezone", "UTC"))
    return datetime.combine(today + timedelta(days=1), time())


def today_in(zone: str) -> date:
    """Return the day that it is in a time zone.

    :param zone: name in the IANA time zone database
    :raises ValueError: if there is none of this name
    """
    return datetime.now(site_zone(zone)).date()


def _check_timezone(_app: Sphinx, config: Config) -> None:
    name = config.permalink_timezone
    try:
        site_zone(name)
    except ValueError as error:
        msg = (
            f"permalink_timezone = {name!r}: expected a name of the IANA time zone "
            'database, such as "UTC" or "Europe/Berlin"'
        )
        raise ConfigError(msg) from error
