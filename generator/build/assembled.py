"""A site, worked out and not yet written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.outputs import Data, Site
from generator.base.plan import Plan
from generator.base.render import Look
from generator.content.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Assembled:
    """All that is known of a site before its first file is written."""

    catalog: Catalog
    site: Site
    look: Look
    plan: Plan
    assets: Mapping[str, Data]
    """Its bundles of styles and scripts, by what templates call them."""
