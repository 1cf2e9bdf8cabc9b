"""MJML → HTML that mail programs understand: tables, with what Outlook for Windows needs besides.

Loads mjml-python, the extra `mail`, which not every installation has, and so is named, never imported.
"""

from __future__ import annotations

from mjml import mjml2html


def html_of(source: str) -> str:
    """Return the HTML of a mail; no face is fetched from anywhere."""
    return mjml2html(source, fonts={})
