"""The site's settings, read from mkdocs.yml.

In: the path of mkdocs.yml. Out: frozen Settings, or Problems. MkDocs reads the same file for the theme; what it alone
needs (theme, nav, hooks) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any, cast
from urllib.parse import urlsplit

import yaml
from yaml_env_tag import construct_env_tag

from generator.base.cache import digest
from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem, reason_of, suggestion
from generator.base.yaml_errors import place_of, problem_of

USUAL_PACKAGES = ("scorm12", "scorm2004", "cmi5", "cc11", "cc13")
PACKAGES = (*USUAL_PACKAGES, "scorm12-single", "scorm12-thin", "scorm2004-thin", "cmi5-thin")
"""The formats of packages for an LMS."""


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
    links_file: Path = Path("links.lock")
    """Where every address that was ever published is written down."""
    languages: tuple[str, ...] = ("ko", "en")
    """The languages of the site; the first is the one that stories are written in."""
    page_size: int = 24
    """Stories on one page of a list."""
    audience: str = "internal"
    """Who reads this site: `internal` (the whole group) or `public`."""
    affiliate: str = ""
    """The affiliate whose own site this is, which may show what is kept to that affiliate; empty for the group's."""
    media_base: str = ""
    """Where the intranet's media host keeps films, ending in a slash; empty where there is none."""
    contact: Mapping[str, str] = field(default_factory=dict)
    """Where readers write to: `tell` a story, `report` a mistake, ask to `remove` one; web or mail addresses."""
    clip_fonts: tuple[Path, ...] = ()
    """Font files that clips are set in, a regular and a bold weight or one for both; empty for what the machine has."""
    views_file: Path = Path("views.json")
    """How often each story was opened and watched; the file that `delight views import` writes."""
    most_watched_from: int = 10
    """How often a story has to be seen to stand among the most watched: a small number tells more of its readers than of it."""
    packages: tuple[str, ...] = USUAL_PACKAGES
    """The formats in which a build makes packages for an LMS."""
    packages_at: Place | None = field(default=None, repr=False)
    """Where the formats are named; None where they are the usual ones."""
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


CONTACTS = ("tell", "report", "remove")
"""What readers write for."""
_CONTACT = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+|[^@\s:<>\"]+@[^@\s:<>\"]+")
_TOKEN_NAME = re.compile(r"[a-z][a-z0-9-]*")

_RAISED_BY_VALUES = (ValueError, ArithmeticError, LookupError, AttributeError, TypeError, RecursionError)
"""What PyYAML lets through from values such as `2024-02-31`, `!!int ""` and `!!bool maybe`, and from deep nesting."""


def read_settings(config: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings of a project; with problems, the settings are the defaults."""
    config = config.resolve()
    fallback = Settings(root=config.parent, site_name=dict.fromkeys(NAMES, "delight"))
    read = _Reading(config.name)
    raw = _load(config, config.name, read)
    options = _plugin_options(raw)
    problems = tuple(read.problems or _problems_of(raw, options, read))
    return (fallback, problems) if problems else (_settings(config.parent, raw, options, read), ())


@dataclass
class _Reading:
    """A configuration being read, with what it inherits. Lives only meanwhile."""

    name: str
    names: dict[str, Place] = field(default_factory=dict)
    """Where each setting's name stands, that of a setting of the plugin as `stories.languages`."""
    values: dict[str, Place] = field(default_factory=dict)
    """Where each setting's value stands."""
    problems: list[Problem] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)

    def mark(self, node: Any, shown: str, before: str = "") -> None:
        """Remember where the settings of a mapping stand, those of the plugin too."""
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            name = f"{before}{key.value}"
            self.names[name] = place_of(key.start_mark, shown)
            self.values[name] = place_of(value.start_mark, shown)
            if name in ("plugins", "plugins.stories"):
                for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    self.mark(one, shown, f"{name}.")

    def wrong(self, option: str, wanted: str, before: str = "") -> Problem:
        """Return the problem that a setting should be something like `wanted`."""
        place = self.values.get(f"{before}{option}", Place(self.name))
        return problem(place, "settings-wrong", option=option, wanted=wanted)


