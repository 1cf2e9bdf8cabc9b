"""Pages that stand where something is not shown, or not in this language, so that no address that was published is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.words import Said
from generator.page.cards import Card
from generator.page.frames import frame


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A page that stands where a story or a course is not shown, or not in this language."""

    reason: str
    """`expired`, `withdrawn`, `untranslated`, or `course`."""
    story: Card | None
    """The story, where its title may still be told."""
    leads: tuple[tuple[str, str], ...]
    """(language, address) of where to read on: in the page's language, and others where the notice is told in them too."""
    written_in: str
    """The language of the story, for `untranslated`."""


def notice_page(
    record: NoticeRecord,
    settings: Settings,
    language: str,
    address_in: Callable[[str], str],
    section: str,
    title: Said | None = None,
    written_in: tuple[str, ...] = (),
) -> Page:
    """Return a notice at an address, titled as what stood there where that may be told."""
    t = strings(language)
    here = frame(
        settings,
        language,
        title or Said(t(f"notice.{record.reason}.title"), language),
        Said(t(f"notice.{record.reason}.text"), language),
        address_in,
        written_in=written_in,
        section=section,
        indexed=False,
    )
    return Page(path=file_of(here.address), template="notice", record=record, frame=here)
