"""A house is bound by a code that somebody handed out; a name, a number or a QR code proves nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handoff.commands.main import main
from tests.integration.followers import OPENID, Street, street, until
from tests.integration.people import AgentPerson

WRONG = "这个绑定码不对"


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path) as place:
        yield place


async def code_for(agent: AgentPerson, room: str) -> str:
    made = await agent.call("POST", "/house-codes", {"estate": "yunshan", "room": room})
    assert made.status_code == 201, made.text
    code: str = made.json()["code"]
    return code


async def house_of(wechat: Street, agent: AgentPerson) -> object:
    return (await agent.call("GET", f"/conversations/{(await wechat.waits()).id}")).json()["house"]


async def test_a_code_binds_the_house_once(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    code = await code_for(agent, "3栋2单元1201")
    await wechat.official.say(OPENID, f"绑定 {code}")
    await wechat.hears("已为您绑定3栋2单元1201")
    assert await house_of(wechat, agent) == {"building": "3", "unit": "2", "room": "1201"}
    await wechat.official.say("oPms_resident_0002", f"绑定{code}")
    await wechat.hears(WRONG, openid="oPms_resident_0002")
    for turn in [*await wechat.turns(), *await wechat.turns("oPms_resident_0002")]:
        assert code not in turn.text


async def test_saying_a_name_and_a_number_binds_nothing_and_a_qr_code_is_a_hint(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    await wechat.official.follow(OPENID, scene="3-2-1201")
    await wechat.hears("保存这次对话")
    await wechat.official.say(OPENID, "我是3栋2单元1201的张三，电话13800000000")
    await wechat.hears("3.60")
    assert await house_of(wechat, agent) is None
    shown = (await agent.call("GET", f"/conversations/{(await wechat.waits()).id}")).json()["messenger"]
    assert (shown["house_hint"], shown["house_bound_at"]) == ("3-2-1201", None)


async def test_the_sixth_guess_of_a_day_is_not_looked_at_even_after_leaving_and_coming_back(
    wechat: Street,
) -> None:
    agent = await wechat.desk.agent("小李")
    code = await code_for(agent, "3栋2单元1201")
    for number in range(5):
        await wechat.official.say(OPENID, f"绑定 {(int(code) + number + 1) % 10**8:08d}")
        await until(lambda number=number: guessed(wechat, number + 1))
    await wechat.official.unfollow(OPENID)
    await wechat.gone()
    await wechat.official.follow(OPENID)
    await wechat.official.say(OPENID, f"绑定{code}")
    await wechat.hears("今天试的次数太多了")


async def guessed(wechat: Street, times: int) -> bool:
    return sum(WRONG in turn.text for turn in await wechat.turns()) == times


async def test_a_code_of_last_week_is_over(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    code = await code_for(agent, "叠拼12号")
    wechat.platform.clock.advance(8 * 86_400)
    await wechat.official.say(OPENID, code)
    await wechat.hears(WRONG)


async def test_what_is_no_house_gets_no_code_and_a_foreign_estate_neither(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    odd = await agent.call("POST", "/house-codes", {"estate": "yunshan", "room": "楼上那家"})
    foreign = await agent.call("POST", "/house-codes", {"estate": "baihua", "room": "3栋2单元1201"})
    assert (odd.status_code, foreign.status_code) == (400, 404)


def test_the_command_prints_a_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
    assert main(["estates", "add", "yunshan", "--name", "云杉花园"]) == 0
    assert main(["houses", "code", "yunshan", "3栋2单元1201"]) == 0
    assert "3栋2单元1201\t" in capsys.readouterr().out
    assert main(["houses", "code", "yunshan", "楼上那家"]) == 1


async def test_a_house_that_a_code_has_bound_is_proven_in_a_proposal(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    code = await code_for(agent, "3栋2单元1201")
    await wechat.official.say(OPENID, f"绑定 {code}")
    await wechat.hears("已为您绑定3栋2单元1201")
    await wechat.official.say(OPENID, "停水了")
    for number in range(2, 6):
        neighbour = await wechat.desk.resident(room=f"3栋2单元{number}01")
        await neighbour.say("停水了")

    async def is_proposed() -> bool:
        found = (await agent.call("GET", "/incidents?state=proposed")).json()["incidents"]
        return [(one["households"], one["proven"]) for one in found] == [(5, 1)]

    await until(is_proposed)
