"""The site's settings, read from mkdocs.yml.

In: the path of mkdocs.yml. Out: frozen Settings, or Problems. MkDocs reads the same file for the theme; what it alone
needs (theme, nav, hooks) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from yaml_env_tag import construct_env_tag

from generator.base.cache import digest
from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem, suggestion


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site's administrator decides."""

    root: Path
    """The project's folder: the one that holds mkdocs.yml."""
    site_name: Mapping[str, str]
    """The site's name by language."""
    site_url: str = ""
    """Where the site will stand, ending in a slash; empty when not known."""
    stories_dir: Path = Path("stories")
    site_dir: Path = Path("site")
    overrides_dir: Path = Path("overrides")
    cache_dir: Path = Path(".cache/delight")
    languages: tuple[str, ...] = ("ko", "en")
    """The languages of the site; the first is the one that stories are written in."""
    page_size: int = 24
    """Stories on one page of a list."""
    audience: str = "internal"
    """Who reads this site: `internal` (the whole group) or `public`."""
    affiliate: str = ""
    """The affiliate whose own site this is, which may show what is kept to that affiliate; empty for the group's."""
    contact: Mapping[str, str] = field(default_factory=dict)
    """Where readers write to: `tell` a story, `report` a mistake, ask to `remove` one; web or mail addresses."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Colours and faces of the company's own, by the name of the token in overrides/style/tokens.css."""
    extensions: tuple[str, ...] = ()
    """Further Python-Markdown extensions, in the order of mkdocs.yml."""
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fingerprint: str = ""
    """A key of everything in mkdocs.yml."""

    @property
    def source(self) -> str:
        """The language that stories are written in first."""
        return self.languages[0]

    @property
    def base_path(self) -> str:
        """The path below which the site stands: `/` or `/delight/`."""
        return urlsplit(self.site_url).path or "/"


OPTIONS = (
    "languages",
    "site_name",
    "page_size",
    "audience",
    "affiliate",
    "overrides_dir",
    "cache_dir",
    "contact",
    "tokens",
)
"""What stands below `stories:` in the list of plugins."""

CONTACTS = ("tell", "report", "remove")
"""What readers write for."""
_CHOICES = {"audience": ("internal", "public")}


def read_settings(config: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings of a project; with problems, the settings are the defaults."""
    config = config.resolve()
    shown = config.name
    fallback = Settings(root=config.parent, site_name=dict.fromkeys(NAMES, "delight"))
    try:
        raw = _load(config)
    except (OSError, UnicodeDecodeError) as error:
        return fallback, (problem(Place(shown), "settings-unreadable", reason=error),)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        return fallback, (problem(place, "settings-not-yaml", reason=error.problem),)
    if not isinstance(raw, dict):
        return fallback, (problem(Place(shown), "settings-not-yaml", reason="mapping"),)
    options = _plugin_options(raw)
    problems = tuple(_problems_of(options, Place(shown)))
    return (fallback, problems) if problems else (_settings(config.parent, raw, options), ())


def _load(config: Path) -> Any:
    """Load a MkDocs configuration, following INHERIT; tags that only MkDocs understands are left out."""
    raw = yaml.load(config.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    if isinstance(raw, dict) and isinstance(parent := raw.pop("INHERIT", None), str):
        return _merged(_load(config.parent / parent), raw)
    return raw


class _Loader(yaml.SafeLoader):
    """Reads `!ENV` as MkDocs does, and any other tag as nothing."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def _merged(below: Any, above: Any) -> Any:
    """Return `above` laid over `below`, mapping by mapping."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {
        key: _merged(below[key], value) if key in below else value for key, value in above.items()
    }


def _plugin_options(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands below `stories:` in the list (or mapping) of plugins."""
    plugins = raw.get("plugins") or []
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else [item for entry in plugins if isinstance(entry, dict) for item in entry.items()]
    )
    return next((dict(value or {}) for key, value in entries if key == "stories"), {})


def _problems_of(options: Mapping[str, Any], place: Place) -> list[Problem]:
    """Find options that are unknown or of the wrong kind."""
    found = [
        problem(place, "settings-unknown", option=key, nearest=suggestion(str(key), OPTIONS))
        for key in options
        if key not in OPTIONS
    ]
    languages = options.get("languages", ["ko"])
    if not isinstance(languages, list) or not languages or not set(map(str, languages)) <= set(NAMES):
        found.append(problem(place, "settings-wrong", option="languages", wanted="[ko, en]"))
    size = options.get("page_size", 1)
    if type(size) is not int or not 1 <= size <= 1000:
        found.append(problem(place, "settings-wrong", option="page_size", wanted="24"))
    contact = options.get("contact") or {}
    if not isinstance(contact, dict) or not set(contact) <= set(CONTACTS):
        found.append(
            problem(place, "settings-wrong", option="contact", wanted="{tell: stories@company.example}")
        )
    tokens = options.get("tokens") or {}
    if not isinstance(tokens, dict) or any(re.search(r"[;{}<>]", str(value)) for value in tokens.values()):
        found.append(
            problem(place, "settings-wrong", option="tokens", wanted='{accent: ["#a8372c", "#ee8f78"]}')
        )
    found += [
        problem(place, "settings-wrong", option=key, wanted=" | ".join(choices))
        for key, choices in _CHOICES.items()
        if options.get(key, choices[0]) not in choices
    ]
    return found


def _settings(root: Path, raw: Mapping[str, Any], options: Mapping[str, Any]) -> Settings:
    """Build the settings from a configuration that has no problems."""
    theme = raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    names = options.get("site_name") or {}
    url = str(raw.get("site_url") or "")
    extensions, configs = _extensions(raw.get("markdown_extensions") or [])
    given = {
        "site_name": {code: str(names.get(code) or raw.get("site_name") or "delight") for code in NAMES},
        "site_url": url if not url or url.endswith("/") else url + "/",
        "stories_dir": root / (raw.get("docs_dir") or "stories"),
        "site_dir": root / (raw.get("site_dir") or "site"),
        "overrides_dir": root / (options.get("overrides_dir") or custom or "overrides"),
        "cache_dir": root / (options.get("cache_dir") or ".cache/delight"),
        "languages": tuple(options.get("languages") or ("ko", "en")),
        "contact": {
            key: _address(str(value)) for key, value in (options.get("contact") or {}).items() if value
        },
        "tokens": {str(key): _token(value) for key, value in (options.get("tokens") or {}).items()},
        "extensions": extensions,
        "extension_configs": configs,
        "fingerprint": digest(repr(raw)),
    }
    known = {one.name for one in fields(Settings)}
    return Settings(root=root, **({k: v for k, v in options.items() if k in known} | given))


def _address(given: str) -> str:
    """Return where a reader writes to; a bare mail address becomes a `mailto:`."""
    return f"mailto:{given}" if "@" in given and ":" not in given else given


def _token(value: Any) -> str:
    """Return the value of a token; two colours are for a light and a dark page."""
    return (
        f"light-dark({value[0]}, {value[1]})" if isinstance(value, list) and len(value) == 2 else str(value)
    )


def _extensions(entries: Any) -> tuple[tuple[str, ...], dict[str, dict[str, Any]]]:
    """Return MkDocs' list (or mapping) of Markdown extensions as names and their settings."""
    pairs = (
        entries.items()
        if isinstance(entries, dict)
        else [
            item
            for entry in entries
            for item in (entry.items() if isinstance(entry, dict) else [(entry, None)])
        ]
    )
    configs = {str(name): dict(config or {}) for name, config in pairs}
    return tuple(configs), {name: config for name, config in configs.items() if config}
