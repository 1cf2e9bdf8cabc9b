"""What all tests share: the flag that rewrites golden files, and the pace of hypothesis."""

import os

import pytest
from hypothesis import settings

# Runs are the same everywhere; a slow machine that runs two tests at once must not fail one.
settings.register_profile("steady", deadline=10_000, derandomize=True, max_examples=100, print_blob=False)
# For a long look: pytest --hypothesis-profile=thorough
settings.register_profile("thorough", deadline=10_000, max_examples=5000)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of tests/cases")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to rewrite golden files where nobody would look at them."""
    if config.getoption("--update-golden") and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise pytest.UsageError("CI에서는 --update-golden을 쓰지 않습니다 · --update-golden is not for CI")
