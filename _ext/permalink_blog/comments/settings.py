"""The settings of comments and of the counter, checked key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


GISCUS = "https://giscus.app"
MAPPINGS = ("specific", "pathname", "url", "title", "og:title")
SERVICES = ("goatcounter", "plausible")
PLACES = ("end", "template")

# https://docs.github.com/get-started: a user's name, and a repository's
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_WORD = re.compile(r"[A-Za-z0-9_=+/-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")
_HOST = re.compile(r"[^\s/:?#@]+")


class SettingsError(ValueError):
    """Something in a mapping of ``conf.py`` is wrong; each line says what."""


@dataclass(frozen=True, slots=True)
class SettingKey:
    """A key of a mapping in ``conf.py``.

    :param expected: what a message says that its value should be
    :param is_valid: says whether a value is that
    """

    expected: str
    is_valid: Callable[[Any], bool]
    required: bool = False


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _one_of(*choices: str) -> SettingKey:
    return SettingKey(
        " or ".join(f'"{each}"' for each in choices), choices.__contains__
    )


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_url(value: Any, *, scheme: str = "https") -> bool:
    """Return whether a value is a URL without query and fragment.

    :param value: of any type
    :param scheme: that it must have
    """
    if not isinstance(value, str) or any(c.isspace() for c in value):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:  # "https://["
        return False
    return parts.scheme == scheme and bool(host) and not (parts.query or parts.fragment)


def _is_origin(value: Any) -> bool:
    return is_url(value) and urlsplit(value).path == ""


def _is_endpoint(value: Any) -> bool:
    return is_url(value) and len(urlsplit(value).path) > 1


_SHOWN = "as https://giscus.app shows it when it is given the repository"
_THEME = SettingKey(
    'the name of a theme of giscus, such as "light" or "noborder_dark", '
    "or the https URL of a style sheet",
    _matches(re.compile(r"[a-z_]+|https://\S+")),
)

COMMENTS = {
    "repo": SettingKey(
        'a repository on GitHub, "owner/name"', _matches(_REPOSITORY), required=True
    ),
    "repo_id": SettingKey(
        f"the repository's id, {_SHOWN}", _matches(_WORD), required=True
    ),
    "category": SettingKey("the name of a category of its discussions", _is_line, True),
    "category_id": SettingKey(
        f"the category's id, {_SHOWN}", _matches(_WORD), required=True
    ),
    "mapping": _one_of(*MAPPINGS),
    "strict": SettingKey("True or False", _is_flag),
    "reactions": SettingKey("True or False", _is_flag),
    "input_position": _one_of("bottom", "top"),
    "theme_light": _THEME,
    "theme_dark": _THEME,
    "lang": SettingKey(
        'a language that giscus speaks, such as "de" or "zh-CN"', _matches(_LANGUAGE)
    ),
    "server": SettingKey(
        'the address of a giscus of your own, "https://host" without a path',
        _is_origin,
    ),
    "place": _one_of(*PLACES),
}
COUNTER = {
    "service": SettingKey(
        _one_of(*SERVICES).expected, SERVICES.__contains__, required=True
    ),
    "url": SettingKey(
        'an https URL that counts: "https://CODE.goatcounter.com/count" or '
        '"https://plausible.io/api/event"',
        _is_endpoint,
        required=True,
    ),
    "domain": SettingKey(
        'the name of the site at Plausible, such as "example.org"', _matches(_HOST)
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """The settings of giscus.

    :param mapping: how a page finds its discussion; "specific" is by its term
    :param strict: the whole title has to be the same, and not words of it
    :param lang: of its texts; ``None`` for the site's
    :param place: "end" of the page's text, "template", or ``None`` for what suits
    """

    repo: str
    repo_id: str
    category: str
    category_id: str
    mapping: str = MAPPINGS[0]
    strict: bool = True
    reactions: bool = True
    input_position: str = "bottom"
    theme_light: str = "light"
    theme_dark: str = "dark"
    lang: str | None = None
    server: str = GISCUS
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The service that counts visits, and its URL.

    :param domain: of the site at Plausible; "" for the host of the site
    """

    service: str
    url: str
    domain: str = ""


def read_comments(value: object) -> Comments | None:
    """Return the settings of ``on_demand_comments``; ``None`` if it is off.

    :param value: in ``conf.py``
    :raises SettingsError: for the first invalid key
    """
    found = _read("on_demand_comments", value, COMMENTS)
    return Comments(**found) if found else None


def read_counter(value: object) -> Counter | None:
    """Return the settings of ``on_demand_counter``; ``None`` if it is off.

    :param value: in ``conf.py``
    :raises SettingsError: for the first invalid key
    """
    found = _read("on_demand_counter", value, COUNTER)
    return Counter(**found) if found else None


def _read(name: str, value: object, keys: Mapping[str, SettingKey]) -> dict[str, Any]:
    """Check a mapping.

    :param name: of the config value
    :raises SettingsError: naming every key that is wrong, its value, what is expected
    """
    if value is None or value == {}:
        return {}
    if not isinstance(value, dict):
        msg = f"{name} = {value!r}: expected a mapping, with the keys {_list(keys)}"
        raise SettingsError(msg)
    wrong = [
        f"{name}[{key!r}]: no such key{_guess(key, keys)}"
        for key in value
        if key not in keys
    ]
    for name_of_key, key in keys.items():
        if name_of_key not in value:
            if key.required:
                wrong.append(
                    f'{name}["{name_of_key}"] is missing: expected {key.expected}'
                )
        elif not key.is_valid(value[name_of_key]):
            given = f'{name}["{name_of_key}"] = {value[name_of_key]!r}'
            wrong.append(f"{given}: expected {key.expected}")
    if wrong:
        raise SettingsError("\n".join(wrong))
    return value


def _guess(key: object, keys: Mapping[str, SettingKey]) -> str:
    close = get_close_matches(str(key), keys, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; expected {_list(keys)}"


def _list(keys: Mapping[str, SettingKey]) -> str:
    return ", ".join(f'"{key}"' for key in keys)
