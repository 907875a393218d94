"""Files of the computer: read whole or refused, written whole or not at all, wiped when asked."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from testkit import attachments

from app.domain.documents import CHUNK_BYTES, MediaType
from app.ports.documents import DocumentRefused
from storage.documents.files import ComputerFiles

if TYPE_CHECKING:
    from pathlib import Path

FILES = ComputerFiles()


def _silent(_read: int) -> None:
    pass


def _read(path: Path) -> bytes:
    with FILES.open(path) as file:
        return b"".join(file.pieces(_silent))


def _refusal(work, *given) -> str:
    with pytest.raises(DocumentRefused) as refused:
        work(*given)
    return refused.value.code


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "scan0001"
    path.write_bytes(attachments.pdf())
    return path


def test_a_plain_file_is_read_as_it_is(paper) -> None:
    with FILES.open(paper) as file:
        assert (file.media_type, file.size) == (MediaType.PDF, paper.stat().st_size)
    assert _read(paper) == paper.read_bytes()


def test_links_folders_devices_and_pipes_are_refused(paper, tmp_path) -> None:
    link, pipe = tmp_path / "lien", tmp_path / "tuyau"
    link.symlink_to(paper)
    os.mkfifo(pipe)

    assert _refusal(_read, link) == "link"
    assert _refusal(_read, pipe) == "not_a_file"
    assert _refusal(_read, tmp_path) == "not_a_file"
    assert _refusal(_read, tmp_path / "absent") == "missing"
    null = type(tmp_path)("/dev/null")
    assert _refusal(_read, null) == "not_a_file"


def test_an_empty_file_is_refused(tmp_path) -> None:
    path = tmp_path / "vide"
    path.touch()

    assert _refusal(_read, path) == "empty"


def _changed_meanwhile(paper: Path, change) -> str:
    paper.write_bytes(b"%PDF-1.4" + bytes(3 * CHUNK_BYTES))

    def read() -> None:
        with FILES.open(paper) as file:
            for rank, _ in enumerate(file.pieces(_silent)):
                if rank == 0:
                    change()

    return _refusal(read)


def test_a_file_that_changes_while_it_is_read_is_refused(paper, tmp_path) -> None:
    other = tmp_path / "autre"
    other.write_bytes(b"autre")

    def grow() -> None:
        with paper.open("ab") as stream:
            stream.write(bytes(CHUNK_BYTES))

    assert _changed_meanwhile(paper, grow) == "changed"
    assert _changed_meanwhile(paper, lambda: os.truncate(paper, 10)) == "changed"
    assert _changed_meanwhile(paper, lambda: os.utime(paper, (1, 1))) == "changed"
    assert _changed_meanwhile(paper, lambda: other.replace(paper)) == "changed"
    assert _changed_meanwhile(paper, paper.unlink) == "changed"


def test_what_waits_is_listed_newest_first_by_content(tmp_path) -> None:
    for rank, (name, content) in enumerate(
        [
            ("a.bin", attachments.pdf()),
            ("b.pdf", attachments.png()),
            (".caché", b"x"),
            ("vide", b""),
        ]
    ):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (rank, rank))
    (tmp_path / "dossier").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "a.bin")

    waiting = FILES.waiting(tmp_path)

    assert [(one.path.name, one.media_type) for one in waiting] == [
        ("b.pdf", MediaType.PNG),
        ("a.bin", MediaType.PDF),
    ]
    assert _refusal(FILES.waiting, tmp_path / "absent") == "missing"


def test_a_copy_is_for_her_alone_and_leaves_nothing_beside(tmp_path) -> None:
    path = tmp_path / "document-1.pdf"
    FILES.save(path, iter([b"un", b"deux"]))

    assert path.read_bytes() == b"undeux"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_never_replaces_a_file(paper) -> None:
    before = paper.read_bytes()

    assert _refusal(FILES.save, paper, iter([b"autre"])) == "name_taken"
    assert paper.read_bytes() == before


def test_a_copy_that_fails_leaves_nothing(tmp_path) -> None:
    def broken():
        yield b"debut"
        raise DocumentRefused("damaged")

    assert _refusal(FILES.save, tmp_path / "document-1.pdf", broken()) == "damaged"
    assert list(tmp_path.iterdir()) == []
    assert _refusal(FILES.save, tmp_path / "absent" / "d.pdf", iter([b"x"])) == "folder_gone"


def _stamp(path: Path) -> tuple[int, ...]:
    with FILES.open(path) as file:
        return file.stamp


def test_a_wiped_file_is_overwritten_before_it_goes(paper, tmp_path) -> None:
    kept = tmp_path / "meme-bloc"
    with paper.open("rb") as still_open:
        FILES.wipe(paper, _stamp(paper))
        assert still_open.read() == b""

    assert not paper.exists()
    assert not kept.exists()
    assert list(tmp_path.iterdir()) == []


def test_only_the_file_that_was_attached_is_wiped(paper, tmp_path) -> None:
    stamp = _stamp(paper)
    paper.write_bytes(b"autre contenu")
    assert _refusal(FILES.wipe, paper, stamp) == "source_changed"

    (tmp_path / "second nom").hardlink_to(paper)
    assert _refusal(FILES.wipe, paper, _stamp(paper)) == "source_shared"
    assert paper.read_bytes() == b"autre contenu"


def test_noise_is_written_over_the_whole_file(paper, monkeypatch) -> None:
    written = []
    real = os.fsync

    def watched(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            written.append(os.pread(descriptor, 1 << 20, 0))
        real(descriptor)

    before, stamp = paper.read_bytes(), _stamp(paper)
    monkeypatch.setattr(os, "fsync", watched)
    FILES.wipe(paper, stamp)

    assert len(written[0]) == len(before)
    assert not any(written[0][at : at + 8] == before[at : at + 8] for at in range(0, 800, 8))
    assert written[1] == b""
