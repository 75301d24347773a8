"""TOML, YAML and JSON of Hugo's configuration and front matter."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import check_yaml


def parse_text(text: str, form: str) -> Any:
    """Parse TOML, YAML or JSON; all keys get lower case.

    :param form: "toml", "yaml", "yml" or "json"
    :raises ValueError: , ``yaml.YAMLError`` or RecursionError, for what is none or is
        too large
    """
    if form == "toml":
        return lower_keys(tomllib.loads(text))
    if form == "json":
        return lower_keys(json.loads(text))
    check_yaml(yaml.compose(text, Loader=yaml.SafeLoader))
    return lower_keys(yaml.safe_load(text) or {})


def lower_keys(value: Any) -> Any:
    """Return a value with all keys in lower case, as Hugo reads them.

    :param value: of TOML, YAML or JSON, of any type
    """
    if isinstance(value, dict):
        return {str(key).lower(): lower_keys(item) for key, item in value.items()}
    return [lower_keys(item) for item in value] if isinstance(value, list) else value
