"""A file that only looks like a backup is refused, within bounds and without a trace."""

import io
import json
import os
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a failure can be had again

import pytest
from testkit.backups import a_backup, no_progress, proof, reader, service
from testkit.vaults import SettableClock, a_vault

from app.ports.backups import BackupDamaged, BackupTooNew, Verified
from app.ports.vault import VaultError
from storage.backups import container, manifest
from storage.vault.session import OpenVault

SMALL = 400_000


@dataclass(frozen=True)
class Good:
    """A sound backup of an open vault, and its bytes."""

    path: Path
    data: bytes
    vault: OpenVault

    def member(self, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.read(name)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Good]:
    vault = a_vault(tmp_path_factory.mktemp("coffre"))
    row = a_backup(vault)
    yield Good(row.path, row.path.read_bytes(), vault)
    vault.close()


def _zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return kept.getvalue()


def _rewritten(good: Good, folder: Path, **replaced: bytes) -> Path:
    """The same backup, framed as we frame it, with members of another content."""
    small = {
        name: replaced.get(name.split(".")[0], good.member(name))
        for name in (container.HEADER, container.MANIFEST)
    }
    database = folder / "contenu"
    database.write_bytes(replaced.get("data", good.member(container.DATABASE)))
    target = folder / "hostile.vbk"
    sums = container.sums_of_file(database, no_progress)
    container.write(target, small, database, sums, no_progress)
    return target


