"""The wing of training: the catalog → course pages and their list, guides for facilitators, what stories are embedded and linked to by. Touches no disk.

Guides hold the facilitator's notes, and so are handed over apart: the build writes them beside the site, never below it.
"""

from __future__ import annotations

from generator.base.outputs import Data, Group, Output
from generator.base.settings import Settings
from generator.base.tree import GUIDES_MARK
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.training.courses import course_page, list_page
from generator.training.guides import guide_page
from generator.training.links import link_outputs


def training_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output | Group]:
    """Return every page about courses that learners see, of which there are few, and what stories are embedded and linked to by."""
    courses, languages = catalog.courses, settings.languages
    return [
        *(list_page(catalog, settings, language) for language in languages if courses),
        *(course_page(one, catalog, settings, language) for one in courses for language in languages),
        *(() if portable else link_outputs(catalog, settings)),
    ]


def guide_outputs(catalog: Catalog) -> list[Output]:
    """Return the guides for facilitators, and the list of them by which their folder is known; learners must not see them."""
    pages = [guide_page(one, catalog, language) for one in catalog.courses for language in one.languages]
    held = as_json([page.path for page in pages])
    return [*pages, Data(GUIDES_MARK, f"{held}\n".encode())]
