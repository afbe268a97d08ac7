"""An agent sends a picture: re-encoded, to the resident's own eyes, in the widget and in WeChat."""

import io
from pathlib import Path

import httpx
from PIL import Image

from tests.integration.followers import OPENID, street
from tests.integration.messengers import Held, town_in
from tests.integration.people import AgentPerson, Resident
from tests.integration.places import Place, scripted
from tests.integration.test_privacy import photo


class Somebody:
    """A conversation that is only known by its id."""

    def __init__(self, conversation_id: str) -> None:
        self.path = f"/api/v1/conversations/{conversation_id}"


async def hands_in(agent: AgentPerson, who: Resident | Somebody) -> httpx.Response:
    return await agent.client.post(
        f"{who.path}/attachments", files={"file": ("form.jpg", photo())}, headers=agent.headers
    )


async def shows(
    agent: AgentPerson, who: Resident | Somebody, picture: str, *, key: str = "p1", text: str | None = None
) -> httpx.Response:
    body = {"client_key": key, "kind": "image", "attachment_id": picture, **({"text": text} if text else {})}
    return await agent.client.post(f"{who.path}/turns", json=body, headers=agent.headers)


async def test_the_owners_picture_is_stripped_said_once_and_seen_by_its_resident_alone(desk: Place) -> None:
    resident, other, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
    await agent.claim(resident)
    stored = await hands_in(agent, resident)
    assert (stored.status_code, stored.json()["width"]) == (201, 640)
    picture = stored.json()["attachment_id"]

    first = await shows(agent, resident, picture)
    again = await shows(agent, resident, picture)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (await shows(agent, resident, picture, text="另一句")).status_code == 422

    [turn] = [one for one in await resident.turns() if one["author"]["kind"] == "agent"]
    assert (turn["kind"], turn["text"], turn["attachment"]["id"]) == ("image", "[图片]", picture)
    seen = await resident.get(f"attachments/{picture}")
    assert (seen.status_code, b"GPS" in seen.content) == (200, False)
    assert (await other.get(f"attachments/{picture}")).status_code == 404


async def test_only_the_owner_sends_pictures_and_only_what_was_handed_in_there(desk: Place) -> None:
    resident, elsewhere = await desk.resident(), await desk.resident()
    agent, colleague = await desk.agent("王敏"), await desk.agent("李强")
    stranger = await desk.agent("外人", estate="baihua")
    for who in (resident, elsewhere):
        await agent.claim(who)
    refused = await hands_in(colleague, resident)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_owner")
    assert (await hands_in(stranger, resident)).status_code == 404
    picture = (await hands_in(agent, resident)).json()["attachment_id"]
    assert (await shows(colleague, resident, picture)).status_code == 409
    assert (await shows(agent, elsewhere, picture)).status_code == 404
    for odd in ({"private": True}, {"kind": "text"}, {"attachment_id": None}):
        body = {"client_key": "odd", "kind": "image", "attachment_id": picture, **odd}
        refused = await agent.do("POST", resident, "/turns", body)
        assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")


async def test_in_wechat_it_arrives_as_a_picture_and_its_words_behind_it(tmp_path: Path) -> None:
    async with street(tmp_path) as wechat:
        agent = await wechat.desk.agent("小李")
        await wechat.official.say(OPENID, "转人工")
        await wechat.hears("您要求人工服务")
        who = Somebody((await wechat.waits()).id)
        await agent.client.post(f"{who.path}/assignment", json={}, headers=agent.headers)
        await wechat.last_is("sent")
        picture = (await hands_in(agent, who)).json()["attachment_id"]
        assert (await shows(agent, who, picture, text="请按这张表填写")).status_code == 201

        await wechat.hears("请按这张表填写")
        await wechat.last_is("sent")
        shown = next(one for one in wechat.heard() if one.kind == "image")
        medium = wechat.official.media.get(shown.body["image"]["media_id"])
        assert Image.open(io.BytesIO(medium.content)).size == (640, 480)
        assert "[图片]" not in "".join(one.text for one in wechat.heard())


async def test_in_wecom_it_arrives_as_a_picture_too(tmp_path: Path) -> None:
    async with town_in(tmp_path, bot=scripted()) as town:
        customer, agent = town.follower("wmCustomer1"), await town.place.agent("lin")
        await customer.kf.say(customer.name, "转人工")
        await customer.hears()
        held = Held(await town.conversation(agent))
        await agent.claim(held)
        who = Somebody(held.id)
        picture = (await hands_in(agent, who)).json()["attachment_id"]
        assert (await shows(agent, who, picture)).status_code == 201
        while (shown := await customer.hears()).kind != "image":
            pass
        medium = town.platform.kf.media.get(shown.body["image"]["media_id"])
        assert Image.open(io.BytesIO(medium.content)).size == (640, 480)
        assert town.platform.journal.faults == []
