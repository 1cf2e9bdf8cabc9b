"""The digest as a mail that mail programs open: text and HTML, with the pictures inside.

In: a Digest, its HTML and text, and the bytes of its pictures. Out: bytes of an .eml (RFC 5322, MIME), the same each time. Sending it
is the mail system's work: Outlook opens it as a draft, to be addressed and sent.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP

from generator.base.cache import digest as key_of
from generator.broadcast.digest import Digest
from generator.broadcast.moments import rfc_822

_PNG = b"\x89PNG"


def letter(digest: Digest, page: str, text: str, pictures: Mapping[str, bytes], sender: str = "") -> bytes:
    """Return the mail; `pictures` are bytes by the address that the HTML `page` shows them at, `sender` a mail address or nothing.

    Its date is the morning of the month's last day. It has no recipient, and without `sender` no author, which the program that
    sends it adds.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = digest.subject
    if sender:
        message["From"] = Address(digest.site, addr_spec=sender)
    message["Date"] = rfc_822(digest.month.last).replace("00:00:00", "09:00:00")
    # Outlook for Windows opens a mail with this header as one to be sent, not as one that came.
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="base64")
    names = {address: f"{key_of(content)}@digest" for address, content in pictures.items()}
    for address, name in names.items():
        page = page.replace(f'src="{html.escape(address)}"', f'src="cid:{name}"')
    message.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    shown = message.get_payload(1)
    assert isinstance(shown, MIMEPart)
    for number, (address, content) in enumerate(pictures.items(), start=1):
        kind = "png" if content.startswith(_PNG) else "jpeg"
        shown.add_related(
            content,
            "image",
            kind,
            cid=f"<{names[address]}>",
            filename=f"{number}.{kind.replace('jpeg', 'jpg')}",
            disposition="inline",
        )
    message["Content-Language"] = digest.language
    # Python draws these by chance; what they part is base64, which holds no such line.
    message.set_boundary("=_delight_alternative")
    if pictures:
        shown.set_boundary("=_delight_related")
    return message.as_bytes()
