"""What courses and stories are called by systems that record learning: an IRI each, which stays the same for ever."""

from __future__ import annotations

from uuid import UUID, uuid5

from generator.base.addresses import Linker
from generator.base.settings import Settings
from generator.content.course import Course
from generator.content.story import Story
from generator.page import addresses

_OURS = UUID("5f0c54c4-6d0b-5c7b-9a53-0b4f3f0a3c11")
"""The namespace of names that stand for an address where the site's own is not known (RFC 9562, section 6.6)."""


def activity_of(subject: Course | Story, settings: Settings) -> str:
    """Return the IRI of a course or story: where it is found, or a name of it where the site's address is not known."""
    if isinstance(subject, Story):
        address = addresses.permanent(subject.id or subject.slug)
    else:
        address = addresses.course(subject.slug, subject.languages[0])
    return Linker(settings.site_url)(address) if settings.site_url else f"urn:uuid:{uuid5(_OURS, address)}"
