"""The plan of a site: which file stands where, and a key of all that it shows.

In: outputs, and groups of them that need not be worked out while their key stays the same. Out: a Plan. Touches the disk only
to ask for size and time of files to copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.base.cache import digest
from generator.base.installed import version_of
from generator.base.outputs import Data, Drawn, Group, Output, Packed, Page
from generator.base.pool import beside

Told = tuple[tuple[str, str], ...]
"""Path and key of each output of a group."""
_PAGE = "page "


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site is to hold."""

    keys: Mapping[str, str]
    """Key of all that an output shows, by path."""
    sources: Mapping[str, Output | Group]
    """The output at a path, or the group that makes it."""
    groups: Mapping[str, Told]
    """What the groups hold, by key: to be remembered for the next plan."""

    def wanted(self, rendering: str) -> dict[str, str]:
        """Return the key of all that a file is made from by path; `rendering` is a key of how pages are rendered."""
        return {
            path: f"{key} {rendering}" if key.startswith(_PAGE) else key for path, key in self.keys.items()
        }

    def outputs(self, paths: Iterable[str]) -> list[Output]:
        """Return the outputs at these paths, in order."""
        wanted = sorted(paths)
        made: dict[str, Output] = {}
        for path in wanted:
            source = self.sources[path]
            if not isinstance(source, Group):
                made[path] = source
            elif path not in made:
                made |= {one.path: one for one in source.make()}
        return [made[path] for path in wanted]

    def only(self, paths: Iterable[str]) -> Plan:
        """Return the plan of these files alone."""
        wanted = sorted(set(paths))
        return Plan(
            {path: self.keys[path] for path in wanted}, {path: self.sources[path] for path in wanted}, {}
        )

    def joined(self, outputs: Iterable[Output]) -> Plan:
        """Return the plan with these outputs too, which follow from all the others."""
        more = {one.path: one for one in outputs}
        keys = {path: _key(one) for path, one in more.items()}
        return replace(self, keys={**self.keys, **keys}, sources={**self.sources, **more})


def make_plan(parts: Iterable[Output | Group], remembered: Mapping[str, Told], jobs: int = 1) -> Plan:
    """Return the plan of a site of these parts; `remembered` is what the last plan's groups held."""
    wanted = list(parts)
    with ExitStack() as running:
        for number, part in enumerate(wanted):
            if isinstance(part, Group) and part.slow and part.key not in remembered:
                wanted[number] = replace(part, make=running.enter_context(beside(part.make, jobs)))
        return _planned(wanted, remembered)


def _planned(parts: Iterable[Output | Group], remembered: Mapping[str, Told]) -> Plan:
    keys: dict[str, str] = {}
    sources: dict[str, Output | Group] = {}
    groups: dict[str, Told] = {}
    for part in parts:
        found: list[tuple[str, str, Output | Group]]
        if not isinstance(part, Group):
            found = [(part.path, _key(part), part)]
        elif part.key in remembered:
            found = [(path, key, part) for path, key in remembered[part.key]]
        else:
            found = [(one.path, _key(one), one) for one in part.make()]
        if isinstance(part, Group):
            groups[part.key] = tuple((path, key) for path, key, _ in found)
        for path, key, source in found:
            if path in sources:
                raise ValueError(f"two outputs at one path: {path}")
            keys[path], sources[path] = key, source
    return Plan(keys, sources, groups)


def _key(output: Output) -> str:
    """Return a key of all that an output shows."""
    if isinstance(output, Page):
        return _PAGE + digest(repr(output))
    if isinstance(output, Data):
        return digest("data", output.content)
    if isinstance(output, Drawn):
        return digest("drawn", _code_of(output.module), output.function, repr(output.given))
    if isinstance(output, Packed):
        return output.key
    stat = output.source.stat()
    return digest("copy", output.path, stat.st_size, stat.st_mtime_ns)


@cache
def _code_of(module: str) -> str:
    """Return a key of a module that draws, of those beside it that it is made of, and of the libraries that it draws with."""
    found = find_spec(module)
    assert found and found.origin
    code = Path(found.origin).read_bytes()
    beside_it = re.escape(module.rpartition(".")[0].encode())
    used = re.findall(rb"^from (%b\.\w+) import" % beside_it, code, re.MULTILINE)
    return digest(code, version_of("pillow"), version_of("av"), *(_code_of(one.decode()) for one in used))