FILES: dict[str, Callable[[Good], bytes]] = {
    "nothing": lambda _: b"",
    "one byte": lambda _: b"P",
    "zeros": lambda _: bytes(SMALL),
    "text": lambda _: b"Ceci n'est pas une sauvegarde. " * 900,
    "a database in clear": lambda _: b"SQLite format 3\x00" + bytes(SMALL),
    "the encrypted database alone": lambda good: good.member(container.DATABASE),
    "a vault header alone": lambda good: good.member(container.HEADER),
    "cut in the middle": lambda good: good.data[: len(good.data) // 2],
    "its last byte gone": lambda good: good.data[:-1],
    "a byte more at the end": lambda good: good.data + b"\x00",
    "a page more before the directory": lambda good: (
        good.data[:5000] + bytes(4096) + good.data[5000:]
    ),
    "twice itself": lambda good: good.data + good.data,
    "a plain zip of the same members": lambda good: _zipped(
        *((name, good.member(name)) for name in container.NAMES)
    ),
    "a compressed bomb": lambda _: _zipped(
        *((name, bytes(50_000_000)) for name in container.NAMES), compression=zipfile.ZIP_DEFLATED
    ),
    "an extra member": lambda good: _zipped(
        *((name, good.member(name)) for name in container.NAMES), ("../../.bashrc", b"x")
    ),
    "paths that climb": lambda good: good.data.replace(b"vault.json", b"../../.ssh"),
    "a thousand members": lambda _: _zipped(*((f"m{rank}", b"") for rank in range(1000))),
    "sizes beyond any file": lambda good: good.data[:-170] + bytes([255] * 90) + good.data[-80:],
}


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_backup_is_refused(kind: str, good: Good, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.vbk"
    hostile.write_bytes(FILES[kind](good))

    tracemalloc.start()
    try:
        with pytest.raises(BackupDamaged):
            reader().inspect(hostile)
        with pytest.raises(BackupDamaged):
            reader().restore_to(hostile, tmp_path / "nouveau", proof(), no_progress)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 8_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.vbk"]


def test_every_flipped_bit_is_found(good: Good, tmp_path: Path) -> None:
    """Each bit of header, manifest and frame; of the database, some of them."""
    flipped = tmp_path / "une.vbk"
    random, size = Random(3), len(good.data)
    start = good.data.index(b"data.db\x01") + 27
    frame = [*range(start), *range(size - 500, size)]
    places = [*random.sample(frame, 400), *(random.randrange(start, size) for _ in range(100))]
    for place in places:
        data = bytearray(good.data)
        data[place] ^= 1 << random.randrange(8)
        flipped.write_bytes(data)
        with pytest.raises(BackupDamaged):
            reader().inspect(flipped)


def _changed(good: Good, **changed: object) -> bytes:
    values = json.loads(good.member(container.MANIFEST))
    values.update(changed)
    del values["mac"], values["sum"]
    described = manifest.canonical(values)
    total = manifest.to_base64(manifest.hashlib.sha256(described).digest())
    whole = {**values, "sum": total, "mac": manifest.to_base64(bytes(32))}
    return json.dumps(whole, indent=1).encode("ascii") + b"\n"


def test_a_backup_of_a_newer_program_says_so(good: Good, tmp_path: Path) -> None:
    newer = _rewritten(good, tmp_path, manifest=_changed(good, version=2))

    with pytest.raises(BackupTooNew):
        reader().inspect(newer)


@pytest.mark.parametrize(
    "changed",
    [
        {"generation": -1},
        {"generation": 2**60},
        {"reason": "../x"},
        {"more": 1},
        {"rows_seal": "AAAA"},
        {"database": {"size": 5, "sha256": "x"}},
        {"made_at": "hier"},
        {"app_version": "x" * 5000},
    ],
    ids=str,
)
def test_a_manifest_that_we_would_not_write_is_refused(
    changed: dict[str, object], good: Good, tmp_path: Path
) -> None:
    with pytest.raises(BackupDamaged):
        reader().inspect(_rewritten(good, tmp_path, manifest=_changed(good, **changed)))


@pytest.mark.parametrize(
    "written",
    [b"[" * 60_000, b"{}", b"\xff" * 900, b'{"a":1,"a":1}', b'{"mac":1e999}', b"{" * 70_000],
    ids=range(6),
)
def test_a_manifest_that_is_no_manifest_is_refused(
    written: bytes, good: Good, tmp_path: Path
) -> None:
    with pytest.raises(BackupDamaged):
        reader().inspect(_rewritten(good, tmp_path, manifest=written))


def test_a_header_that_asks_for_too_much_memory_is_refused(good: Good, tmp_path: Path) -> None:
    values = json.loads(good.member(container.HEADER))
    values["slots"][0]["kdf"]["m_kib"] = 2**40
    del values["mac"], values["sum"]
    total = manifest.to_base64(manifest.hashlib.sha256(manifest.canonical(values)).digest())
    written = json.dumps({**values, "sum": total, "mac": manifest.to_base64(bytes(32))}).encode()
    digest = manifest.to_base64(manifest.hashlib.sha256(written).digest())
    forged = _changed(good, header={"sha256": digest})

    with pytest.raises(BackupDamaged):
        reader().inspect(_rewritten(good, tmp_path, vault=written, manifest=forged))


def test_a_manifest_changed_with_its_sums_right_breaks_its_seal(good: Good, tmp_path: Path) -> None:
    forged = _rewritten(good, tmp_path, manifest=_changed(good, commit_seq=1))

    reader().inspect(forged)
    with pytest.raises(BackupDamaged) as refused:
        reader().restore_to(forged, tmp_path / "nouveau", proof(), no_progress)

    assert refused.value.facts == {"reason": "seal"}
    assert not (tmp_path / "nouveau").exists()


def test_an_older_page_put_back_with_its_sums_right_breaks_the_seal(
    good: Good, tmp_path: Path
) -> None:
    database = bytearray(good.member(container.DATABASE))
    database[8192:12288] = database[4096:8192]
    digest = manifest.hashlib.sha256(database).digest()
    described = {"size": len(database), "sha256": manifest.to_base64(digest)}
    forged = _rewritten(
        good, tmp_path, data=bytes(database), manifest=_changed(good, database=described)
    )

    reader().inspect(forged)
    with pytest.raises(BackupDamaged):
        reader().restore_to(forged, tmp_path / "nouveau", proof(), no_progress)


def test_hostile_files_among_the_backups_are_marked_and_stop_nothing(good: Good) -> None:
    label = good.vault.info.label
    bad = good.path.with_name(f"sauvegarde-{label}-20260101T000000Z-000001.vbk")
    bad.write_bytes(b"x" * 3000)
    (good.path.parent / f"sauvegarde-{label}-lettre.vbk").write_bytes(b"x")
    (good.path.parent / f"sauvegarde-{label}-20269999T000000Z-000001.vbk").write_bytes(b"x")
    if os.name == "posix":
        good.path.with_name(f"sauvegarde-{label}-20260102T000000Z-000001.vbk").mkdir()

    rows = service(good.vault, SettableClock()).rows()
    bad.unlink()

    assert [row.verified for row in rows] == [Verified.FULL, Verified.BAD]


def test_random_changes_are_refused_or_change_nothing(good: Good, tmp_path: Path) -> None:
    """Changed, cut, lengthened or shuffled: refused, or the backup itself."""
    random, hostile = Random(11), tmp_path / "hostile.vbk"
    for _ in range(300):
        data = bytearray(good.data)
        for _ in range(random.randint(1, 4)):
            place, length = random.randrange(len(data)), random.choice((1, 2, 8, 4096))
            match random.randrange(4):
                case 0:
                    data[place : place + length] = random.randbytes(length)
                case 1:
                    del data[place : place + length]
                case 2:
                    data[place:place] = random.randbytes(length)
                case _:
                    struct.pack_into("<I", data, min(place, len(data) - 4), 0xFFFFFFFF)
        hostile.write_bytes(data)
        try:
            reader().inspect(hostile)
        except VaultError:
            continue
        assert data == good.data
