"""The MkDocs plugin `stories`: MkDocs renders the theme once per language, the core does the rest.

The only module that imports MkDocs, or ProperDocs, which lends its modules the same names. Events become plain arguments.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.base import theme
from generator.base.languages import strings
from generator.base.problems import Problem, is_error, message, system_language
from generator.base.settings import Settings, read_settings
from generator.build import Order, build
from generator.content.visibility import Channel, today

log = logging.getLogger("mkdocs.plugins.stories")


class StoriesPlugin(BasePlugin):  # type: ignore[type-arg]  # its options are read by the core
    """Takes the stories out of MkDocs' page loop, and builds them when MkDocs is done with the theme."""

    command = "build"
    only_theme = False  # whether to stop when the theme is there, as `delight` asks for
    chromes: dict[str, str]

    def load_config(self, options: Any, config_file_path: str | None = None) -> Any:
        """Leave the options to the core, which reads them from mkdocs.yml itself."""
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what MkDocs was asked for."""
        self.command = command

    def on_config(self, config: Any) -> Any:
        """Give MkDocs nothing but the theme to do, in a folder aside: it would wipe the site and read every story."""
        self.settings, problems = read_settings(Path(config.config_file_path))
        self._report(problems, bool(problems))
        self.site_dir, self.scratch, self.chromes = Path(config.site_dir), theme.scratch(self.settings), {}
        config.update({"site_dir": str(self.scratch), "docs_dir": theme.nowhere(self.settings), "nav": None})
        config.use_directory_urls = True
        config.theme.static_templates.clear()
        return config

    def on_files(self, files: Files, *, config: Any) -> Files:
        """Add the page of slots in each language."""
        for language in self.settings.languages:
            path = theme.page_of(language)
            files.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_page_context(self, context: Any, *, page: Any, config: Any, nav: Any) -> Any:
        """Tell the theme's templates the language, its words, and the slots."""
        language = page.url.split("/")[1]
        return context | {"language": language, "t": strings(language), "slots": theme.slots()}

    def on_post_page(self, output: str, *, page: Any, config: Any) -> str:
        """Keep the theme's HTML; the page of slots itself is not written."""
        self.chromes[page.url.split("/")[1]] = theme.mended(output)
        return ""

    def on_post_build(self, *, config: Any) -> None:
        """Build the site."""
        engine = type(config).__module__.split(".")[0]
        self.made = theme.keep(self.settings, engine, self.chromes, self.scratch)
        if not self.only_theme:
            live, name = ("mkdocs", "serve") if self.command == "serve" else ("", "site")
            channel = Channel(name, self.settings.audience, self.settings.affiliate)
            order = Order(today(), channel, self.site_dir, live=live, strict=bool(config.strict))
            report = build(self.settings, self.made, order)
            self._report(report.problems, report.failed)

    def on_serve(self, server: Any, *, config: Any, builder: Any) -> None:
        """Watch what the core reads."""
        server.watch(str(self.settings.stories_dir))

    def _report(self, problems: tuple[Problem, ...], failed: bool) -> None:
        language = system_language()
        for one in problems:
            log.log(logging.ERROR if is_error(one) else logging.WARNING, message(one, language))
        if failed:
            raise Abort(strings(language)("build.stopped"))


def make_theme(settings: Settings, config_file: Path) -> theme.Theme:
    """Have MkDocs render the theme, and nothing else."""
    config = load_config(config_file=str(config_file))
    plugin: Any = config.plugins["stories"]
    plugin.only_theme = True
    build_with_mkdocs(config)
    return cast("theme.Theme", plugin.made)
