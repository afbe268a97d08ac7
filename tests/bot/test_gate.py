"""The gate: what was answered right stays right, or the new version is refused with the difference."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.gate import main
from bot.topics import shelf
from bot.topics.gate import Gate
from bot.topics.model import TopicModel

LEASH, POOL = "遛狗要不要牵绳", "游泳池几月开放"
GOLDEN = {"pet.leash": [LEASH], "facility.pool.season": [POOL]}


@pytest.fixture
def old(version: Path, tmp_path: Path) -> Path:
    return placed(version, tmp_path, "0001")


@pytest.fixture
def new(version: Path, tmp_path: Path) -> Path:
    folder = placed(version, tmp_path, "0002")
    (folder / "golden.yml").write_text(yaml.safe_dump(GOLDEN, allow_unicode=True), encoding="utf-8")
    (folder / "report.json").write_text('{"version": "0002"}', encoding="utf-8")
    return folder


def placed(version: Path, estate: Path, name: str) -> Path:
    folder = estate / "versions" / name
    shutil.copytree(version, folder)
    return folder


def change(folder: Path, how: Callable[[TopicModel], TopicModel]) -> None:
    """Train another way, as it were."""
    shelf.save(how(shelf.load(folder)), folder)


def never_sure(model: TopicModel) -> TopicModel:
    gate: Gate = model.right
    return replace(model, right=replace(gate, bias=gate.bias - 20))


def without_leash(model: TopicModel) -> TopicModel:
    """The last topic goes: its column, its answer, its questions as ones that nothing answers."""
    gone = model.ids.index("pet.leash")
    kept = [place for place in range(len(model.ids)) if place != gone]
    return replace(
        model,
        ids=tuple(model.ids[place] for place in kept),
        coefficients=model.coefficients[:, [*kept, -1]],
        answers=model.answers[kept],
    )


def leash_for_pool(model: TopicModel) -> TopicModel:
    """The two topics change places: every question about one is answered with the other."""
    names = {"pet.leash": "facility.pool.season", "facility.pool.season": "pet.leash"}
    return replace(model, ids=tuple(names.get(one, one) for one in model.ids))


def reported(folder: Path) -> dict:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["version"] == "0002"
    return report["gate"]


def test_a_version_that_answers_as_before_passes(new: Path, old: Path) -> None:
    assert main([str(new), str(old)]) == 0
    gate = reported(new)
    assert (gate["asked"], gate["right"], gate["broken"]) == (2, 2, [])


def test_one_that_no_longer_answers_is_refused_with_before_and_after(new: Path, old: Path) -> None:
    change(new, never_sure)
    assert main([str(new), str(old)]) == 1
    broken = {one["question"]: one for one in reported(new)["broken"]}
    assert set(broken) == {LEASH, POOL}
    assert broken[LEASH]["before"]["entry_id"] == "pet.leash"
    assert broken[LEASH]["before"]["confidence"] >= 0.7
    assert broken[LEASH]["after"] == {"entry_id": None, "confidence": 0.0}


def test_one_that_answers_with_another_entry_is_refused(new: Path, old: Path) -> None:
    change(new, leash_for_pool)
    assert main([str(new), str(old)]) == 1
    said = {one["question"]: one["after"]["entry_id"] for one in reported(new)["broken"]}
    assert said == {LEASH: "facility.pool.season", POOL: "pet.leash"}


def test_what_was_not_answered_before_breaks_nothing(new: Path, old: Path) -> None:
    change(new, never_sure)
    change(old, never_sure)
    assert main([str(new), str(old)]) == 0
    assert set(reported(new)["wrong"]) == {LEASH, POOL}


def test_a_topic_that_was_taken_out_is_not_asked_about_any_more(new: Path, old: Path) -> None:
    change(new, without_leash)
    assert main([str(new), str(old)]) == 0
    gate = reported(new)
    assert gate["asked"] == 1
    assert any("pet.leash" in note for note in gate["notes"])


def test_the_first_version_has_nothing_to_be_compared_with(new: Path) -> None:
    change(new, never_sure)
    assert main([str(new), "-"]) == 0
    assert reported(new)["right"] == 0


def test_accepted_answers_are_asked_again_and_a_broken_line_is_named(new: Path, old: Path) -> None:
    (new / "golden.yml").unlink()
    line = json.dumps({"question": "狗绳最长能多长", "entry_id": "pet.leash"}, ensure_ascii=False)
    (new.parent.parent / "accepted.jsonl").write_text(f'{line}\n{{"question": "半', encoding="utf-8")
    assert main([str(new), str(old)]) == 0
    assert any("第 2 行" in note for note in reported(new)["notes"])
    change(new, never_sure)
    assert main([str(new), str(old)]) == 1
    assert [one["question"] for one in reported(new)["broken"]] == ["狗绳最长能多长"]


def test_accepted_answers_that_come_with_the_version_are_asked_too(new: Path, old: Path) -> None:
    (new / "golden.yml").unlink()
    line = json.dumps({"question": "狗绳最长能多长", "entry_id": "pet.leash"}, ensure_ascii=False)
    (new / "accepted.jsonl").write_text(f"{line}\n", encoding="utf-8")
    assert main([str(new), str(old)]) == 0
    change(new, never_sure)
    assert main([str(new), str(old)]) == 1
    assert [one["question"] for one in reported(new)["broken"]] == ["狗绳最长能多长"]


def test_the_threshold_is_the_one_that_is_set(new: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINDA_CONFIDENCE_THRESHOLD", "1.0")
    change(new, never_sure)
    assert main([str(new), str(old)]) == 0


def test_an_old_version_that_cannot_be_read_holds_nothing_up(new: Path, old: Path) -> None:
    (old / "topic_model.npz").unlink()
    assert main([str(new), str(old)]) == 0
    assert any("读不出来" in note for note in reported(new)["notes"])


@pytest.mark.parametrize("file", ["topic_model.npz", "golden.yml"])
def test_a_new_version_that_cannot_be_asked_is_not_let_through(new: Path, old: Path, file: str) -> None:
    (new / file).write_text("[{", encoding="utf-8")
    assert main([str(new), str(old)]) == 2
