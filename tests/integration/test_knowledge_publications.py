"""Publishing from the desk: one at a time, refused with its reasons, taken back, settled when a desk died."""

import asyncio
import gc
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.integration.knowledge_steps import REFUSES, TRAINS, editor, ended, get, published, put, rewrite
from tests.integration.places import Place, desk_in


async def test_what_the_check_refuses_is_not_published_and_says_why(desk: Place, trains: Path) -> None:
    zhou = await editor(desk)
    await put(zhou)
    await put(zhou, "fee.other")
    assert "标题与 fee.rate 的相同" in "\n".join((await get(zhou, "drafts"))["problems"])
    done = await published(zhou)
    assert (done["state"], done["version"]) == ("refused", None)
    assert "标题与 fee.rate 的相同" in "\n".join(done["problems"])


async def test_what_the_gate_refuses_keeps_the_old_version_and_shows_the_difference(
    desk: Place, trains: Path
) -> None:
    zhou = await editor(desk)
    await put(zhou)
    await published(zhou)
    await put(zhou, base=1, answer="每平方米3.00元。")
    rewrite(trains, REFUSES)
    done = await published(zhou)
    assert done["state"] == "refused"
    assert done["gate"]["broken"][0]["after"] == {"entry_id": None, "confidence": 0.42}
    assert (await get(zhou, "versions"))["current"] == "0001"
    rewrite(trains, "#!/bin/sh\nexit 3\n")
    assert (await published(zhou))["state"] == "failed"


async def test_one_publication_at_a_time(desk: Place, trains: Path, tmp_path: Path) -> None:
    zhou = await editor(desk)
    await put(zhou)
    go_on = tmp_path / "go-on"
    rewrite(trains, f"#!/bin/sh\nwhile [ ! -e {go_on} ]; do sleep 0.05; done\n")
    first = await zhou.call("POST", "/knowledge/publications", {"estate": "baihua"})
    second = await zhou.call("POST", "/knowledge/publications", {"estate": "baihua"})
    assert (second.status_code, second.json()["code"]) == (409, "publishing")
    rewrite(go_on, "")
    assert (await ended(zhou, first))["state"] == "published"
    assert len((await get(zhou, "publications"))["publications"]) == 1


async def test_grade_three_goes_back_one_version(desk: Place, trains: Path) -> None:
    zhou, fang = await editor(desk), await editor(desk, "方静", grade=3)
    nothing = await fang.call("POST", "/knowledge/rollback", {"estate": "baihua"})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_before")
    await put(zhou)
    await published(zhou)
    await put(zhou, base=1, answer="每平方米3.00元。")
    await published(zhou)
    back = await fang.call("POST", "/knowledge/rollback", {"estate": "baihua", "note": "写错了"})
    assert (back.status_code, back.json()["version"]) == (201, "0001")
    versions = await get(zhou, "versions")
    assert versions["current"] == "0001"
    assert [one["version"] for one in versions["versions"]] == ["0002", "0001"]
    assert [one["by"]["name"] for one in versions["versions"]] == ["周莉", "周莉"]
    assert (await get(zhou, "search", q="单价"))["results"][0]["answer"] == "每平方米2.80元。"
    assert [one["kind"] for one in (await get(zhou, "drafts"))["changes"]] == ["changed"]


async def test_a_desk_that_died_while_publishing_says_later_that_it_failed(
    tmp_path: Path, trains: Path
) -> None:
    rewrite(trains, "#!/bin/sh\nexec sleep 30\n")
    async with desk_in(tmp_path) as desk:
        zhou = await editor(desk)
        await put(zhou)
        await zhou.call("POST", "/knowledge/publications", {"estate": "baihua"})
    rewrite(trains, TRAINS)
    async with desk_in(tmp_path, now=lambda: datetime.now(UTC) + timedelta(minutes=2)) as desk:
        zhou = await editor(desk, "周莉二")
        [left] = (await get(zhou, "publications"))["publications"]
        assert (left["state"], left["version"]) == ("failed", None)
        assert (await published(zhou))["state"] == "published"


async def test_what_the_bot_takes_it_to_mean_is_found_before_what_shares_its_words(
    tmp_path: Path, trains: Path
) -> None:
    likely = [{"entry_id": "fee.door", "confidence": 0.8}, {"entry_id": "gone", "confidence": 0.1}]
    body = json.dumps({"candidates": likely}).encode()
    async with RasaStandIn(replying(body)) as rasa, desk_in(tmp_path, bot_url=rasa.url) as desk:
        zhou = await editor(desk)
        await put(zhou)
        await put(zhou, "fee.door", title="门禁卡", answer="补一张30元。", questions=[])
        await published(zhou)
        found = (await get(zhou, "search", q="物业费卡丢了"))["results"]
        assert [(one["entry_id"], one["confidence"]) for one in found] == [
            ("fee.door", 0.8),
            ("fee.rate", None),
        ]
        rasa.answer = replying(b"", status="500 Internal Server Error")
        found = (await get(zhou, "search", q="物业费卡丢了"))["results"]
        assert found[0]["entry_id"] == "fee.rate"


async def test_a_desk_that_stops_takes_a_running_publication_with_it(tmp_path: Path, trains: Path) -> None:
    rewrite(trains, "#!/bin/sh\nexec sleep 20\n")
    async with desk_in(tmp_path) as desk:
        zhou = await editor(desk)
        await put(zhou)
        begun = await zhou.call("POST", "/knowledge/publications", {"estate": "baihua"})
        assert begun.status_code == 202
        pid = await child_of_this_process()
    assert cmdline(pid) == b""
    gc.collect()  # pipes that were left open complain here


async def child_of_this_process() -> str:
    """Wait until the publication runs in a process of its own; return its number."""
    async with asyncio.timeout(60):
        while not (found := [one for one in children() if b"publish" in cmdline(one)]):  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # another process's birth is no event of this one
    return found[0]


def children() -> list[str]:
    return [
        one for task in Path("/proc/self/task").iterdir() for one in (task / "children").read_text().split()
    ]


def cmdline(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
