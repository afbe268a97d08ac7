"""The pure rules of the desk."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from handoff.domain.bot_reply import BotReply
from handoff.domain.conversation import Consent, Conversation, Resident
from handoff.domain.envelope import Evidence, build_envelope, transcript_hash
from handoff.domain.escalation import urgency_of
from handoff.domain.estate import Estate
from handoff.domain.house import House, parse_room
from handoff.domain.masking import mask_name, mask_phone
from handoff.domain.rate import SlidingWindow
from handoff.domain.times import rfc3339
from handoff.domain.turn import BOT, RESIDENT, SYSTEM, Author, Choice, Turn
from handoff.domain.verdict import reason_after_the_bot, reason_before_the_bot
from handoff.domain.waiting import Wait, minutes_to_wait

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def resident_says(seq: int, text: str) -> Turn:
    return Turn(seq=seq, at=NOON, author=RESIDENT, text=text)


def bot_does(seq: int, act: str, **bot: object) -> Turn:
    return Turn(seq=seq, at=NOON, author=BOT, text="…", bot={"act": act, **bot})


def reply(act: str, confidence: float | None = None, **more: object) -> BotReply:
    return BotReply(act=act, text="…", confidence=confidence, bot={"act": act}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "house"),
    [
        ("3栋2单元1201", House("3", "2", "1201")),
        ("3 栋 2 单元 1201 室", House("3", "2", "1201")),
        ("3-2-1201", House("3", "2", "1201")),
        ("３号楼１２０１", House("3", None, "1201")),
        ("三栋二单元1201", House("3", "2", "1201")),
        ("叠拼12号", House("叠拼", None, "12")),
        ("S8", House("商铺", None, "S8")),
        ("s8铺", House("商铺", None, "S8")),
        ("门口那家", None),
        ("", None),
    ],
)
def test_a_room_is_read_as_people_write_it(written: str, house: House | None) -> None:
    assert parse_room(written) == house


@pytest.mark.parametrize(
    ("house", "kind"),
    [
        (House("3", "2", "1201"), None),
        (House("叠拼", None, "12"), "叠拼"),
        (House("商铺", None, "S8"), "商铺"),
        (House(), None),
    ],
)
def test_a_house_tells_its_kind_where_its_name_does(house: House, kind: str | None) -> None:
    assert house.kind == kind


def test_names_and_phones_are_masked() -> None:
    assert (mask_name("张三"), mask_name("欧阳小明"), mask_name("张")) == ("张*", "欧***", "张*")
    assert (mask_phone("13800001234"), mask_phone("12345")) == ("138****1234", "*****")


def test_a_moment_is_written_in_utc_with_milliseconds() -> None:
    assert rfc3339(NOON + timedelta(microseconds=1234)) == "2026-11-21T12:00:00.001Z"


def test_a_wait_is_estimated_only_from_enough_claims() -> None:
    recent = [Wait(1, timedelta(minutes=4)), Wait(2, timedelta(minutes=4))]
    assert minutes_to_wait(1, recent) is None
    recent.append(Wait(1, timedelta(minutes=3)))
    assert minutes_to_wait(1, recent) == 3
    assert minutes_to_wait(4, recent) == 12


def test_urgency_follows_the_reason() -> None:
    assert (urgency_of("emergency"), urgency_of("upset")) == ("urgent", "important")
    assert urgency_of("asked") == "general"


def test_the_call_for_a_person_and_the_human_choice_go_past_the_bot() -> None:
    assert reason_before_the_bot("转人工", None, []) == "asked"
    assert reason_before_the_bot("人工", "human", []) == "asked"
    assert reason_before_the_bot("人工费多少钱", None, []) is None


def test_the_same_question_after_an_answer_goes_to_a_person() -> None:
    said = [resident_says(1, "物业费多少钱？"), bot_does(2, "answer")]
    assert reason_before_the_bot("物业费 多少钱", None, said) == "repeated_question"
    assert reason_before_the_bot("停车费多少钱", None, said) is None
    assert reason_before_the_bot("物业费多少钱", None, said[:1]) is None


def test_the_second_clarification_in_a_row_is_a_miss_too_many() -> None:
    said = [resident_says(1, "那个"), bot_does(2, "clarify"), resident_says(3, "都不是")]
    assert reason_after_the_bot(reply("clarify"), said, 0.7) == "repeated_miss"
    answered = [*said, bot_does(4, "answer"), resident_says(5, "那个呢")]
    assert reason_after_the_bot(reply("clarify"), answered, 0.7) is None
    person = [*said, Turn(seq=4, at=NOON, author=Author("agent", "王敏", "a"), text="好的")]
    assert reason_after_the_bot(reply("clarify"), person, 0.7) is None


@pytest.mark.parametrize(
    ("confidence", "reason"), [(0.699, "low_confidence"), (None, "low_confidence"), (0.7, None)]
)
def test_an_answer_below_the_threshold_is_never_said(confidence: float | None, reason: str | None) -> None:
    assert reason_after_the_bot(reply("answer", confidence), [], 0.7) == reason


def test_a_handoff_keeps_its_reason() -> None:
    assert reason_after_the_bot(reply("handoff", escalate="upset"), [], 0.7) == "upset"


def test_a_window_admits_its_limit_and_says_how_long_to_wait() -> None:
    window = SlidingWindow(2, 60, keys=2)
    assert [window.admit("a", now) for now in (0, 1, 2)] == [None, None, 58]
    assert window.admit("a", 60.5) is None
    window.admit("b", 61)
    window.admit("c", 61)
    assert window.admit("a", 61) is None  # the oldest key was forgotten


def test_the_envelope_carries_evidence_and_a_hash_that_anybody_can_compute() -> None:
    said = [
        resident_says(1, "叠拼物业费"),
        bot_does(2, "answer", entry_id="fee.property.rate"),
        resident_says(3, "不对"),
    ]
    conversation = Conversation(
        id="c" * 24,
        estate="yunshan",
        resident=Resident("张三", "3-2-1201", "13800001234"),
        consent=Consent("1", NOON),
        opened_at=NOON,
        updated_at=NOON,
    )
    candidates = [{"entry_id": str(number), "title": "题", "confidence": 0.1} for number in range(5)]
    evidence = Evidence(text="不对", threshold=0.7, confidence=0.4, candidates=candidates)
    envelope = build_envelope(conversation, said, evidence, reason="upset", at=NOON)
    assert len(envelope["evidence"]["candidates"]) == 3
    assert envelope["answers_shown"] == [{"seq": 2, "entry_id": "fee.property.rate"}]
    assert envelope["house"] == {"building": "3", "unit": "2", "room": "1201"}
    assert envelope["contact"] == {"name": "张*", "phone": "138****1234"}
    assert (envelope["transcript"]["from_seq"], envelope["transcript"]["to_seq"]) == (1, 3)
    by_hand = json.dumps(
        [
            {"at": "2026-11-21T12:00:00.000Z", "author.kind": kind, "kind": "text", "seq": seq, "text": text}
            for seq, kind, text in ((1, "resident", "叠拼物业费"), (2, "bot", "…"), (3, "resident", "不对"))
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert envelope["transcript"]["sha256"] == hashlib.sha256(by_hand.encode()).hexdigest()


def test_the_hash_changes_with_a_single_word() -> None:
    assert transcript_hash([resident_says(1, "甲")]) != transcript_hash([resident_says(1, "乙")])


def test_an_estate_survives_its_profile_and_refuses_nonsense() -> None:
    profile = {
        "hotline": "0571-1",
        "desk_hours": "8:30–18:00",
        "chips": ["怎么交费", {"label": "单价", "text": "多少钱"}],
    }
    estate = Estate.from_profile("e", "小区", profile)
    assert estate.chips[1].text == "多少钱"
    assert Estate.from_profile("e", "小区", estate.to_profile()) == estate
    for nonsense in ({"hotline": 5}, {"chips": [{"label": "x"}]}, {"chips": 7}):
        with pytest.raises(ValueError, match="应该是"):
            Estate.from_profile("e", "小区", nonsense)


def test_a_turn_knows_its_act() -> None:
    line = Turn(seq=1, at=NOON, author=SYSTEM, text="…", choices=(Choice("a", "b"),), bot={"act": "handoff"})
    assert line.act == "handoff"
    assert resident_says(1, "…").act is None
