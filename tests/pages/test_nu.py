"""The Nu HTML checker finds nothing on any page, nor in our styles. `make nu` installs it."""

import json
import re
import shutil
import subprocess
from urllib.parse import quote

import pytest

from tests.pages.sites import PROJECT, pages_of

JAR = PROJECT / ".cache/npm/node_modules/vnu-jar/build/dist/vnu.jar"
SITES = ("own", "extra", "preview")


def messages(*arguments):
    """Return what the checker says, but for one thing: it takes JSON for a script."""
    assert JAR.is_file() and shutil.which("java"), "make nu"
    # Without the property it asks no server on this machine; and from a file it would know no 'self' of the policy.
    command = [
        "java",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",
        "-jar",
        str(JAR),
        "--stdout",
        "--format",
        "json",
    ]
    answer = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return [
        f"{one['url']}:{one.get('lastLine')}: {one.get('subType') or one['type']}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(answer.stdout)["messages"]
        if not (
            one["message"].startswith("Inline script violates")
            and re.search(r'type="application/(ld\+)?json"', one["extract"])
        )
    ]


@pytest.mark.slow
@pytest.mark.parametrize("site", SITES)
def test_pages(folders, host, site):
    pages = pages_of(folders[site])
    assert len(pages) > 60
    assert messages(*(f"{host}{site}/{quote(path)}" for path in pages)) == []


@pytest.mark.slow
def test_portable_pages(folders):
    """Their policy means nothing to the checker, which has no address for them."""
    found = messages(*(str(folders["portable"] / path) for path in pages_of(folders["portable"])))
    assert [one for one in found if "Content Security Policy" not in one] == []


@pytest.mark.slow
def test_styles(folders):
    assert messages("--css", *map(str, folders["extra"].glob("assets/delight.*.css"))) == []


@pytest.mark.slow
def test_the_checker_checks(tmp_path):
    """Against a checker that finds nothing because it reads nothing."""
    page, style = tmp_path / "a.html", tmp_path / "a.css"
    page.write_text("<!doctype html><html lang=ko><title>a</title><p><div></p>", encoding="utf-8")
    style.write_text("p { colour: red }", encoding="utf-8")
    assert messages(str(page)) and messages("--css", str(style))
