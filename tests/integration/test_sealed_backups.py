"""A stolen backup: nothing in it can be read, nothing in it can be changed."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handoff.commands.main import main
from handoff.storage.backup import BadBackupError
from handoff.storage.sealed_file import MARK, PIECE, seal_file, unseal_file
from handoff.storage.sealing import KEY_BYTES

KEY = secrets.token_bytes(KEY_BYTES)
SEALED_PIECE = PIECE + 16


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "var"
    monkeypatch.setenv("LINDA_DATA_DIR", str(folder))
    monkeypatch.setenv("LINDA_PORT", "7998")
    return folder


@pytest.mark.sqlite
def test_nothing_in_a_sealed_backup_can_be_read_and_only_its_key_opens_it(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed, plain, key = tmp_path / "backup.sealed", tmp_path / "backup.db", data / "backup.key"
    assert main(["estates", "add", "yunshan", "--name", "金丝雀花园"]) == 0
    assert main(["backup", str(plain)]) == 0
    assert main(["backup", "--sealed", str(sealed)]) == 0
    assert main(["backup", "--sealed", str(sealed)]) == 1  # never over a file that is there
    for word in ("金丝雀花园".encode(), b"SQLite format", b"yunshan"):
        assert word in plain.read_bytes()
        assert word not in sealed.read_bytes()
    assert {file.stat().st_mode & 0o777 for file in (sealed, key)} == {0o600}
    assert [path.name for path in data.iterdir() if path.name.startswith(".")] == []

    kept = key.read_bytes()
    key.unlink()
    assert main(["restore", str(sealed)]) == 1
    assert "没有找到它的密钥" in capsys.readouterr().err
    key.write_bytes(secrets.token_bytes(KEY_BYTES))
    assert main(["restore", str(sealed)]) == 1
    key.write_bytes(kept)
    assert main(["estates", "add", "yunshan", "--name", "后来的名字"]) == 0
    assert main(["restore", str(sealed)]) == 0
    with closing(sqlite3.connect(data / "linda.db")) as database:
        assert database.execute("SELECT name FROM estates").fetchall() == [("金丝雀花园",)]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 5])
def test_a_file_of_any_size_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    (tmp_path / "plain").write_bytes(content := secrets.token_bytes(size))
    seal_file(tmp_path / "plain", tmp_path / "sealed", KEY)
    unseal_file(tmp_path / "sealed", tmp_path / "again", KEY)
    assert (tmp_path / "again").read_bytes() == content


def test_whatever_is_changed_left_out_or_cut_off_is_found(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(secrets.token_bytes(3 * PIECE))
    seal_file(tmp_path / "plain", tmp_path / "sealed", KEY)
    whole, begin = (tmp_path / "sealed").read_bytes(), len(MARK) + 32
    first, second = begin + SEALED_PIECE, begin + 2 * SEALED_PIECE
    spoilt = {
        "a bit in the salt": whole[: len(MARK)] + bytes([whole[len(MARK)] ^ 1]) + whole[len(MARK) + 1 :],
        "a bit in the middle": whole[:first] + bytes([whole[first] ^ 1]) + whole[first + 1 :],
        "the last piece is gone": whole[:second],
        "half of the last piece is gone": whole[:-100],
        "a piece is left out": whole[:first] + whole[second:],
        "two pieces changed places": whole[:begin]
        + whole[first:second]
        + whole[begin:first]
        + whole[second:],
        "something stands behind it": whole + b"x",
        "nothing but a head": whole[:begin],
    }
    for what, content in spoilt.items():
        (tmp_path / "spoilt").write_bytes(content)
        with pytest.raises(BadBackupError):
            unseal_file(tmp_path / "spoilt", tmp_path / f"opened-{what}", KEY)
