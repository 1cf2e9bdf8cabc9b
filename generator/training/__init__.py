"""The wing of training: the catalog → course pages, their list, and guides for facilitators, as Outputs. Touches no disk.

Guides hold the facilitator's notes, and so are handed over apart: the build writes them beside the site, never below it.
"""

from __future__ import annotations

from generator.base.outputs import Data, Output
from generator.base.settings import Settings
from generator.base.tree import GUIDES_MARK
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.training.courses import course_page, list_page
from generator.training.guides import guide_page


def training_outputs(catalog: Catalog, settings: Settings) -> list[Output]:
    """Return every page about courses that learners see; there are few, so no group remembers them."""
    courses, languages = catalog.courses, settings.languages
    pages: list[Output] = [list_page(catalog, settings, language) for language in languages if courses]
    return pages + [
        course_page(one, catalog, settings, language) for one in courses for language in languages
    ]


def guide_outputs(catalog: Catalog) -> list[Output]:
    """Return the guides for facilitators, and the list of them by which their folder is known; learners must not see them."""
    pages = [guide_page(one, catalog, language) for one in catalog.courses for language in one.languages]
    held = as_json([page.path for page in pages])
    return [*pages, Data(GUIDES_MARK, f"{held}\n".encode())]
