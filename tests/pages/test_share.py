"""The share menu: opens by pointer and keyboard, copies where plain http:// allows it, and works without scripts."""

import re

import pytest

STORY = "extra/en/stories/everything/"


@pytest.fixture
def menu(open_page, host):
    def opened(**options):
        page = open_page(f"{host}{STORY}", **options)
        return page, page.locator("delight-share > details > summary")

    return opened


def test_opens_and_closes(menu):
    page, button = menu()
    link = page.get_by_role("link", name="Open the permanent address")
    assert not link.is_visible()
    button.click()
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.mouse.click(5, 300)
    assert not link.is_visible()


def test_permanent_address(menu, host):
    page, button = menu()
    button.click()
    page.get_by_role("link", name="Open the permanent address").click()
    page.wait_for_url(re.compile(re.escape(f"{host}extra/") + "(ko|en)/stories/everything/"))


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_copy(menu, has_clipboard, host):
    """A page on plain http:// has no clipboard of its own; the older command works there."""
    page, button = menu(permissions=["clipboard-read", "clipboard-write"])
    if not has_clipboard:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate(
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value; })"
    )
    button.click()
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("status").filter(has_text="copied").wait_for()
    address = f"{host}extra/s/evryt2/"
    if has_clipboard:
        assert page.evaluate("navigator.clipboard.readText()") == address
    else:
        assert page.evaluate("window.copied") == address


def test_code_to_embed(menu):
    page, button = menu(permissions=["clipboard-read", "clipboard-write"])
    button.click()
    page.get_by_text("Embed in another site").click()
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_role("status").filter(has_text="code was copied").wait_for()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code == page.get_by_label("Code to paste").input_value()
    assert code.startswith(
        '<iframe src="https://intranet.example/culture/extra/en/embed/evryt2/" title="The story'
    )


def test_qr_code(menu, folders):
    page, button = menu()
    button.click()
    picture = page.get_by_alt_text("QR code")
    assert not picture.is_visible()
    page.get_by_text("QR code", exact=True).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.d-share__qr img')].every(one => one.naturalWidth > 0)"
    )
    for kind in ("SVG", "PNG"):
        with page.expect_download() as told:
            page.get_by_role("link", name=f"Download as {kind}").click()
        assert told.value.suggested_filename == f"qr-evryt2.{kind.lower()}"
        saved = told.value.path().read_bytes()
        assert saved == (folders["extra"] / f"s/evryt2/qr.{kind.lower()}").read_bytes()


@pytest.mark.parametrize("screen", ["phone", "desk"])
@pytest.mark.parametrize("part", ["Embed in another site", "QR code"])
def test_menu_stays_on_the_screen(open_page, host, screen, part):
    page = open_page(f"{host}{STORY}", screen)
    page.locator("delight-share > details > summary").click()
    page.get_by_text(part, exact=True).click()
    box = page.locator(".d-share__menu").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_copy_that_is_refused_is_told(menu):
    page, button = menu()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    button.click()
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("status").filter(has_text="could not").wait_for()


def test_mail(menu):
    page, button = menu()
    button.click()
    mail = page.get_by_role("link", name="Send by mail").get_attribute("href")
    assert mail.startswith("mailto:?subject=The%20story%20with%20everything")
    assert mail.endswith("body=https%3A//intranet.example/culture/extra/s/evryt2/")


def test_without_scripts(menu):
    page, button = menu(java_script_enabled=False)
    button.click()
    assert page.get_by_role("link", name="Open the permanent address").is_visible()
    assert page.get_by_role("button", name="Copy the address").count() == 0
    page.get_by_text("Embed in another site").click()
    assert page.get_by_label("Code to paste").is_visible()
    assert page.get_by_role("button", name="Copy the code").count() == 0
