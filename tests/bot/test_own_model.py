"""Rasa's own model is loaded only as it was trained."""

from pathlib import Path

import pytest

from bot.own_model import fault_of, hash_file, model_file, write_hash
from bot.serve import main


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
    file = model_file()
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a trained model" * 100_000)
    write_hash(file)
    return file


def test_the_model_that_was_trained_is_fine(model: Path) -> None:
    assert fault_of(model) == ""


@pytest.mark.parametrize("spoil", ["changed", "cut", "unknown", "gone"])
def test_another_model_is_not_loaded(model: Path, spoil: str, capsys: pytest.CaptureFixture[str]) -> None:
    content = model.read_bytes()
    if spoil == "changed":
        model.write_bytes(content[:-1] + b"!")
    elif spoil == "cut":
        model.write_bytes(content[:-1])
    elif spoil == "unknown":
        hash_file(model).unlink()
    else:
        model.unlink()
    assert main([]) == 1
    assert "请重新训练" in capsys.readouterr().err
