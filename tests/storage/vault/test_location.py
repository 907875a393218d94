"""Folders that are copied elsewhere or shared are told, by their names, marks and mounts."""

from pathlib import Path

import pytest

from storage.vault.location import NETWORK, ROAMING, SYNCHRONISED, location_warning

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
serveur:/partage /mnt/commun nfs4 rw 0 0
//serveur/p /mnt/deux\\040mots cifs rw 0 0
/dev/sdb1 /mnt/commun/cle vfat rw 0 0
"""


def warned(folder, **environment):
    found = location_warning(Path(folder), environment, MOUNTS)
    return (found.code, found.kind) if found else None


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/x/Documents/essai.armoire", None),
        ("/home/x/Dropbox/essai.armoire", (SYNCHRONISED, "dropbox")),
        ("/home/x/Dropbox (Pro)/a/essai.armoire", (SYNCHRONISED, "dropbox")),
        ("/home/x/OneDrive - Ville fictive/essai.armoire", (SYNCHRONISED, "onedrive")),
        ("/home/x/Nextcloud/essai.armoire", (SYNCHRONISED, "nextcloud")),
        ("/Users/x/Library/Mobile Documents/e.armoire", (SYNCHRONISED, "icloud")),
        ("/mnt/commun/essai.armoire", (NETWORK, "nfs4")),
        ("/mnt/deux mots/essai.armoire", (NETWORK, "cifs")),
        ("/mnt/commun/cle/essai.armoire", None),
        ("/mnt/communaute/essai.armoire", None),
    ],
)
def test_a_poor_place_is_told(folder, expected):
    assert warned(folder) == expected


def test_a_redirected_documents_folder_is_told():
    assert warned("/data/redirige/essai", OneDriveCommercial="/data/redirige") == (
        SYNCHRONISED,
        "onedrive",
    )


def test_a_roaming_profile_is_told():
    assert warned("/profil/itinerant/essai", APPDATA="/profil/itinerant") == (ROAMING, "profile")


@pytest.mark.parametrize(
    ("marker", "kind"),
    [(".dropbox", "dropbox"), (".sync_0a1b.db", "nextcloud"), (".stfolder", "syncthing")],
)
def test_a_marker_left_by_a_service_is_seen_above(tmp_path, marker, kind):
    (tmp_path / marker).touch()
    folder = tmp_path / "a" / "essai.armoire"
    folder.mkdir(parents=True)
    found = location_warning(folder, {}, "")
    assert found is not None
    assert found.kind == kind


def test_the_place_of_this_very_test_can_be_asked(tmp_path):
    location_warning(tmp_path)
