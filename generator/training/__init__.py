"""The wing of training: the catalog → course pages and their list, hand-outs and guides in print, what stories are embedded and linked to by. Touches no disk.

Guides hold the facilitator's notes, and so are handed over apart (guides.py): the build writes them beside the site, never below it.
"""

from __future__ import annotations

from generator.base.outputs import Group, Output
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.training.courses import course_page, gone_page, list_page
from generator.training.links import link_outputs
from generator.training.press import Press
from generator.training.sheets import handouts


def training_outputs(
    catalog: Catalog, settings: Settings, portable: bool = False, press: Press | None = None
) -> list[Output | Group]:
    """Return every page about courses that learners see, of which there are few, and what stories are embedded and linked to by.

    Without a press there are no PDFs.
    """
    courses, gone, languages = catalog.courses, catalog.courses_gone, settings.languages
    return [
        *(list_page(catalog, settings, language) for language in languages if courses or gone),
        *(gone_page(one, settings, language) for one in gone for language in languages),
        *(course_page(one, catalog, settings, language) for one in courses for language in languages),
        *(group for one in courses for group in handouts(one, catalog, settings, press)),
        *(() if portable else link_outputs(catalog, settings)),
    ]
