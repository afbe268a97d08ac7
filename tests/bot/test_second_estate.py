"""A second estate comes in as a file; under the same ids it never speaks with the first one's voice."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.estates import Estates, Published
from bot.language.meaning import encode
from bot.language.spelling import normalise, question_of
from bot.topics import shelf
from bot.topics.model import Judgement
from bot.training import read_entries, train
from knowledge_base.entry import Entry
from tests.bot.second_estate import ASKED_OF_OWN, GOLDEN, LACKED, OWN, ROOT, SHARED, knowledge_file

AUTHORS, FILES = ("lan", "heng"), ("fee", "pet", "near", "far")
THRESHOLD = 0.70


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the shared questions, so that the training takes seconds."""
    folder = tmp_path_factory.mktemp("shared")
    for author in AUTHORS:
        (folder / author).mkdir()
        for name in FILES:
            shutil.copy(ROOT / "bot" / "data" / "questions" / author / f"{name}.yml", folder / author)
    return folder


@pytest.fixture(scope="module")
def both(asked: Path, data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Estates:
    """The shipped estate's fees and pets as 0001 of `yunshan`, the second one as 0001 of `cedar`."""
    data = tmp_path_factory.mktemp("two")
    file = data / "cedar.csv"
    file.write_text(knowledge_file(), encoding="utf-8")
    commands = [["import", "cedar", str(file), "--name", "雪松里"], ["publish", "cedar"]]
    stands_in = data / "trains-nothing"  # the version is trained below, on a part of the questions
    stands_in.write_text("#!/bin/sh\n")
    stands_in.chmod(0o755)
    environment = {**os.environ, "LINDA_DATA_DIR": str(data), "LINDA_BOT_PYTHON": str(stands_in)}
    for command in [*commands, ["publish", "yunshan"]]:
        python = ROOT / ".venv" / "bin" / "python"
        subprocess.run(
            [python, "-m", "knowledge_base", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    for estate in ("cedar", "yunshan"):
        folder = data / "knowledge" / estate / "versions" / "0001"
        shelf.save(train(read_entries(folder), questions=asked, cache=data_folder / "cache"), folder)
    return Estates(data / "knowledge")


@pytest.fixture
def cedar(both: Estates) -> Published:
    found = both.in_force("cedar")
    assert found
    return found


def judge(published: Published, written: str) -> Judgement:
    question = question_of(normalise(written))
    return published.model.judge(question, encode(question))


def answer(published: Published, written: str) -> str | None:
    """What a resident would read; None when it is not sure enough."""
    entry_id, confidence = judge(published, written).candidates[0]
    return published.entries[entry_id].answer if confidence >= THRESHOLD else None


def test_under_one_id_each_estate_gives_its_own_answer(both: Estates, cedar: Published) -> None:
    yunshan = both.in_force("yunshan")
    assert yunshan
    questions = [question for entry_id in SHARED for question in GOLDEN[entry_id]]
    answered = [text for text in (answer(cedar, question) for question in questions) if text]
    assert len(answered) >= 0.8 * len(questions)
    assert all("雪松里" in text for text in answered)
    assert not any("雪松里" in (answer(yunshan, question) or "") for question in questions)


def test_its_own_topics_are_answered_from_three_to_five_questions(cedar: Published) -> None:
    questions = [(entry_id, text) for entry_id, texts in ASKED_OF_OWN.items() for text in texts]
    found = [judge(cedar, text).candidates[0][0] for _, text in questions]
    right = [said == meant for said, (meant, _) in zip(found, questions, strict=True)]
    assert sum(right) >= 0.9 * len(right)
    assert sum(answer(cedar, text) == OWN[entry_id][1] for entry_id, text in questions) >= 0.6 * len(right)


def test_a_topic_that_it_lacks_is_not_answered(cedar: Published) -> None:
    answered = {question: text for question in LACKED if (text := answer(cedar, question))}
    assert not answered


def test_no_candidate_is_an_entry_of_the_other_estate(cedar: Published) -> None:
    offered = {entry_id for question in LACKED for entry_id, _ in judge(cedar, question).candidates}
    assert offered <= {*SHARED, *OWN}


def test_an_estate_whose_topics_nobody_else_speaks_of_learns_whether_too(
    asked: Path, data_folder: Path
) -> None:
    own = [Entry(key, "own", title, tuple(asks), text) for key, (title, text, asks) in OWN.items()]
    model = train(own, questions=asked, cache=data_folder / "cache")
    alone = Published("0001", {entry.id: entry for entry in own}, model)
    questions = [(entry_id, text) for entry_id, texts in ASKED_OF_OWN.items() for text in texts]
    assert sum(answer(alone, text) == OWN[entry_id][1] for entry_id, text in questions) >= 0.6 * len(
        questions
    )
    assert not any(answer(alone, question) for question in LACKED)


def test_a_single_entry_without_questions_can_be_trained(asked: Path, data_folder: Path) -> None:
    only = Entry("own.only", "own", "唯一的条目", (), "只有这一条。")
    model = train([only], questions=asked, cache=data_folder / "cache")
    confidence = model.judge("物业费多少钱", encode("物业费多少钱")).candidates[0][1]
    assert 0 <= confidence < THRESHOLD
