"""What the system does not let be written ends a build with a message, and the next good build clears what was left."""

import shutil
from pathlib import Path

from tests.build.running import delight, differing, succeeded, tree
from tests.made_up import picture, write_story


def test_a_name_that_is_too_long(sources: Path) -> None:
    """The name of a photo just fits; that of its smaller copies does not."""
    name = f"{'a' * 251}.png"
    succeeded(delight(sources, "build"))
    clean = tree(sources / "site")
    write_story(
        sources, "2021/long", files={name: picture(7)}, image={"file": name, "alt": {"ko": "가", "en": "a"}}
    )
    run = delight(sources, "build")
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert f"/{name}.webp:1:1: error: Nothing can be written here: the name is too long." in run.stderr
    assert "[unwritable]" in run.stderr and "as it was" not in run.stderr
    shutil.rmtree(sources / "stories/2021/long")
    succeeded(delight(sources, "build"))
    assert differing(tree(sources / "site"), clean) == []
    assert not (sources / "site/.delight-new").exists()


def test_a_theme_that_cannot_be_kept(sources: Path) -> None:
    shutil.rmtree(sources / ".cache")
    (sources / ".cache/delight").mkdir(parents=True)
    (sources / ".cache/delight/theme.new").write_text("a file", encoding="utf-8")
    run = delight(sources, "build")
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert run.stderr.startswith(".cache/delight/theme.new") and "[unwritable]" in run.stderr
    (sources / ".cache/delight/theme.new").unlink()
    succeeded(delight(sources, "build"))
