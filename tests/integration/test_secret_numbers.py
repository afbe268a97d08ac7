"""Numbers that nobody needs are hidden before anything is stored, wherever they are written."""

from pathlib import Path

from tests.integration.places import Place, in_database

IDENTITY, CARD = "110101190001010006", "6222020000000000000"  # both made up; their checksums are right
MOVED = {"category": "other", "trade": "客服", "class": "general", "client_key": "t1"}


async def test_identity_and_card_numbers_lie_nowhere_and_the_resident_is_told(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    said = await resident.say(f"我的身份证{IDENTITY}，卡号{CARD}，转人工")
    assert said["text"] == f"我的身份证{'*' * 18}，卡号{'*' * 15}0000，转人工"
    told = await resident.hears(2)
    assert told["author"]["kind"] == "system"
    assert "已经隐去" in told["text"]
    await agent.claim(resident)
    listed = await agent.call("GET", "/conversations?holder=me")
    assert IDENTITY not in listed.text
    assert f"{'*' * 15}0000" in listed.text
    assert "*" * 18 in (await agent.do("GET", resident, "/handoff")).text
    await agent.say(resident, f"记下{IDENTITY}", private=True)
    ticket = {**MOVED, "conversation_id": resident.id, "summary": CARD, "details": {"卡": CARD}}
    assert (await agent.call("POST", "/tickets", ticket)).status_code == 201
    await agent.do("POST", resident, "/closure", {"summary": f"退款到{CARD}", "resolved": True})
    await resident.post("rating", {"score": 5, "comment": f"{IDENTITY}谢谢"})
    for secret in (IDENTITY, CARD):
        assert _files_with(secret, desk.data) == set()


async def test_the_same_message_again_is_the_same_and_another_number_is_not(desk: Place) -> None:
    resident = await desk.resident()
    first = await resident.say(f"身份证{IDENTITY}", key="k")
    again = await resident.post("turns", {"client_key": "k", "kind": "text", "text": f"身份证{IDENTITY}"})
    assert (again.status_code, again.json()["turn"]["seq"]) == (200, first["seq"])
    other = await resident.post(
        "turns", {"client_key": "k", "kind": "text", "text": "身份证110101190001010014"}
    )
    assert other.status_code == 422
    hidden = await in_database(desk.data, "SELECT count(*) FROM turns WHERE text LIKE '%110101%'")
    assert hidden == [(0,)]


def _files_with(secret: str, folder: Path) -> set[str]:
    return {
        path.name for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    }
