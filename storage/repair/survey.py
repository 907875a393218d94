"""Looks at every file of a vault folder, with the keys of an open vault or without any."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.ports.backups import BackupTooNew
from app.ports.progress import nobody
from app.ports.repair import Finding, Part, Remedy, Survey
from app.ports.vault import (
    KdfParamsRefused,
    VaultDamaged,
    VaultError,
    VaultTooNew,
)
from storage.backups import places, verifying
from storage.database import CLEAR_MAGIC, SMALLEST_SIZE
from storage.faults import translated
from storage.repair.losses import unreadable_tables
from storage.vault import witness, write_ahead_log
from storage.vault.ballast import Ballast
from storage.vault.files import UNFINISHED, VaultFiles, read_header
from storage.vault.header_reader import DATABASE_NAME, parse
from storage.vault.watch import witness_paths
from storage.vault.witness import WitnessUnfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from storage.vault.conditions import Conditions
    from storage.vault.header import Header, SealedHeader
    from storage.vault.kdf import KdfRules
    from storage.vault.keys import SecretKey
    from storage.vault.session import Held, OpenVault
    from storage.vault.watch import Surroundings

_OF_THE_CHECK = {
    "size": Finding(Part.DATABASE, "size", Remedy.REPAIR),
    "page_seal": Finding(Part.DATABASE, "pages", Remedy.REPAIR),
    "structure": Finding(Part.DATABASE, "structure", Remedy.REBUILD),
    "references": Finding(Part.DATABASE, "references", Remedy.REPAIR),
    "search_index": Finding(Part.SEARCH, "stale", Remedy.REBUILD),
    "journal": Finding(Part.JOURNAL, "chain", Remedy.LOOK),
}
_ONLY_PAGES = {"structure", "references", "search_index", "journal"}
"""What cannot be judged apart while pages are unreadable."""
_FILES_DONE, _DATABASE_DONE, _ALL_DONE = 10, 50, 100


def of_folder(files: VaultFiles, conditions: Conditions) -> tuple[Finding, ...]:
    """Look at every file without a key."""
    if not files.folder.is_dir():
        return (Finding(Part.FOLDER, "missing", Remedy.LOOK),)
    header, found = _headers(files, conditions)
    if header is None:
        return (*found, *_unknown_files(files))
    return (
        *found,
        *_data_file(files, header.header),
        *_log(files, header.header),
        *_beside(files, header.header, None, conditions.around),
        *_backups(files, header.header, conditions.rules, nobody)[0],
        *_unknown_files(files),
    )


def of_open_vault(vault: OpenVault, progress: Callable[[int], None]) -> Survey:
    """Look at every file with the keys of the session."""
    held, header = vault.held, vault.header
    found = [*_of_opening(vault), *_copies_of_header(held, header)]
    found += [*_beside(held.files, header, held.keys.witness, held.around)]
    found += [*_unknown_files(held.files)]
    progress(_FILES_DONE)
    checked = vault.check()
    problems = set(checked.problems)
    if "page_seal" in problems:
        problems -= _ONLY_PAGES
        found += unreadable_tables(vault)
    found += [_OF_THE_CHECK[problem] for problem in checked.problems if problem in problems]
    progress(_DATABASE_DONE)
    bad, count = _backups(
        held.files,
        header,
        held.rules,
        lambda done: progress(_DATABASE_DONE + done * (_ALL_DONE - _DATABASE_DONE) // 100),
    )
    progress(_ALL_DONE)
    return Survey((*found, *bad), checked.pages, checked.journal_entries, count)


def _headers(
    files: VaultFiles, conditions: Conditions
) -> tuple[SealedHeader | None, list[Finding]]:
    """The header in force, and what is wrong with it or its mirror."""
    found: list[Finding] = []
    for part, path in ((Part.HEADER, files.header), (Part.MIRROR, files.mirror)):
        code = _wrong_with(path, conditions)
        if code == "too_new":
            return None, [Finding(Part.HEADER, code, Remedy.LOOK)]
        if code is not None:
            found.append(Finding(part, code, Remedy.AUTOMATIC))
    if len(found) == len((files.header, files.mirror)):
        return None, [_both_lost(files)]
    sealed = read_header(files, conditions.rules)
    if not found and files.header.read_bytes() != files.mirror.read_bytes():
        found.append(Finding(Part.MIRROR, "differs", Remedy.AUTOMATIC))
    return sealed.sealed, found


def _wrong_with(path: Path, conditions: Conditions) -> str | None:
    try:
        parse(path.read_bytes(), conditions.rules)
    except FileNotFoundError:
        return "missing"
    except VaultTooNew:
        return "too_new"
    except (VaultDamaged, KdfParamsRefused):
        return "damaged"
    return None


def _both_lost(files: VaultFiles) -> Finding:
    if not files.header.exists() and not files.mirror.exists():
        if not files.numbers():
            return Finding(Part.FOLDER, "no_vault", Remedy.LOOK)
        if files.making.exists():
            return Finding(Part.FOLDER, "unfinished", Remedy.LOOK)
    return Finding(Part.HEADER, "both_lost", Remedy.RESTORE)


def _data_file(files: VaultFiles, header: Header) -> Iterator[Finding]:
    """What the size and the first bytes of the data file tell."""
    path = files.database(header.database.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(CLEAR_MAGIC))
    except FileNotFoundError:
        yield Finding(Part.DATABASE, "missing", Remedy.RESTORE)
        return
    if size == 0:
        yield Finding(Part.DATABASE, "empty", Remedy.RESTORE)
    elif start == CLEAR_MAGIC:
        yield Finding(Part.DATABASE, "not_encrypted", Remedy.RESTORE)
    elif size < SMALLEST_SIZE or size % SMALLEST_SIZE:
        yield Finding(Part.DATABASE, "cut", Remedy.REPAIR, (("bytes", size),))


def _log(files: VaultFiles, header: Header) -> Iterator[Finding]:
    state = write_ahead_log.inspect(files.log(header.database.name))
    if state.damaged:
        facts = (("frames", state.frames),)
        yield Finding(Part.LOG, "damaged", Remedy.AUTOMATIC, facts)


def _of_opening(vault: OpenVault) -> Iterator[Finding]:
    """What the opening met and settled by itself, or left to her."""
    met = vault.opening
    if met.header_repaired:
        yield Finding(Part.HEADER, "damaged", Remedy.AUTOMATIC)
    if met.log_damaged:
        yield Finding(Part.LOG, "damaged", Remedy.LOOK)
    elif met.wal_missing:
        yield Finding(Part.LOG, "missing", Remedy.AUTOMATIC)
    if met.clock_set_back:
        yield Finding(Part.JOURNAL, "clock_set_back", Remedy.AUTOMATIC)
    if met.rolled_back is not None:
        facts = (("sealed", met.rolled_back.sealed), ("found", met.rolled_back.found))
        yield Finding(Part.DATABASE, "rolled_back", Remedy.ACCEPT, facts)
    elif met.read_only is not None:
        yield Finding(Part.HEADER, met.read_only.value, Remedy.ACCEPT)


def _copies_of_header(held: Held, header: Header) -> Iterator[Finding]:
    """Both copies as they are now: the bytes that this session wrote, sealed by its key."""
    for part, path in ((Part.HEADER, held.files.header), (Part.MIRROR, held.files.mirror)):
        try:
            data = path.read_bytes()
            sealed = parse(data, held.rules)
            sealed.verify(held.keys.header)
        except (OSError, VaultError):
            yield Finding(part, "damaged", Remedy.AUTOMATIC)
            continue
        if sealed.header != header or sealed.to_bytes() != data:
            yield Finding(part, "differs", Remedy.AUTOMATIC)


def _beside(
    files: VaultFiles, header: Header, key: SecretKey | None, around: Surroundings
) -> Iterator[Finding]:
    """The small files beside the data: witnesses, ballast, lock."""
    for path in witness_paths(files, header, around.witness_folder).values():
        if (code := _wrong_with_witness(path, header, key)) is not None:
            yield Finding(Part.WITNESS, code, Remedy.AUTOMATIC)
    with suppress(FileNotFoundError):
        if not Ballast(files.ballast, header.vault_id, around.ballast_size).sound():
            yield Finding(Part.BALLAST, "damaged", Remedy.LOOK)
    with suppress(FileNotFoundError):
        if files.lock.stat().st_size:
            yield Finding(Part.LOCK, "not_empty", Remedy.AUTOMATIC)


def _wrong_with_witness(path: Path, header: Header, key: SecretKey | None) -> str | None:
    try:
        sealed = witness.read(path)
    except WitnessUnfit:
        return "damaged"
    if sealed is None:
        return None
    if sealed.record.vault_id != header.vault_id:
        return "damaged"
    if key is None or sealed.record.mk_epoch != header.mk_epoch:
        return None
    return None if sealed.holds(key) else "damaged"


def _backups(
    files: VaultFiles, header: Header, rules: KdfRules, progress: Callable[[int], None]
) -> tuple[list[Finding], int]:
    """The sums of every backup in the vault's own folder."""
    paths = sorted(files.backups.iterdir()) if files.backups.is_dir() else []
    ours = set(places.files_of(files.backups, header.label))
    bad: list[Finding] = []
    for done, path in enumerate(paths):
        if path not in ours:
            bad.append(Finding(Part.FOLDER, "unknown_file", Remedy.LOOK))
        elif (code := _wrong_with_backup(path, rules)) is not None:
            name = (("file", path.name),)
            bad.append(Finding(Part.BACKUP, code, Remedy.NEW_BACKUP, name))
        progress((done + 1) * 100 // len(paths))
    return bad, len(ours)


def _wrong_with_backup(path: Path, rules: KdfRules) -> str | None:
    try:
        with translated():
            verifying.check_sums(verifying.read(path, rules), nobody)
    except (BackupTooNew, VaultTooNew):
        return "too_new"
    except VaultError:
        return "damaged"
    return None


def _unknown_files(files: VaultFiles) -> Iterator[Finding]:
    """What this program did not put there; never touched."""
    ours = {
        files.header.name,
        files.mirror.name,
        files.lock.name,
        files.witness.name,
        files.ballast.name,
        files.making.name,
        files.backups.name,
        files.quarantine.name,
    }
    unknown = [
        path
        for path in files.folder.iterdir()
        if path.name not in ours
        and not path.name.endswith(".tmp")
        and not DATABASE_NAME.fullmatch(path.name.removesuffix("-wal").removesuffix(UNFINISHED))
    ]
    if unknown:
        yield Finding(Part.FOLDER, "unknown_file", Remedy.LOOK, (("count", len(unknown)),))
