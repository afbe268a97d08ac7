"""The line to a 微信客服, call by call, and its door: refusals, keys, one address for a company."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handoff.channels.wecom_messenger import WecomMessenger
from handoff.domain.correspondent import AccountName
from handoff.domain.delivery import Outgoing, Trouble
from handoff.errors import NotDelivered
from tests.integration.followers import beside_the_platform
from tests.integration.messengers import Town, town_in
from tests.integration.places import Place, desk_in, scripted
from tests.integration.test_wecom_story import ACCOUNT, FEE, begun, until
from tests.wechat.accounts import make_kf_account
from tests.wechat.clock import VirtualClock
from tests.wechat.sessions import BOT, PERSON
from tests.wechat.trouble import ALWAYS

SEND, TRANS, TOKEN = "kf/send_msg", "kf/service_state/trans", "gettoken"
HELLO = Outgoing(key="1-0", text="您好", settles=(1,))
CUSTOMER = "wmCustomer1"
VECTORS = json.loads((Path(__file__).parents[1] / "data/wechat/vectors.json").read_text(encoding="utf-8"))


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path, clock=VirtualClock(speed=0)) as town:
        await until(lambda: begun(town))
        await town.platform.kf.say(CUSTOMER, FEE, ring=False)  # may be answered; nobody has pulled it
        yield town


def messenger(town: Town) -> WecomMessenger:
    found = town.place.world.desk.messengers[ACCOUNT]
    assert isinstance(found, WecomMessenger)
    return found


REFUSALS: dict[int, tuple[Trouble, float | None]] = {
    40096: ("unreachable", None),
    84061: ("unreachable", None),
    95001: ("quota", None),
    95002: ("window", None),
    95013: ("window", None),
    95016: ("window", None),
    95018: ("window", None),
    47001: ("rejected", None),
    95014: ("rejected", None),
    95019: ("rejected", None),
    45009: ("platform", 60),
    45033: ("platform", 60),
    40013: ("account", 300),
    48002: ("account", 300),
    60020: ("account", 300),
    95000: ("account", 300),
    95003: ("account", 300),
    95004: ("account", 300),
    95011: ("account", 300),
    95012: ("account", 300),
    95017: ("account", 300),
}


async def test_every_refusal_has_its_consequence(town: Town) -> None:
    for code, (trouble, wait) in REFUSALS.items():
        town.platform.trouble.expect(SEND, errcode=code, times=ALWAYS)
        with pytest.raises(NotDelivered) as refused:
            await messenger(town).send(CUSTOMER, HELLO)
        meant = (refused.value.trouble, refused.value.wait, refused.value.may_retry)
        assert meant == (trouble, wait, wait is not None), code
        town.platform.trouble.end()
        town.platform.clock.advance(301)
    assert await messenger(town).send(CUSTOMER, HELLO) == 1


@pytest.mark.parametrize("code", [40001, 40014, 42001, 42009])
async def test_a_dead_token_is_renewed_once_and_the_message_goes(town: Town, code: int) -> None:
    town.platform.clock.advance(60)
    asked = len(town.platform.journal.calls_to(TOKEN))
    town.platform.kf.tokens.revoke()
    town.platform.trouble.expect("kf/service_state/get", errcode=code)
    assert await messenger(town).send(CUSTOMER, HELLO) == 1
    assert len(town.platform.journal.calls_to(TOKEN)) == asked + 1


async def test_a_session_that_somebody_takes_between_two_calls_is_left_to_them(town: Town) -> None:
    town.platform.trouble.expect(TRANS, errcode=95016)
    assert await messenger(town).send(CUSTOMER, HELLO) == 1, "the second look found it free"
    assert town.platform.kf.session(CUSTOMER).state == BOT
    town.platform.kf.take(CUSTOMER, "lina")
    with pytest.raises(NotDelivered) as refused:
        await messenger(town).send(CUSTOMER, HELLO)
    assert refused.value.trouble == "taken"
    assert town.platform.kf.session(CUSTOMER).state == PERSON


async def test_a_company_has_one_address_and_each_of_its_accounts_is_rung_for_there(tmp_path: Path) -> None:
    first = make_kf_account("first")
    second = replace(first, name="second", estate="baihua", open_kfid=make_kf_account().open_kfid)
    async with beside_the_platform(tmp_path, (first, second), bot=scripted()) as (place, platform):
        await until(lambda: len(platform.journal.calls_to("kf/sync_msg")) >= 2)
        kf = platform.kfs[1]
        await kf.say(CUSTOMER, FEE, ring=False)
        attempt = await platform.pusher.post(first, kf.bell())
        assert (attempt.status, attempt.body) == (200, "success")
        heard = await platform.journal.hears(CUSTOMER)
        assert heard.account == "second"
        async with place.world.desk.store.read() as work:
            known = await work.correspondents.find(AccountName("wecom", "second"), CUSTOMER)
            assert known is not None
            conversation = await work.conversations.get(known.conversation_id)
        assert conversation is not None
        assert conversation.estate == "baihua"


CHANNELS = """
[wecom.vectors]
corp_id = "{receive_id}"
secret = "s"
open_kfid = "wkPmsKf0001"
token = "{token}"
encoding_aes_key = "{new}"
previous_encoding_aes_key = "{encoding_aes_key}"
estate = "yunshan"
"""


@pytest.fixture
async def vectors_desk(tmp_path: Path) -> AsyncIterator[Place]:
    """A desk whose key was changed after the vectors were sealed."""
    (vector,) = [one for one in VECTORS["positive"] if one["channel"] == "wecom_kf"]
    path = tmp_path / "channels.toml"
    path.write_text(CHANNELS.format(**vector, new="a" * 43), encoding="utf-8")
    now = datetime.fromtimestamp(VECTORS["meta"]["now"], UTC)
    async with desk_in(
        tmp_path, now=lambda: now, channels_file=path, wecom_api_base="http://127.0.0.1:9"
    ) as desk:
        yield desk


async def test_the_vectors_are_taken_over_http_under_the_key_before_this_one(vectors_desk: Place) -> None:
    (vector,) = [one for one in VECTORS["positive"] if one["channel"] == "wecom_kf"]
    path, client = "/channels/wecom/vectors", vectors_desk.client
    for _ in range(2):
        answered = await client.post(path, params=vector["query"], content=vector["http_body"])
        assert (answered.status_code, answered.text) == (200, "success")
    for name in ("msg_signature", "timestamp", "nonce"):
        forged = vector["query"] | {name: vector["query"][name][:-1] + "7"}
        refused = await client.post(path, params=forged, content=vector["http_body"])
        assert (refused.status_code, refused.content) == (403, b""), name
    (verified,) = [one for one in VECTORS["url_verification"] if one["id"] == "V04"]
    asked = await client.get(path, params=verified["query"])
    assert (asked.status_code, asked.text) == (200, verified["response_body"])
    assert asked.headers["content-type"].startswith("text/plain")


async def test_somebody_who_comes_back_through_a_code_is_known_with_its_hint(tmp_path: Path) -> None:
    async with town_in(tmp_path, bot=scripted()) as town:
        await until(lambda: begun(town))
        customer, kf = town.follower(CUSTOMER), town.platform.kf
        await kf.say(CUSTOMER, FEE)
        await customer.hears_of("3.60")
        kf.event("", event_type="servicer_status_change", servicer_userid="lina", status=2)
        kf.event(CUSTOMER, event_type="enter_session", scene="door", scene_param="3-2-1201")
        await kf.ring()
        await until(lambda: is_hinted(town, "3-2-1201"))
        assert len(customer.heard) == 1, "nothing is said to who only looks in"


async def is_hinted(town: Town, hint: str) -> bool:
    async with town.place.world.desk.store.read() as work:
        known = await work.correspondents.find(ACCOUNT, CUSTOMER)
    return known is not None and known.hint == hint
