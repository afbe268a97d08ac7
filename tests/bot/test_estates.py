import json
import shutil
from pathlib import Path

import pytest
from conftest import publish

from bot.estates import Estates
from bot.language.meaning import encode
from bot.topics import shelf


def test_a_stored_model_judges_as_before(version: Path) -> None:
    model, again = shelf.load(version), shelf.load(version)
    assert model.judge("遛狗要牵绳吗", encode("遛狗要牵绳吗")) == again.judge(
        "遛狗要牵绳吗", encode("遛狗要牵绳吗")
    )
    assert model.judge("遛狗要牵绳吗", encode("遛狗要牵绳吗")).candidates[0][0] == "pet.leash"


@pytest.mark.parametrize("file", ["topic_model.npz", "topic_model.json", "entries.json"])
def test_a_damaged_version_is_refused(version: Path, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(version, folder)
    (folder / file).write_bytes((folder / file).read_bytes()[:-7])
    with pytest.raises(shelf.DamagedModelError):
        shelf.load(folder)


def test_the_version_before_stays_when_the_new_one_is_damaged(knowledge: Path, version: Path) -> None:
    estates = Estates(knowledge)
    assert estates.in_force("tiny").version == "0001"
    folder = publish(knowledge, "0002", version)
    (folder / "topic_model.npz").unlink()
    assert estates.in_force("tiny").version == "0001"
    publish(knowledge, "0003", version)
    assert estates.in_force("tiny").version == "0003"


@pytest.mark.parametrize("name", ["", "nowhere", "..", "tiny/../tiny", "tiny\x00", "云杉"])
def test_an_unknown_or_odd_estate_has_nothing_published(knowledge: Path, name: str) -> None:
    assert Estates(knowledge).in_force(name) is None


def test_no_confidence_leaves_zero_to_one(version: Path) -> None:
    model = shelf.load(version)
    texts = ["", "泳", "物业费", "a" * 2000, "遛狗要牵绳吗" * 300]
    for text in texts:
        judged = model.judge(text, encode(text))
        assert all(0 <= value <= 1 for _, value in judged.candidates)
        assert 0 <= judged.within <= 1
        json.dumps(judged.candidates)