def _load(config: Path, shown: str, read: _Reading) -> dict[str, Any]:
    """Load a MkDocs configuration, following INHERIT; tags that only MkDocs understands are left out."""
    read.files.add(config)
    try:
        text = config.read_text(encoding="utf-8-sig")
        loader = _Loader(text)
        node: Any = loader.get_single_node()
        raw = loader.construct_document(node) if node else {}
    except OSError as error:
        found = problem(Place(shown), "settings-unreadable", reason=reason_of(error))
    except UnicodeDecodeError as error:
        found = problem(Place(shown, error.object.count(b"\n", 0, error.start) + 1), "encoding-unknown")
    except yaml.MarkedYAMLError as error:
        place = place_of(error.problem_mark or error.context_mark, shown)
        found = problem_of(error, text, shown) or problem(place, "settings-not-yaml")
    except (yaml.YAMLError, *_RAISED_BY_VALUES):
        found = problem(Place(shown), "settings-not-yaml")
    else:
        if isinstance(raw, dict):
            below = _inherited(config, raw.pop("INHERIT", None), node, shown, read)
            read.mark(node, shown)
            return cast(dict[str, Any], _merged(below, raw))
        found = problem(place_of(node.start_mark, shown), "settings-not-fields")
    read.problems.append(found)
    return {}


def _inherited(config: Path, named: Any, node: Any, shown: str, read: _Reading) -> dict[str, Any]:
    """Load what a configuration inherits, if anything."""
    if named is None:
        return {}
    parent = (config.parent / named).resolve() if isinstance(named, str) and "\0" not in named else config
    if parent not in read.files:
        return _load(parent, (PurePath(shown).parent / named).as_posix(), read)
    read.mark(node, shown)
    read.problems.append(read.wrong("INHERIT", "base.yml"))
    return {}


class _Loader(yaml.SafeLoader):
    """Reads `!ENV` as MkDocs does, and any other tag as nothing; a value that there is not is told with its place."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except _RAISED_BY_VALUES:
            raise yaml.constructor.ConstructorError(problem_mark=node.start_mark) from None


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def _merged(below: Any, above: Any) -> Any:
    """Return `above` laid over `below`, mapping by mapping."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {
        key: _merged(below[key], value) if key in below else value for key, value in above.items()
    }


def _plugin_options(raw: Mapping[str, Any]) -> Any:
    """Return what stands below `stories:` in the list (or mapping) of plugins; None where the plugin is not named."""
    plugins = raw.get("plugins")
    entries = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    return next((value or {} for key, value in entries if key == "stories"), None)


def _pairs(entries: Any) -> list[tuple[Any, Any]]:
    """Return the entries of a list such as `[search, {stories: {…}}]` as names and their settings."""
    listed = entries if isinstance(entries, list) else []
    return [pair for one in listed for pair in (one.items() if isinstance(one, dict) else [(f"{one}", None)])]


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_address(value: Any) -> bool:
    try:
        return _is_text(value) and (not value or urlsplit(value).scheme in ("http", "https"))
    except ValueError:
        return False


def _is_media_base(value: Any) -> bool:
    """Tell whether this is a plain web address: its host stands in the policy of every page."""
    return value is None or (
        isinstance(value, str) and bool(re.fullmatch(r"https?://[^\s;,'\"<>?#]+", value))
    )


def _are_languages(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(value.count(one) == 1 and one in NAMES for one in value)
    )


def _are_packages(value: Any) -> bool:
    return isinstance(value, list) and all(value.count(one) == 1 and one in PACKAGES for one in value)


def _are_names(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str | int) for one in value.values())


def _are_extensions(value: Any) -> bool:
    pairs = value.items() if isinstance(value, dict) else _pairs(value)
    return isinstance(value, dict | list | None) and all(
        isinstance(one, dict | None) and _is_installed(str(name)) for name, one in pairs
    )


def _is_installed(extension: str) -> bool:
    """Tell whether Python-Markdown would find an extension: by a registered name, or as a module."""
    try:
        metadata = import_module("importlib.metadata")  # only where it is needed, as it takes long to load
        registered = metadata.entry_points(group="markdown.extensions", name=extension)
        return bool(registered) or find_spec(extension.partition(":")[0]) is not None
    except (ImportError, ValueError):
        return False


def _are_contacts(value: Any) -> bool:
    return isinstance(value, dict) and all(
        key in CONTACTS and (one is None or (isinstance(one, str) and bool(_CONTACT.fullmatch(one))))
        for key, one in value.items()
    )


def _are_fonts(value: Any) -> bool:
    files = value if isinstance(value, list) else [value]
    return 1 <= len(files) <= 2 and all(isinstance(one, str) and bool(one) for one in files)


def _are_tokens(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _TOKEN_NAME.fullmatch(str(name)) and _is_token(one) for name, one in value.items()
    )


def _is_token(value: Any) -> bool:
    """Tell whether this is a value of CSS, or a pair of them for light and dark, that cannot end its declaration."""
    if isinstance(value, list):
        return (
            len(value) == 2 and not any(isinstance(one, list) for one in value) and all(map(_is_token, value))
        )
    return isinstance(value, str | int | float) and not re.search(r"[;{}<>\\]|/\*", str(value))


