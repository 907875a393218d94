"""A key file: written once, private, read back; what is wrong with one is told by its reason."""

import stat

import pytest

from app.ports.keys import KeyFileUnfit
from storage.vault.keyfile import read_key_file, write_key_file

VECTOR = b"armoire-key-1 abcdef AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= "


def refused(path, label="abcdef"):
    with pytest.raises(KeyFileUnfit) as caught:
        read_key_file(path, label)
    return caught.value.facts["reason"]


def test_a_key_file_is_private_one_line_and_reads_back(tmp_path):
    path = tmp_path / "a.key"
    write_key_file(path, "abcdef")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().count(b"\n") == 1
    assert len(read_key_file(path, "abcdef")) == 32


def test_two_key_files_differ(tmp_path):
    for name in ("a.key", "b.key"):
        write_key_file(tmp_path / name, "abcdef")
    first, second = (read_key_file(tmp_path / name, "abcdef") for name in ("a.key", "b.key"))
    assert first != second


def test_a_key_file_is_never_written_over_a_file(tmp_path):
    path = tmp_path / "a.key"
    path.write_bytes(b"autre chose")
    with pytest.raises(KeyFileUnfit) as caught:
        write_key_file(path, "abcdef")
    assert caught.value.facts == {"reason": "exists"}
    assert path.read_bytes() == b"autre chose"


def test_the_vector_of_the_format_holds(tmp_path):
    path = tmp_path / "a.key"
    path.write_bytes(VECTOR + b"de978479\n")
    assert bytes(read_key_file(path, "abcdef")) == bytes(range(32))


def test_every_wrong_letter_is_told(tmp_path):
    path = tmp_path / "a.key"
    write_key_file(path, "abcdef")
    sound = path.read_bytes()
    reasons = set()
    for place in range(len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 1
        path.write_bytes(changed)
        reasons.add(refused(path))
    assert reasons == {"not_a_key_file", "damaged"}


@pytest.mark.parametrize("content", [b"", b"x", b"armoire-key-1", bytes(5000)])
def test_what_is_no_key_file_is_told(tmp_path, content):
    path = tmp_path / "a.key"
    path.write_bytes(content)
    assert refused(path) in {"not_a_key_file", "damaged"}


def test_one_of_another_vault_or_missing_or_a_folder_is_told(tmp_path):
    path = tmp_path / "a.key"
    write_key_file(path, "123456")
    assert refused(path) == "other_vault"
    assert refused(tmp_path / "absent.key") == "missing"
    assert refused(tmp_path) == "unreadable"
