"""The loader, and what must travel with borrowed files."""

from __future__ import annotations

import re
import tomllib

import pytest

import resources


def test_a_folder_is_listed_without_the_folders_inside_it():
    assert resources.names("icons") == ()
    assert "sun.svg" in resources.names("icons", "lucide")


def test_a_missing_resource_is_refused():
    with pytest.raises(FileNotFoundError):
        resources.read_bytes("fonts", "missing.ttf")


def test_a_toml_file_is_parsed_once():
    assert resources.read_toml("theme", "tokens.toml") is resources.read_toml(
        "theme", "tokens.toml"
    )


def test_every_font_is_a_truetype_file_with_its_licence_beside_it():
    fonts = [name for name in resources.names("fonts") if name.endswith(".ttf")]
    assert fonts
    assert all(
        resources.read_bytes("fonts", name).startswith(b"\x00\x01\x00\x00") for name in fonts
    )
    assert "SIL OPEN FONT LICENSE" in resources.read_text("fonts", "OFL.txt")


def test_every_icon_takes_the_colour_of_the_text_and_has_its_licence_beside_it():
    icons = [name for name in resources.names("icons", "lucide") if name.endswith(".svg")]
    assert len(icons) > 60
    for name in icons:
        drawing = resources.read_text("icons", "lucide", name)
        assert 'stroke="currentColor"' in drawing
        assert re.fullmatch(r"[a-z0-9-]+\.svg", name)
    assert "ISC License" in resources.read_text("icons", "lucide", "LICENSE")


def test_every_toml_resource_parses():
    found = list(resources.path().rglob("*.toml"))
    assert found
    for one in found:
        tomllib.loads(one.read_text(encoding="utf-8"))