_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "site_name": (lambda value: value is None or isinstance(value, str | int), "delight"),
    "site_url": (_is_address, "https://stories.example/"),
    "docs_dir": (_is_text, "stories"),
    "site_dir": (_is_text, "site"),
    "theme": (lambda value: not isinstance(value, dict) or _is_text(value.get("custom_dir")), "material"),
    "markdown_extensions": (_are_extensions, "[tables]"),
}
_OPTIONS_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "languages": (_are_languages, "[ko, en]"),
    "site_name": (_are_names, "{ko: …, en: …}"),
    "page_size": (lambda value: type(value) is int and 1 <= value <= 1000, "24"),
    "audience": (lambda value: value in ("internal", "public"), "internal / public"),
    "affiliate": (_is_text, "lg-electronics"),
    "overrides_dir": (_is_text, "overrides"),
    "cache_dir": (_is_text, ".cache/delight"),
    "links": (_is_text, "links.lock"),
    "media_base": (_is_media_base, "https://media.example/films/"),
    "clip_font": (_are_fonts, "fonts/company.ttf / [fonts/regular.otf, fonts/bold.otf]"),
    "contact": (_are_contacts, "{tell: stories@company.example}"),
    "views_file": (_is_text, "views.json"),
    "most_watched_from": (lambda value: type(value) is int and 1 <= value <= 1_000_000, "10"),
    "packages": (_are_packages, "[scorm12, cc11]"),
    "tokens": (_are_tokens, '{accent: ["#a8372c", "#ee8f78"]}'),
}
OPTIONS = tuple(_OPTIONS_WANTED)
"""What stands below `stories:` in the list of plugins."""


def _problems_of(raw: Mapping[str, Any], options: Any, read: _Reading) -> Iterator[Problem]:
    """Find settings that are unknown or of the wrong kind; what is empty counts as not given."""
    for name, (fits, wanted) in _WANTED.items():
        if raw.get(name) is not None and not fits(raw[name]):
            yield read.wrong(name, wanted)
    if not isinstance(options, dict):
        wrong = ("plugins", "[stories]") if options is None else ("stories", "{languages: [ko, en]}")
        yield read.wrong(*wrong, "" if options is None else "plugins.")
        return
    before = "plugins.stories."
    for key, value in options.items():
        if key not in OPTIONS:
            place = read.names.get(f"{before}{key}", Place(read.name))
            yield problem(place, "settings-unknown", option=key, **suggestion(str(key), OPTIONS))
        elif value is not None and not _OPTIONS_WANTED[key][0](value):
            yield read.wrong(key, _OPTIONS_WANTED[key][1], before)


def _settings(root: Path, raw: Mapping[str, Any], options: Mapping[str, Any], read: _Reading) -> Settings:
    """Build the settings from a configuration that has no problems."""
    theme = raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    names = options.get("site_name") or {}
    extensions, configs = _extensions(raw.get("markdown_extensions") or [])
    given: dict[str, Any] = {
        "site_name": {code: str(names.get(code) or raw.get("site_name") or "delight") for code in NAMES},
        "site_url": _folder_address(raw.get("site_url")),
        "stories_dir": root / (raw.get("docs_dir") or "stories"),
        "site_dir": root / (raw.get("site_dir") or "site"),
        "overrides_dir": root / (options.get("overrides_dir") or custom or "overrides"),
        "cache_dir": root / (options.get("cache_dir") or ".cache/delight"),
        "views_file": root / (options.get("views_file") or "views.json"),
        "links_file": root / (options.get("links") or "links.lock"),
        "languages": tuple(options.get("languages") or ("ko", "en")),
        "media_base": _folder_address(options.get("media_base")),
        "clip_fonts": tuple(root / one for one in _listed(options.get("clip_font"))),
        "contact": {
            key: _address(str(value)) for key, value in (options.get("contact") or {}).items() if value
        },
        "tokens": {str(key): _token(value) for key, value in (options.get("tokens") or {}).items()},
        "extensions": extensions,
        "extension_configs": configs,
        "fingerprint": digest(repr(raw)),
    }
    if options.get("packages") is not None:
        given["packages"] = tuple(options["packages"])
        given["packages_at"] = read.values.get("plugins.stories.packages")
    own = ("page_size", "audience", "affiliate", "most_watched_from")
    given |= {key: options[key] for key in own if options.get(key) is not None}
    return Settings(root=root, **given)


def _folder_address(given: str | None) -> str:
    """Return the address of a folder, ending in a slash; empty where none is given."""
    return f"{given.rstrip('/')}/" if given else ""


def _listed(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


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
    pairs = entries.items() if isinstance(entries, dict) else _pairs(entries)
    configs = {str(name): dict(config or {}) for name, config in pairs}
    return tuple(configs), {name: config for name, config in configs.items() if config}
