"""Any flipped bit in any file of the folder is found, and what is lost is said."""

import shutil
from contextlib import suppress
from random import Random  # noqa: TID251 — seeded: the same flips at each run

import pytest
from testkit.damaged import ENTRY, damage_pages, flip, no_progress, worked_vault
from testkit.vaults import SettableClock, fast_vaults, phrase

from app.ports.repair import Part, Remedy
from app.ports.vault import VaultDamaged, VaultError
from app.usecases.repair import of_refusal
from storage.repair.desk import VaultRepairs
from storage.vault.files import VaultFiles

FLIPS = 300


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A locked vault with a backup, never touched: tests work on copies of it."""
    place = tmp_path_factory.mktemp("sound")
    files = worked_vault(place / "v", SettableClock())
    fast_vaults(witness_folder=place / "computer").unlock(files.folder, phrase()).close()
    return files


@pytest.fixture
def files(sound, tmp_path):
    shutil.copytree(sound.folder, tmp_path / "v")
    return VaultFiles(tmp_path / "v")


def looked_at(files):
    """What is said of a folder, without a key and then with it."""
    vaults = fast_vaults()
    found = list(vaults.damage(files.folder))
    try:
        vault = vaults.unlock(files.folder, phrase())
    except VaultDamaged as error:
        return [*found, of_refusal(error)]
    except VaultError as error:
        return [*found, error]
    found += VaultRepairs(vault).survey(no_progress).findings
    vault.close()
    return found


def codes(findings):
    return {(one.part, one.code) for one in findings}


def test_a_sound_vault_has_nothing_to_tell(files):
    assert looked_at(files) == []
    survey = VaultRepairs(vault := fast_vaults().unlock(files.folder, phrase())).survey(no_progress)
    assert survey.sound
    assert survey.backups == 1
    assert survey.pages > 100
    vault.close()


def test_any_flipped_bit_in_any_file_is_found(sound, tmp_path):
    chosen = Random(20261122)
    names = sorted(
        path.relative_to(sound.folder)
        for path in sound.folder.rglob("*")
        if path.is_file() and path.stat().st_size
    )
    files = VaultFiles(tmp_path / "v")
    shutil.copytree(sound.folder, files.folder)
    missed = []
    for _ in range(FLIPS):
        name = chosen.choice(names)
        path = files.folder / name
        place = chosen.randrange(path.stat().st_size)
        flip(path, place, chosen.randrange(8))
        if not looked_at(files):
            missed.append((str(name), place))
        shutil.rmtree(files.folder)
        shutil.copytree(sound.folder, files.folder)
    assert missed == []


@pytest.mark.parametrize("which", ["header", "mirror"])
def test_one_damaged_header_is_replaced_by_its_twin_and_told(files, which):
    path = getattr(files, which)
    flip(path, path.stat().st_size // 2)
    found = looked_at(files)
    assert found
    assert all(one.remedy is Remedy.AUTOMATIC for one in found)
    assert files.header.read_bytes() == files.mirror.read_bytes()
    assert looked_at(files) == []


def test_a_seal_damaged_in_one_copy_only_opens_by_the_other(files):
    text = files.header.read_bytes()
    place = text.index(b'"mac": "') + 12
    files.header.write_bytes(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
    vault = fast_vaults().unlock(files.folder, phrase())
    assert vault.opening.read_only is None
    assert vault.opening.header_repaired
    vault.close()
    assert looked_at(files) == []


def test_both_headers_lost_are_told_with_their_way_out(files):
    files.header.write_bytes(b"")
    files.mirror.unlink()
    (found,) = fast_vaults().damage(files.folder)
    assert (found.part, found.code, found.remedy) == (Part.HEADER, "both_lost", Remedy.RESTORE)


def test_a_table_that_cannot_be_read_is_named(files):
    path = files.database("data-000001.db")
    whole, named = path.read_bytes(), set()
    for page in range(len(whole) // 4096 - 1, 1, -3):
        path.write_bytes(whole)
        damage_pages(path, [page])
        with suppress(VaultDamaged):  # a page of the schema keeps the whole file from opening
            found = looked_at(files)
            unread = {dict(one.facts)["table"] for one in found if one.code == "rows_unreadable"}
            assert not unread or (Part.DATABASE, "pages") in codes(found)
            named |= unread
    assert "intervention" in named


def test_damage_that_touches_no_record_is_said_to(files):
    vault = fast_vaults().unlock(files.folder, phrase())
    with vault.transaction() as write:
        write.execute("INSERT INTO setting VALUES ('big', ?)", ("x" * 200_000,))
        write.commit(ENTRY)
    with vault.transaction() as write:
        write.execute("DELETE FROM setting WHERE key = 'big'")
        write.commit(ENTRY)
    vault.close()
    path = files.database("data-000001.db")
    damage_pages(path, [path.stat().st_size // 4096])
    assert (Part.DATABASE, "no_record_touched") in codes(looked_at(files))


def test_a_stale_search_index_is_rebuilt_without_touching_a_record(files):
    vault = fast_vaults().unlock(files.folder, phrase())
    with vault.transaction() as write:
        write.execute("UPDATE note_words_content SET c0 = 'autre'")
        write.commit(ENTRY)
    desk = VaultRepairs(vault)
    assert (Part.SEARCH, "stale") in codes(desk.survey(no_progress).findings)
    desk.rebuild(ENTRY)
    assert desk.survey(no_progress).findings == ()
    vault.close()


def test_a_survey_of_damage_leaves_the_rest_of_the_vault_readable(files):
    path = files.database("data-000001.db")
    damage_pages(path, [path.stat().st_size // 4096 // 2])
    vault = fast_vaults().unlock(files.folder, phrase())
    assert not VaultRepairs(vault).survey(no_progress).sound
    with vault.read() as connection:
        assert connection.execute("SELECT name FROM entity").fetchall() == [("Ville",)]
    vault.close()


@pytest.mark.parametrize(
    ("harm", "part", "code"),
    [
        (lambda files: files.database("data-000001.db").unlink(), "database", "missing"),
        (lambda files: files.database("data-000001.db").write_bytes(b""), "database", "empty"),
        (
            lambda files: files.database("data-000001.db").write_bytes(bytes(5000)),
            "database",
            "cut",
        ),
        (
            lambda files: files.database("data-000001.db").write_bytes(
                b"SQLite format 3\x00" + bytes(8176)
            ),
            "database",
            "not_encrypted",
        ),
        (lambda files: files.lock.write_bytes(b"x"), "lock", "not_empty"),
        (lambda files: (files.folder / "lettre.txt").touch(), "folder", "unknown_file"),
        (lambda files: files.witness.write_bytes(b"?"), "witness", "damaged"),
        (lambda files: files.ballast.write_bytes(b"?"), "ballast", "damaged"),
        (lambda files: next(files.backups.iterdir()).write_bytes(b"PK"), "backup", "damaged"),
        (
            lambda files: [path.unlink() for path in files.folder.glob("vault.json*")],
            "header",
            "both_lost",
        ),
    ],
)
def test_each_harm_has_its_own_code(files, harm, part, code):
    harm(files)
    assert (Part(part), code) in codes(fast_vaults().damage(files.folder))


def test_an_empty_folder_and_no_folder_are_told_apart(tmp_path):
    assert codes(fast_vaults().damage(tmp_path)) == {(Part.FOLDER, "no_vault")}
    assert codes(fast_vaults().damage(tmp_path / "gone")) == {(Part.FOLDER, "missing")}


def test_looking_without_a_key_writes_nothing(files):
    before = {path: path.read_bytes() for path in files.folder.rglob("*") if path.is_file()}
    fast_vaults().damage(files.folder)
    assert {path: path.read_bytes() for path in files.folder.rglob("*") if path.is_file()} == before
