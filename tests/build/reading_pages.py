"""Reads the pages of a site as a browser or a search engine would: links, anchors, names in the head."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_LEADING = {"href", "src", "poster", "data", "action", "cite"}


@dataclass
class Seen(HTMLParser):
    """What stands in one page."""

    content: str
    links: list[str] = field(default_factory=list)
    """Every address that the page leads to or loads, as written."""
    anchors: set[str] = field(default_factory=set)
    heads: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every `link` and `meta` as (tag, attributes)."""
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.links += [value for name, value in told.items() if name in _LEADING]
        self.anchors |= {told[name] for name in ("id", "name") if name in told}
        if tag in ("link", "meta"):
            self.heads.append((tag, told))
        if tag == "meta" and told.get("http-equiv") == "refresh":
            self.links.append(told["content"].partition("url=")[2])
        if tag == "html":
            self.language = told["lang"]

    def meta(self, name: str) -> list[str]:
        """Return what the page's metas of that name or property say."""
        return [
            told["content"] for tag, told in self.heads if name in (told.get("name"), told.get("property"))
        ]

    def rel(self, name: str) -> list[dict[str, str]]:
        """Return the page's links of that kind."""
        return [told for tag, told in self.heads if tag == "link" and name in told["rel"].split()]

    @property
    def indexed(self) -> bool:
        """Tell whether search engines may list it."""
        return "noindex" not in self.meta("robots")


def read_pages(site: dict[str, bytes]) -> dict[str, Seen]:
    """Return every page of a site by path."""
    return {path: Seen(content.decode()) for path, content in site.items() if path.endswith(".html")}
