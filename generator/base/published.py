"""links.lock: every address that was ever published, as text that people and git can read.

In: the file. Out: Entries by address, and Problems with lines that cannot be read. One address a line, in order, so that two
who publish at once add lines in different places; what is lost, and what leads where, is judged in page/published.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.base.problems import Place, Problem, problem, reason_of
from generator.base.writing import nfc

HEAD = """\
# 한 번이라도 게시한 주소를 모두 적은 파일입니다. `delight links record`가 씁니다. 줄을 지우지 마세요.
# Every address that was ever published, written by `delight links record`. Do not remove lines.
"""
ARROW = "->"
_ADDRESS = re.compile(r"/(?:(?!\.{1,2}/)[^\s/#?\\:*\"<>|]+/)*")
"""What can be a folder everywhere, and leads nowhere above the site."""
_LINE = re.compile(
    rf"(?P<address>{_ADDRESS.pattern}) (?P<what>[a-z]+)(?: (?P<id>[^\s>]+))?(?: {ARROW} (?P<target>{_ADDRESS.pattern}))?"
)


class Entry(NamedTuple):
    """An address that was published."""

    address: str
    """Within the site, without a slash before it; empty for the door at the root."""
    what: str
    """What stands there: `story`, `permanent`, `embed`, `list` or `page`."""
    id: str = ""
    """Id of the story that it belongs to."""
    target: str | None = None
    """Where a person said that it leads now."""

    @property
    def shown(self) -> str:
        """Return the address as a person writes it."""
        return f"/{self.address}"


@dataclass(frozen=True, slots=True)
class Lock:
    """All that was ever published."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By address."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each address in the file."""
    path: str = "links.lock"
    """The file, as a person sees it."""

    def without(self, what: str) -> Lock:
        """Return it without one kind of page."""
        return replace(self, entries={key: one for key, one in self.entries.items() if one.what != what})

    def place(self, address: str) -> Place:
        """Return where an address is written down."""
        return Place(self.path, self.lines.get(address, 1))


def open_lock(file: Path, shown_as: str) -> tuple[Lock, list[Problem]]:
    """Open and read the file; a project that never published anything has none."""
    try:
        return read_lock(file.read_text(encoding="utf-8-sig"), shown_as)
    except FileNotFoundError:
        found = []
    except OSError as error:
        found = [problem(Place(shown_as), "unreadable", reason=reason_of(error))]
    except UnicodeDecodeError as error:
        found = [problem(Place(shown_as, error.object.count(b"\n", 0, error.start) + 1), "encoding-unknown")]
    return Lock(path=shown_as), found


def read_lock(text: str, path: str) -> tuple[Lock, list[Problem]]:
    """Read the file; a line that stands twice, as after a merge, counts once."""
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    problems = [] if text.strip() else [problem(Place(path), "links-empty", name=path)]
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        if not (written := line.strip()) or written.startswith("#"):
            continue
        found = _LINE.fullmatch(written)
        if not found:
            problems.append(problem(Place(path, number), "links-line-wrong", text=written[:60]))
            continue
        target = found["target"]
        entry = Entry(
            found["address"][1:], found["what"], found["id"] or "", None if target is None else target[1:]
        )
        if entries.setdefault(entry.address, entry) != entry:
            other = lines[entry.address]
            problems.append(problem(Place(path, number), "links-line-twice", address=entry.shown, line=other))
        lines.setdefault(entry.address, number)
    return Lock(entries, lines, path), problems


def lock_text(entries: Iterable[Entry]) -> str:
    """Return the file with these entries."""
    return HEAD + "".join(sorted(f"{line}\n" for line in map(_line, entries)))


def _line(entry: Entry) -> str:
    leads = f" {ARROW} /{entry.target}" if entry.target is not None else ""
    return " ".join(filter(None, (entry.shown, entry.what, entry.id))) + leads


def written_as_address(text: str) -> str | None:
    """Return the address that a person means by `/ko/about/`, or None where it is no address of the site."""
    given = nfc(text).split("#")[0].split("?")[0]
    whole = f"/{given.strip('/')}/" if given.strip("/") else "/"
    return whole[1:] if "/" in given and _ADDRESS.fullmatch(whole) else None
