"""Every recorded callback: the genuine ones are read, the others refused, all alike from outside."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handoff.channels.accounts import WechatAccount
from handoff.channels.crypto import CallbackCipher
from handoff.channels.door import Door
from handoff.channels.wechat import WechatGate
from handoff.channels.xml import parse
from handoff.domain.correspondent import Incoming
from handoff.errors import NotGenuine

Vector = dict[str, Any]
VECTORS = json.loads((Path(__file__).parents[2] / "data/wechat/vectors.json").read_text(encoding="utf-8"))
NOW = datetime.fromtimestamp(VECTORS["meta"]["now"], UTC)
OURS = "gh_0123456789ab"


def by_id(vectors: list[Vector]) -> Mapping[str, Vector]:
    return {vector["id"]: vector for vector in vectors}


def keys_of(vector: Vector) -> tuple[bytes, ...]:
    written = [vector["encoding_aes_key"], vector.get("previous_encoding_aes_key")]
    return tuple(base64.b64decode(f"{key}=") for key in written if key)


def door_of(vector: Vector) -> Door:
    is_wecom = vector["channel"] == "wecom_kf"
    return Door(
        vector["token"],
        CallbackCipher(keys_of(vector), vector["receive_id"]),
        own_id=vector["receive_id"] if is_wecom else OURS,
        says_type=not is_wecom,
    )


def opened(vector: Vector, *, now: datetime = NOW) -> str:
    return door_of(vector).open(vector["query"], vector["http_body"].encode(), now)


def gate_of(vector: Vector) -> WechatGate:
    return WechatGate(
        WechatAccount(
            name="yunshan", estate="yunshan", token=vector["token"], keys=keys_of(vector),
            secret="s", app_id=vector["receive_id"], original_id=OURS,
        )
    )  # fmt: skip


def read(name: str) -> Incoming:
    vector = by_id(VECTORS["positive"])[name]
    incoming = gate_of(vector).read(vector["query"], vector["http_body"].encode(), NOW)
    assert isinstance(incoming, Incoming)
    return incoming


@pytest.mark.parametrize("name", [vector["id"] for vector in VECTORS["positive"]])
def test_a_genuine_callback_opens_to_exactly_what_was_sealed(name: str) -> None:
    vector = by_id(VECTORS["positive"])[name]
    message = opened(vector)
    assert message == vector["plaintext"]
    fields = parse(message)
    assert {key: fields.get(key) for key in vector["parsed"]} == vector["parsed"]


@pytest.mark.parametrize("name", [vector["id"] for vector in VECTORS["negative"]])
def test_anything_else_is_refused_for_the_right_reason(name: str) -> None:
    vector = by_id(VECTORS["negative"])[name]
    with pytest.raises(NotGenuine) as refused:
        opened(vector)
    assert refused.value.status in {400, 403}
    allowed = {
        "bad_padding_or_frame": {"bad_padding", "bad_frame"},
        "bad_padding": {"bad_padding", "bad_ciphertext"},
    }
    assert refused.value.category in allowed.get(vector["error"], {vector["error"]})


@pytest.mark.parametrize("name", [vector["id"] for vector in VECTORS["url_verification"]])
def test_the_address_is_verified(name: str) -> None:
    vector = by_id(VECTORS["url_verification"])[name]
    if vector["channel"] == "oa":
        answer = Door(vector["token"], CallbackCipher([], ""), own_id=OURS).echo
    else:
        answer = door_of(vector).sealed_echo
    if vector["expect"] == "ok":
        assert answer(vector["query"]) == vector["response_body"]
    else:
        with pytest.raises(NotGenuine, match=vector["error"]):
            answer(vector["query"])


@pytest.mark.parametrize("name", [vector["id"] for vector in VECTORS["passive_replies"]])
def test_a_sealed_reply_of_the_same_cipher_opens(name: str) -> None:
    vector = by_id(VECTORS["passive_replies"])[name]
    assert (
        CallbackCipher(keys_of(vector), vector["receive_id"]).open(vector["encrypt"]) == vector["plaintext"]
    )


def test_the_key_before_this_one_still_opens() -> None:
    vector = dict(by_id(VECTORS["positive"])["P02"])
    keys = (bytes(32), *keys_of(vector))
    assert CallbackCipher(keys, vector["receive_id"]).open(vector["encrypt"]) == vector["plaintext"]


@pytest.mark.parametrize("minutes", [-10, 10, 60 * 24])
def test_an_old_callback_is_refused_and_one_from_the_future_too(minutes: int) -> None:
    vector = by_id(VECTORS["positive"])["P02"]
    with pytest.raises(NotGenuine, match="stale"):
        opened(vector, now=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("echo", ["<script>alert(1)</script>", "a" * 129, "１２３", "a b", ""])
def test_an_echo_that_a_page_could_run_is_not_said_back(echo: str) -> None:
    vector = by_id(VECTORS["url_verification"])["V01"]
    with pytest.raises(NotGenuine):
        Door(vector["token"], CallbackCipher([], ""), own_id=OURS).echo({**vector["query"], "echostr": echo})


def test_each_kind_of_message_is_understood() -> None:
    assert (read("P02").kind, read("P02").deed) == ("text", "message")
    assert read("P02").text == "您好，3号楼2单元1202室水管漏水，请尽快派人维修！"
    assert (read("P05").text, read("P05").via) == ("我要报修空调。", "voice")
    assert (read("P06").kind, read("P06").media) == ("picture", "MEDIA_img_1")
    assert read("P07").text == "我的位置：北京市朝阳区阳光花园小区东门（39.904211，116.407395）"
    assert (read("P08").kind, read("P08").deed, read("P08").hint) == ("arrival", "follow", "b3-u2-1202")
    assert (read("P10").kind, read("P11").kind) == ("nothing", "nothing")
    assert (read("P12").value, read("P12").deed) == ("101", "menu")


def test_different_messages_have_different_keys() -> None:
    keys = [read(vector["id"]).key for vector in VECTORS["positive"] if vector["channel"] != "wecom_kf"]
    repeated = {key for key in keys if keys.count(key) > 1}
    assert repeated == {read("P14").key}  # two samples of one message, padded differently
    assert read("P14").key == read("P15").key
