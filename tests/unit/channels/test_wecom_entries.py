"""Every kind of entry in a 微信客服 account's log: what customers and its people did, what happened."""

from typing import Any

import pytest

from handoff import channel_phrases, phrases
from handoff.channels.wecom import EntryReader
from handoff.domain.correspondent import AccountName, Incoming

CUSTOMER, SYSTEM, SERVICER = 3, 4, 5
READER = EntryReader(AccountName("wecom", "demo"), "yunshan")


def read(kind: str, part: dict[str, Any], *, origin: int = CUSTOMER, **more: Any) -> Incoming:
    entry = {
        "msgid": "m1", "open_kfid": "wk1", "external_userid": "wmCustomer1", "send_time": 1_767_225_590,
        "origin": origin, "msgtype": kind, kind: part,
    } | more  # fmt: skip
    incoming = READER.read(entry)
    assert incoming is not None
    return incoming


def happened(event_type: str, **part: Any) -> Incoming:
    whole = {"event_type": event_type, "open_kfid": "wk1", "external_userid": "wmCustomer1"} | part
    return read("event", whole, origin=SYSTEM)


@pytest.mark.parametrize(
    ("kind", "part", "shown"),
    [
        ("voice", {"media_id": "v"}, channel_phrases.VOICE_UNHEARD),
        ("video", {"media_id": "v"}, channel_phrases.VIDEO),
        ("file", {"media_id": "f"}, channel_phrases.UNSUPPORTED),
        ("link", {"title": "停水", "url": "https://a.example"}, "[链接] 停水 https://a.example"),
        ("business_card", {"userid": "zhangwei"}, channel_phrases.UNSUPPORTED),
        ("miniprogram", {"appid": "wx1", "title": "缴费"}, channel_phrases.UNSUPPORTED),
        ("msgmenu", {"list": []}, channel_phrases.UNSUPPORTED),
        ("channels_shop_product", {"product_id": "1"}, channel_phrases.UNSUPPORTED),
        ("text", {"content": "  "}, "  "),
    ],
)
def test_what_the_bot_cannot_read_is_kept_as_a_line(kind: str, part: dict[str, Any], shown: str) -> None:
    incoming = read(kind, part)
    assert (incoming.kind, incoming.deed, incoming.text) == ("unreadable_kind", "message", shown)


def test_words_taps_places_and_pictures_are_read() -> None:
    assert read("text", {"content": "物业费"}).text == "物业费"
    tapped = read("text", {"content": "满意", "menu_id": "rating:5"})
    assert (tapped.value, tapped.deed) == ("rating:5", "message")
    place = {"latitude": 30.27, "longitude": 120.15, "name": "云杉花园3幢", "address": "云杉路1号"}
    assert read("location", place).text == "我的位置：云杉花园3幢（30.27，120.15）"
    picture = read("image", {"media_id": "p1"})
    assert (picture.kind, picture.media, picture.text) == ("picture", "p1", phrases.PICTURE)


def test_what_a_code_says_of_a_house_is_a_hint_with_a_welcome_code_and_without() -> None:
    greeted = happened("enter_session", scene="door", scene_param="3-2-1201", welcome_code="C1")
    assert (greeted.kind, greeted.code, greeted.hint) == ("arrival", "C1", "3-2-1201")
    again = happened("enter_session", scene="door", scene_param="3-2-1201")
    assert (again.kind, again.deed, again.hint) == ("nothing", None, "3-2-1201")


@pytest.mark.parametrize("whose", ["user_recall_msg", "servicer_recall_msg"])
def test_what_somebody_takes_back_is_taken_back(whose: str) -> None:
    recalled = happened(whose, recall_msgid="m0")
    assert (recalled.kind, recalled.about) == ("recalled", "m0")


def test_what_happens_to_the_companys_people_is_taken_and_begins_nothing() -> None:
    changed = {"event_type": "servicer_status_change", "servicer_userid": "lina", "status": 2}
    assert read("event", changed, origin=SYSTEM, external_userid=None).kind == "nothing"
    assert happened("session_status_change", change_type=4, msg_code="C").kind == "nothing"
    assert happened("something_of_next_year").kind == "nothing"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {"msgtype": "text"},
        {"msgid": "m1", "send_time": 1, "origin": CUSTOMER, "msgtype": "text", "external_userid": "a\nb"},
        {"msgid": "m1", "send_time": "1", "origin": CUSTOMER, "msgtype": "text", "external_userid": "wm1"},
        {"msgid": "m1", "send_time": 1, "origin": 3, "msgtype": "text", "text": "x", "external_userid": "w"},
        {"msgid": "m1", "send_time": 1, "origin": CUSTOMER, "msgtype": ["text"], "external_userid": "wm1"},
    ],
)
def test_an_entry_that_makes_no_sense_is_passed_over(broken: object) -> None:
    assert READER.read(broken) is None
