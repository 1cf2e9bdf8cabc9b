"""What is visible, when and where: the one place that decides it.

(story, date in Asia/Seoul, channel) → None when the story is shown, or the reason why not. Every other part asks here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.content.story import Story

SEOUL = dt.timezone(dt.timedelta(hours=9), "Asia/Seoul")
"""Korea keeps no summer time, so a fixed offset is its clock, also where no time zone data is installed."""


class Reason(StrEnum):
    """Why a story is not shown."""

    DRAFT = "draft"
    REVIEW = "review"
    WAITING = "waiting"
    """Approved or published, and its day has not come."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    AUDIENCE = "audience"
    """Kept to others than this channel's readers."""


UNFINISHED = frozenset({Reason.DRAFT, Reason.REVIEW, Reason.WAITING})
"""What editors and approvers see before others do."""
GONE = frozenset({Reason.EXPIRED, Reason.WITHDRAWN})
"""What was once shown: its address gives a notice."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where stories are shown."""

    name: str
    """`site`, `serve` (an editor's own machine) or `preview` (a build for approvers)."""
    audience: str = "internal"
    """Who is there: `internal` or `public`."""
    affiliate: str = ""
    """The one affiliate whose people are there, or empty for the whole group."""

    @property
    def shows_unfinished(self) -> bool:
        """Tell whether stories are shown here before they are published."""
        return self.name in ("serve", "preview")


def today() -> dt.date:
    """Return the date in Asia/Seoul."""
    return dt.datetime.now(SEOUL).date()


def hidden_because(story: Story, day: dt.date, channel: Channel) -> Reason | None:
    """Return why the story is not shown on this day in this channel, or None when it is."""
    if not _may_read(story, channel):
        return Reason.AUDIENCE
    reason = stage(story, day)
    return None if reason in UNFINISHED and channel.shows_unfinished else reason


def stage(story: Story, day: dt.date) -> Reason | None:
    """Return why the story is not out on this day, whoever reads; None when it is out."""
    if story.consent and story.consent.status == "withdrawn":
        return Reason.WITHDRAWN
    if story.status in ("draft", "review"):
        return Reason(story.status)
    if story.publish_on is None and story.status == "approved":
        return Reason.WAITING
    if story.publish_on and day < story.publish_on:
        return Reason.WAITING
    if story.expires_on and day >= story.expires_on:
        return Reason.EXPIRED
    return None


def _may_read(story: Story, channel: Channel) -> bool:
    """Tell whether this channel's readers are among the story's audience."""
    if story.audience == "public":
        return True
    if channel.audience != "internal":
        return False
    return story.audience == "internal" or channel.affiliate in story.affiliate or channel.shows_unfinished
