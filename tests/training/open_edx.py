"""Opens a package as Open edX does, in a process of its own: what it says of it is printed as JSON.

In: a package, and a folder for what is unpacked.
"""

import json
import sys
from pathlib import Path
from unittest import mock

import django
from django.conf import settings


def main(package: str, folder: str) -> None:
    """Upload a package to a block of SCORM."""
    settings.configure(
        MEDIA_ROOT=folder,
        STORAGES={"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}},
        INSTALLED_APPS=[],
        USE_TZ=True,
    )
    django.setup()
    from django.core.files.storage import default_storage
    from openedxscorm.scormxblock import ScormXBlock
    from xblock.field_data import DictFieldData

    block = ScormXBlock(mock.Mock(), DictFieldData({}), mock.Mock())
    block.location = mock.Mock(block_id="block", org="org", course="course", block_type="scorm")
    block.scorm_location = lambda: "scorm"
    with mock.patch.object(ScormXBlock, "storage", default_storage), Path(package).open("rb") as file:
        block.package_meta = {"sha1": "made", "name": Path(package).name}
        block.extract_package(file)
        block.update_package_fields()
        told = {
            "version": block.scorm_version,
            "page": block.index_page_path,
            "menu": block.navigation_menu,
            "warnings": block.package_warnings,
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
