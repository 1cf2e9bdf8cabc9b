"""What a story's page tells machines of the story: schema.org as JSON-LD, for search engines and the catalogues of an LMS.

In: a story and the catalog. Out: one line of JSON that may stand in a page. A film is a VideoObject with a Clip for each chapter,
anything else an Article, with the clip made from it; both are LearningResources. Which properties Google asks for is written down in tests/links/.
"""

from __future__ import annotations

from typing import Any

from generator.base.addresses import Linker
from generator.base.languages import strings
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.content.showing import Part, Showing, showing_of
from generator.content.story import Story
from generator.page import addresses
from generator.page.cards import labels
from generator.page.covers import composition_of, sharing_name
from generator.page.films import poster_of

LONGEST_TRANSCRIPT = 4000
"""Characters; a longer one would weigh more than the page, which tells it anyway."""
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""In HTML a script ends at the first `</script`, whatever it is; JSON may tell these letters by number."""


def story_data(story: Story, catalog: Catalog, settings: Settings, language: str) -> str:
    """Return what a story's page in a language tells machines, safe to stand between `<script>` and `</script>`."""
    link = Linker(settings.site_url)
    here, t = link(addresses.story(story.slug, language)), strings(language)
    showing = showing_of(story, catalog, language)
    is_film = showing is not None and not showing.is_clip
    kinds = (("categories", (story.category,)), ("journey", story.journey), ("tags", story.tags))
    about = [one.name.text for kind, ids in kinds for one in labels(kind, ids, catalog, language)]
    affiliates = labels("affiliates", story.affiliate, catalog, language)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["VideoObject" if is_film else "Article", "LearningResource"],
        "@id": here,
        "url": here,
        "name": story.title.said_in(language).text,
        "description": story.summary.said_in(language).text,
        "inLanguage": language,
        "isAccessibleForFree": True,
        "learningResourceType": t("story.resource"),
        "about": [{"@type": "Thing", "name": one} for one in about],
        "isPartOf": {
            "@type": "WebSite",
            "name": settings.site_name[language],
            "url": link(addresses.home(language)),
        },
        "author": {"@type": "Organization", "name": settings.site_name[language]},
        "sourceOrganization": [{"@type": "Organization", "name": one.name.text} for one in affiliates],
    }
    if story.id:
        told["identifier"] = link(addresses.permanent(story.id))
    film = _film(story, showing, catalog, link, language) if showing else {}
    if not is_film:
        told |= _article(story, catalog, link, language)
        film = {"video": {"@type": "VideoObject", **_named(told), **film}} if film else {}
    return as_json(told | film).translate(_ESCAPED)


def _named(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a clip has in common with its article."""
    return {name: told[name] for name in ("name", "description", "inLanguage")}


def _article(story: Story, catalog: Catalog, link: Linker, language: str) -> dict[str, Any]:
    image = addresses.media_of(story, story.image.file) if story.image else _shared(story)
    return {
        "headline": story.title.said_in(language).text,
        "datePublished": _published(story),
        "image": [link(image)],
    }


def _film(story: Story, showing: Showing, catalog: Catalog, link: Linker, language: str) -> dict[str, Any]:
    here = link(addresses.story(story.slug, language))
    poster = poster_of(story, showing, catalog).address
    main = showing.main
    told: dict[str, Any] = {
        "thumbnailUrl": [link(_shared(story) if poster.endswith(".svg") else poster)],
        "uploadDate": _published(story),
        "contentUrl": main.address or link(addresses.media(main.path)),
    }
    if story.id:
        told["embedUrl"] = link(addresses.embed(story.id, language))
    if showing.seconds:
        told["duration"] = duration(showing.seconds)
    if chapters := showing.chapters_in(language):
        told["hasPart"] = [_clip(one, here, language) for one in chapters]
    said = showing.captions_in(language)
    text = " ".join(" ".join(said.track.texts).split()) if said else ""
    if 0 < len(text) <= LONGEST_TRANSCRIPT:
        told["transcript"] = text
    return told


def _clip(part: Part, here: str, language: str) -> dict[str, Any]:
    """Return a chapter of a film; offsets are in seconds, and whole as `#t=` leads to them."""
    end = {"endOffset": round(part.end, 3)} if part.end else {}
    at = f"{part.start:.3f}".rstrip("0").rstrip(".")
    name = part.title.said_in(language).text
    return {
        "@type": "Clip",
        "name": name,
        "startOffset": round(part.start, 3),
        **end,
        "url": f"{here}#t={at}",
    }


def _shared(story: Story) -> str:
    """Return the address of a story's drawn picture for sharing, which every program can show."""
    return addresses.sharing(sharing_name(composition_of(story.id or story.slug), story.category))


def _published(story: Story) -> str:
    """Return when it was published, as far as that is known: a day, or else the year it happened (ISO 8601)."""
    day = story.publish_on or story.date
    return day.isoformat() if day else f"{story.year}"


def duration(seconds: float) -> str:
    """Write a length as ISO 8601: 3725 is PT1H2M5S."""
    whole = max(1, round(seconds))
    parts = ((whole // 3600, "H"), (whole // 60 % 60, "M"), (whole % 60, "S"))
    return "PT" + "".join(f"{count}{unit}" for count, unit in parts if count)
