"""A notice of an outage answers its buildings in its time; nobody else, and never again."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.case import Case
from bot.decision import Asked, Decision, Heard
from bot.estates import Published
from bot.language.spelling import question_of
from bot.policy import decide
from bot.topics import shelf
from bot.training import read_entries, train
from knowledge_base.limits import CHINA
from tests.bot.conftest import ENTRIES

NOTICE = {
    "id": "notice.water.1122", "group": "notice", "title": "11月22日停水通知",
    "questions": ["今天停水吗", "怎么没有水了", "水什么时候来", "停水到几点", "家里没水是怎么回事"],
    "answer": "检修水管，11月22日9:00到17:30停水。", "audience": [], "buildings": ["3栋", "5栋"],
    "valid_from": "2026-11-22T09:00", "valid_until": "2026-11-22T17:30", "source": None,
}  # fmt: skip
LATER = {
    **NOTICE, "id": "notice.water.1123", "title": "11月23日停水通知", "buildings": ["3栋"],
    "questions": ["停水停到什么时候", "今天没水吗", "是不是停水了", "水管没水了怎么回事", "几点来水"],
    "answer": "水箱清洗，11月23日9:00到11:00停水。",
    "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T11:00",
}  # fmt: skip
NOON = datetime(2026, 11, 22, 12, tzinfo=CHINA)


@pytest.fixture(scope="module")
def published(data_folder: Path, questions: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("notices")
    (folder / "entries.json").write_text(
        json.dumps([*ENTRIES, NOTICE, LATER], ensure_ascii=False), encoding="utf-8"
    )
    entries = read_entries(folder)
    shelf.save(train(entries, questions=questions, cache=data_folder / "cache"), folder)
    return Published("0001", {entry.id: entry for entry in entries}, shelf.load(folder))


def asked(published: Published, text: str, *, house: str | None, at: datetime = NOON) -> Decision:
    what = Asked("tiny", 0.5, None, date(2026, 1, 1), house=house, moment=at)
    return decide(Case(Heard(text, question_of(text)), what, published, None))


def test_an_affected_resident_is_told(published: Published) -> None:
    for house in ("3栋2单元1201", "5-1-402"):
        told = asked(published, "今天停水吗", house=house)
        assert (told.intent, told.text) == ("answer", NOTICE["answer"])


def test_who_lives_elsewhere_is_not_told(published: Published) -> None:
    told = asked(published, "今天停水吗", house="4栋1单元301")
    assert told.intent == "handoff"
    assert not any(one.entry_id.startswith("notice") for one in told.candidates)


def test_where_the_building_is_not_known_the_notice_says_whom_it_is_for(published: Published) -> None:
    told = asked(published, "今天停水吗", house=None)
    assert told.text == f"这条通知只涉及3栋、5栋：\n{NOTICE['answer']}"


def test_the_building_that_the_resident_names_counts(published: Published) -> None:
    assert asked(published, "我住4栋1单元301，今天停水吗", house=None).intent == "handoff"


@pytest.mark.parametrize(("hour", "minute"), [(8, 59), (17, 31)])
def test_before_and_after_its_time_it_is_silent(published: Published, hour: int, minute: int) -> None:
    at = NOON.replace(hour=hour, minute=minute)
    assert asked(published, "今天停水吗", house="3栋2单元1201", at=at).intent == "handoff"


def test_of_two_notices_the_one_that_holds_speaks(published: Published) -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=CHINA)
    told = asked(published, "今天停水吗", house="3栋2单元1201", at=at)
    assert (told.intent, told.text) == ("answer", LATER["answer"])
    assert asked(published, "今天停水吗", house="5栋2单元1201", at=at).intent == "handoff"


def test_other_questions_are_answered_as_before(published: Published) -> None:
    told = asked(published, "狗绳最长多少", house="4栋1单元301")
    assert told.candidates[0].entry_id == "pet.leash"
