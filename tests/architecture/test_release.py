"""What a release says about itself agrees: version, changes, libraries."""

import re
import tomllib

import pytest
from testkit.source import ROOT

from app import VERSION

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def _library(requirement: str) -> str:
    """The name of a library, as the lock writes it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[._-]+", "-", name.group()).lower()


def test_the_project_and_the_program_have_one_version() -> None:
    assert PROJECT["version"] == VERSION


@pytest.mark.parametrize("part", ["Pour les utilisatrices", "For developers"])
def test_the_changelog_tells_users_and_developers_of_this_version(part: str) -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.split(r"^# ", changes.partition(f"# {part}")[2], flags=re.MULTILINE)[0]

    assert re.search(rf"^## {re.escape(VERSION)}\b", told, flags=re.MULTILINE)


def test_every_library_asked_for_is_locked() -> None:
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK, flags=re.MULTILINE))

    assert {_library(requirement) for requirement in asked} <= locked


def test_every_locked_library_has_its_hashes() -> None:
    entries = re.findall(r"^[a-z0-9-]+==(?:.*\\\n)*.*$", LOCK, flags=re.MULTILINE)

    assert entries
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_address_and_no_folder() -> None:
    assert re.findall(r"\w+://|--index|--find-links|(?:^|\s)/\w+", LOCK) == []
