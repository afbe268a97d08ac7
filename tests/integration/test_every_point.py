"""The desk dies, or stumbles, at every commit and every send in turn; nothing is lost and nothing doubled."""

import ast
import asyncio
from pathlib import Path

import httpx
import pytest

from benchmarks.faults.verdict import contradictions, stored_marks
from handoff.bootstrap import open_store
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from tests.contract.payloads import payload
from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.house.sources import ROOT
from tests.integration.dying_desk import passed
from tests.integration.mortal_desk import HastyClock, mortal_desk
from tests.integration.places import PASSWORD_HASH, settings_in
from tests.integration.story import PATIENCE, Story
from tests.wechat import kf
from tests.wechat.accounts import make_kf_account, make_official_account, write_channels
from tests.wechat.platform import Platform

# What a message, a handoff, a ticket and a promise pass on their way; each commit in these must be among the
# points where the desk died.
ON_THE_WAY = (
    "admit",
    "answer",
    "attach",
    "claim",
    "close",
    "deliver",
    "dispatch",
    "escalate",
    "keep_promise",
    "move_ticket",
    "open",
    "open_ticket",
    "promise",
    "pull",
    "receive",
    "reply",
    "sign_in",
    "take_in",
)
ELSEWHERE = {
    "admit._hand_over",  # after five deaths over one callback
    "admit._come",
    "admit._go",
    "admit._note",
    "admit._wonder",
    "admit.admit",  # what is set aside or put off
    "claim.put_back",
    "deliver._settle",  # what the platform refuses
    "deliver.deliver",  # when nothing is left to send
    "reply._keep",
    "sign_in._log_refusal",
    "sign_in.sign_out",
    "sign_in.signed_in_agent",  # once a minute
}
SENDS = {"bot.ask", "wechat.send", "wecom.send", "wechat.picture", "pictures.keep"}
# Whoever dies before a commit has done nothing, unless something was sent, fetched or written before it.
AFTER_A_SEND = {
    "answer.answer",
    "deliver._mark",
    "admit._see",
    "attach.attach",
    "pull._store",
    "receive.receive",
}


@pytest.mark.sqlite  # once is enough for what it costs; PostgreSQL dies in the fault run
@pytest.mark.parametrize("deed", ["die", "stumble"])
async def test_whatever_happens_at_any_commit_or_send_nothing_is_lost_or_doubled(
    tmp_path: Path, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kf, "WITHOUT_BELL", (1000, 60.0))  # each start looks, and there are eighty of them
    accounts = (make_official_account(), make_kf_account())
    write_channels(tmp_path / "channels.toml", *accounts)
    url = settings_in(tmp_path).database_url
    async with open_store(settings_in(tmp_path)) as store, store.write() as work:
        await work.estates.put(Estate(id="yunshan", name="云杉花园"))
        agent = Agent(id="a", username="wangmin", name="王敏", grade=1, estates=frozenset({"yunshan"}))
        await work.agents.add(agent, PASSWORD_HASH)
    points, only = tmp_path / "points", sorted(worth_dying_at()) if deed == "die" else None
    async with (
        RasaStandIn(replying(payload("good_answer"))) as rasa,
        Platform(accounts, clock=HastyClock()) as platform,
        mortal_desk(tmp_path, platform, bot=rasa.url, deed=deed, only=only) as keeper,
        httpx.AsyncClient(base_url=platform.desk, trust_env=False, timeout=20) as client,
    ):
        story, before = Story(client, platform, lambda: keeper.trouble), -1
        while len(passed(points)) > before:  # until people went the whole way and nothing happened any more
            before = len(passed(points))
            await story.in_the_widget()
            await story.in_a_messenger()
        keeper.begin_anew()
        await settled(url)
        await everything_is_there(story)
        assert keeper.deaths == (len(passed(points)) if deed == "die" else 0)
    died_at = {point.partition(":")[0] for point in passed(points)}
    assert commits_on_the_way() - died_at <= ELSEWHERE <= commits_on_the_way()
    assert SENDS - died_at == set()
    stored = await stored_marks(url)
    said = [text for *_, text in story.acknowledged] + story.accepted
    numbers = [int(text[1 : text.index("〕")]) for text in said]
    assert [number for number in numbers if stored[number] != 1] == []
    assert [number for number, times in stored.items() if times > 1] == []


async def settled(url: str) -> None:
    """Wait until the rows say that all is done, and none contradicts another."""
    async with asyncio.timeout(PATIENCE):
        while found := await contradictions(url):
            assert found
            await asyncio.sleep(0.2)


async def everything_is_there(story: Story) -> None:
    """Each acknowledged turn stands where it was, without a hole, for residents and agents alike."""
    for which, token in {(which, token) for which, token, *_ in story.acknowledged}:
        found = (await story.insist("GET", f"/conversations/{which}/turns", token=token))["turns"]
        shown = (await story.insist("GET", f"/conversations/{which}/turns", token=story.agent))["turns"]
        assert [turn["seq"] for turn in found] == list(range(1, len(found) + 1))
        assert [(turn["seq"], turn["text"]) for turn in found] == [
            (turn["seq"], turn["text"]) for turn in shown
        ]
        for conversation, _, seq, text in story.acknowledged:
            assert conversation != which or found[seq - 1]["text"] == text


def worth_dying_at() -> set[str]:
    """Return the points where a desk is killed; where nothing has happened yet, a stumble is enough."""
    commits = {f"{verb}: after the commit" for verb in commits_on_the_way()}
    sends = {f"{name}: {when}" for name in SENDS for when in ("before", "after")}
    return commits | sends | {f"{verb}: before the commit" for verb in AFTER_A_SEND}


def commits_on_the_way() -> set[str]:
    """Return the verbs that begin a writing transaction, of the modules that a message passes."""
    found = set()
    for name in ON_THE_WAY:
        tree = ast.parse((ROOT / "handoff" / "desk" / f"{name}.py").read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.AsyncFunctionDef) and "store.write()" in ast.unparse(function):
                found.add(f"{name}.{function.name}")
    return found


def test_the_product_itself_has_no_such_points() -> None:
    mentions = [path for path in (ROOT / "handoff").rglob("*.py") if "failpoint" in path.read_text("utf-8")]
    assert mentions == []
