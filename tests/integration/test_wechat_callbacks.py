"""What a stranger may post to the callback address: nothing is stored, nothing is said."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from handoff.desk.letterbox import Letterbox
from handoff.storage.channel_tables import inbox
from tests.integration.followers import OPENID, Street, street, until
from tests.integration.places import Place, desk_in
from tests.wechat.envelopes import Envelope, seal
from tests.wechat.messages import to_xml

VECTORS = json.loads((Path(__file__).parents[1] / "data/wechat/vectors.json").read_text(encoding="utf-8"))
NOW = datetime.fromtimestamp(VECTORS["meta"]["now"], UTC)
ALL = {vector["id"]: vector for vector in (*VECTORS["positive"], *VECTORS["negative"])}
OFFICIAL = {name: vector for name, vector in ALL.items() if vector["channel"] != "wecom_kf"}
CHANNELS = """
[wechat.vectors]
app_id = "{receive_id}"
app_secret = "s"
original_id = "gh_0123456789ab"
token = "{token}"
encoding_aes_key = "{encoding_aes_key}"
estate = "yunshan"
"""


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@asynccontextmanager
async def vector_desk(folder: Path, clock: Clock) -> AsyncIterator[Place]:
    path = folder / "channels.toml"
    path.write_text(CHANNELS.format(**OFFICIAL["P01"]), encoding="utf-8")
    async with desk_in(folder, now=clock, channels_file=path, wechat_api_base="http://127.0.0.1:9") as desk:
        yield desk


async def posted(desk: Place, query: dict[str, str], body: bytes | str) -> httpx.Response:
    return await desk.client.post("/channels/wechat/vectors", params=query, content=body)


async def rows(desk: Place) -> list[Any]:
    async with desk.world.desk.store.read() as work:
        found = await work.inbox._connection.execute(sa.select(inbox))
        return list(found)


async def test_every_vector_over_http(tmp_path: Path) -> None:
    async with vector_desk(tmp_path, Clock()) as desk:
        for name, vector in sorted(OFFICIAL.items()):
            stored = len(await rows(desk))
            answered = await posted(desk, vector["query"], vector["http_body"])
            if vector["expect"] == "ok":
                assert (answered.status_code, answered.text) == (200, "success"), name
            else:
                assert (answered.status_code in {400, 403}, answered.content) == (True, b""), name
                assert len(await rows(desk)) == stored, name
        genuine = [vector for vector in OFFICIAL.values() if vector["expect"] == "ok"]
        assert len(await rows(desk)) == len(genuine) - 1  # two of them are one message, padded differently


async def test_a_replay_is_stored_once_and_refused_ten_minutes_later(tmp_path: Path) -> None:
    clock = Clock()
    async with vector_desk(tmp_path, clock) as desk:
        vector = OFFICIAL["P02"]
        for _ in range(3):
            assert (await posted(desk, vector["query"], vector["http_body"])).text == "success"
        clock.at += timedelta(minutes=10)
        late = await posted(desk, vector["query"], vector["http_body"])
        assert (late.status_code, late.content) == (403, b"")
        assert len(await rows(desk)) == 1


async def test_the_address_is_verified_over_http(tmp_path: Path) -> None:
    async with vector_desk(tmp_path, Clock()) as desk:
        good, bad = VECTORS["url_verification"][0], VECTORS["url_verification"][1]
        answered = await desk.client.get("/channels/wechat/vectors", params=good["query"])
        assert (answered.status_code, answered.text) == (200, good["response_body"])
        assert answered.headers["content-type"].startswith("text/plain")
        refused = await desk.client.get("/channels/wechat/vectors", params=bad["query"])
        assert (refused.status_code, refused.content) == (403, b"")
        unknown = await desk.client.get("/channels/wechat/nobody", params=good["query"])
        assert (unknown.status_code, unknown.content) == (404, b"")


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path) as place:
        yield place


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def envelope(wechat: Street) -> Envelope:
    return wechat.official.sealed(OPENID, {"MsgType": "text", "Content": "您好"})


def outer_bodies(genuine: str) -> dict[str, bytes]:
    sealed = genuine.split("<Encrypt>")[1].split("</Encrypt>", maxsplit=1)[0]
    nested = f"<xml><a><Encrypt>{sealed}</Encrypt></a></xml>"
    return {
        "a document type": (BOMB + genuine).encode(),
        "an entity": (BOMB + genuine.replace("<xml>", "<xml><x>&b;</x>", 1)).encode(),
        "10 MB": genuine.replace("<xml>", "<xml><x>" + "a" * 10_000_000 + "</x>", 1).encode(),
        "64 KiB and a bit": genuine.replace("<xml>", "<xml><x>" + "a" * 65_600 + "</x>", 1).encode(),
        "UTF-16": ('<?xml version="1.0" encoding="utf-16"?>' + genuine).encode("utf-16"),
        "a nested Encrypt": nested.encode(),
        "two of Encrypt": genuine.replace("</xml>", f"<Encrypt>{sealed}</Encrypt></xml>").encode(),
        "Encrypt within Encrypt": f"<xml><Encrypt><Encrypt>{sealed}</Encrypt></Encrypt></xml>".encode(),
        "200,000 levels": b"<xml>" + b"<a>" * 20_000,
        "nothing": b"",
        "no XML": b"{}",
    }


@pytest.mark.parametrize("what", list(outer_bodies("<xml><Encrypt></Encrypt></xml>")))
async def test_a_body_that_is_no_plain_xml_is_refused_without_a_word(wechat: Street, what: str) -> None:
    genuine = envelope(wechat)
    begun = time.perf_counter()
    answered = await wechat.desk.client.post(
        wechat.official.account.callback_path,
        params=genuine.query,
        content=outer_bodies(genuine.body)[what],
    )
    assert (answered.status_code in {400, 403}, answered.content) == (True, b""), answered.text
    assert time.perf_counter() - begun < 5
    assert await rows(wechat.desk) == []


ODD: dict[str, dict[str, Any]] = {
    "two kinds": {"MsgType": ["text", "image"], "Content": "您好"},
    "a kind with children": {"MsgType": {"item": "text"}, "Content": "您好"},
    "a MsgId of 2**64": {"MsgType": "text", "Content": "您好", "MsgId": 2**64},
    "a MsgId of 10,000 digits": {"MsgType": "text", "Content": "您好", "MsgId": "9" * 10_000},
    "a negative CreateTime": {"MsgType": "text", "Content": "您好", "CreateTime": -1},
    "no kind": {"Content": "您好"},
    "a picture without its id": {"MsgType": "image"},
    "a person with odd letters": {"MsgType": "text", "Content": "您好", "FromUserName": "a\nb"},
    "an empty event": {"MsgType": "event", "Event": ""},
}


@pytest.mark.parametrize("what", list(ODD))
async def test_a_genuine_message_that_makes_no_sense_is_set_aside_once(wechat: Street, what: str) -> None:
    odd = wechat.official.sealed(OPENID, {"MsgId": "24012345678901001"} | ODD[what])
    for _ in range(2):
        attempt = await wechat.platform.pusher.post(wechat.official.account, odd)
        assert (attempt.status, attempt.body) == (200, "success")
    (row,) = await rows(wechat.desk)
    assert row.outcome.startswith("no_")
    assert row.incoming_sealed is None
    assert await wechat.turns() == []


async def test_a_fault_of_our_own_says_nothing_and_the_callback_is_taken_when_it_comes_again(
    wechat: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback = wechat.official.sealed(OPENID, {"MsgType": "text", "Content": "物业费", "MsgId": "1"})
    with monkeypatch.context() as broken:
        broken.setattr(Letterbox, "put", lambda *_: 1 / 0)
        attempt = await wechat.platform.pusher.post(wechat.official.account, callback)
        assert (attempt.status, attempt.body) == (500, "")
    attempt = await wechat.platform.pusher.post(wechat.official.account, callback)
    assert (attempt.status, attempt.body) == (200, "success")
    await until(lambda: heard(wechat, "物业费"))


async def heard(wechat: Street, words: str) -> bool:
    return await wechat.said() == [words]


async def test_an_inner_document_type_is_refused(wechat: Street) -> None:
    account = wechat.official.account
    inner = BOMB + to_xml({"ToUserName": account.original_id, "FromUserName": OPENID, "MsgType": "text"})
    sealed = seal(account, inner, at=wechat.platform.clock.now(), openid=OPENID)
    attempt = await wechat.platform.pusher.post(account, sealed)
    assert (attempt.status in {400, 403}, attempt.body) == (True, "")


async def test_a_message_in_plain_text_is_refused_though_its_signature_is_right(wechat: Street) -> None:
    genuine = envelope(wechat)
    plain = to_xml(
        {"ToUserName": wechat.official.account.original_id, "FromUserName": OPENID, "MsgType": "text"}
    )
    query = {
        name: value for name, value in genuine.query.items() if name not in {"msg_signature", "encrypt_type"}
    }
    for downgraded in (query, query | {"encrypt_type": "raw"}, query | {"encrypt_type": "aes"}):
        attempt = await wechat.platform.pusher.post(
            wechat.official.account, replace(genuine, query=downgraded, body=plain)
        )
        assert (attempt.status, attempt.body) == (403, "")
    assert await rows(wechat.desk) == []


async def test_two_events_of_one_second_with_different_content_are_two(wechat: Street) -> None:
    one = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "CreateTime": 1_767_225_600}
    for number in (1, 2, 2):
        sealed = wechat.official.sealed(OPENID, one | {"MsgID": number, "Status": "success"})
        assert (await wechat.platform.pusher.post(wechat.official.account, sealed)).body == "success"
    assert len(await rows(wechat.desk)) == 2
