"""The desk dies, or stumbles, at every commit and every send in turn; nothing is lost and nothing doubled."""

import ast
import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from benchmarks.faults.verdict import contradictions, stored_marks
from handoff.bootstrap import open_store
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from tests.contract.payloads import payload
from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.house.sources import ROOT
from tests.integration import engines
from tests.integration.dying_desk import DIED, passed
from tests.integration.places import CONSENT, PASSWORD, PASSWORD_HASH, settings_in
from tests.wechat import kf
from tests.wechat.accounts import make_kf_account, make_official_account, write_channels
from tests.wechat.clock import VirtualClock
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

Json = dict[str, Any]
PATIENCE = 300.0  # seconds for one step: the desk may die at thirty points in it
FASTER = 5.0  # how much sooner the platform tries again: after one second, not five
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


@dataclass
class Story:
    """People who go on, whatever the desk does, and what they were told that it has."""

    client: httpx.AsyncClient
    platform: Platform
    keeper: "Keeper"
    acknowledged: list[tuple[str, str, int, str]] = field(
        default_factory=list
    )  # conversation, token, seq, text
    accepted: list[str] = field(default_factory=list)  # what WeChat got rid of
    number: int = 0
    agent: str = ""

    async def insist(
        self, method: str, path: str, *, token: str = "", known: Collection[int] = (), **more: Any
    ) -> Json:
        """Ask until the desk has done it; `known` are the answers of one who had done it before."""
        signed = {"Authorization": f"Bearer {token}"} if token else {}
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(httpx.TransportError):
                    answered = await self.client.request(method, f"/api/v1{path}", headers=signed, **more)
                    if answered.is_success or answered.status_code in known:
                        return dict(answered.json())
                    assert answered.status_code in {500, 503}, answered.text
                assert not self.keeper.trouble, self.keeper.trouble
                await asyncio.sleep(0.1)

    async def say(self, which: str, token: str, **body: str) -> int:
        """Say something under a key of its own until it is acknowledged."""
        self.number += 1
        text = f"〔{self.number}〕{body.pop('text')}"
        said = {"client_key": f"k{self.number}", "kind": "text", "text": text, **body}
        turn = (await self.insist("POST", f"/conversations/{which}/turns", token=token, json=said))["turn"]
        self.acknowledged.append((which, token, turn["seq"], text))
        return int(turn["seq"])

    async def answered(self, which: str, token: str, seq: int) -> None:
        """Wait until somebody answered a turn."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.insist("GET", f"/conversations/{which}/turns", token=token)
                if any(turn.get("reply_to") == seq for turn in found["turns"]):
                    return
                await asyncio.sleep(0.1)

    async def in_the_widget(self) -> None:
        """A question, a picture, a person, a ticket, a promise, the end."""
        opening = {"estate": "yunshan", "channel": "web", "consent": CONSENT}
        opened = await self.insist("POST", "/conversations", json=opening)
        which, token = opened["id"], opened["token"]
        await self.answered(which, token, await self.say(which, token, text="叠拼物业费多少钱"))
        upload = {"files": {"file": ("a.png", _picture(), "image/png")}}
        picture = await self.insist("POST", f"/conversations/{which}/attachments", token=token, **upload)
        await self.say(which, token, text="这里", kind="image", attachment_id=picture["attachment_id"])
        await self.insist("POST", f"/conversations/{which}/escalation", token=token, json={})
        entry = {"username": "wangmin", "password": PASSWORD}
        agent = self.agent = (await self.insist("POST", "/sessions", json=entry))["token"]
        mine = f"/conversations/{which}"
        await self.insist("POST", f"{mine}/assignment", token=agent, json={}, known={409})
        await self.say(which, agent, text="我来帮您")
        await self._on_a_ticket(which, token, agent)
        due = {"text": "明天上午师傅上门", "due_at": "2030-01-01T08:00:00Z"}
        promise = (await self.insist("POST", f"{mine}/promises", token=agent, json=due))["promise"]
        await self.insist("POST", f"/promises/{promise['id']}/keeping", token=agent, json={"note": "好了"})
        done = {"summary": "已答复", "resolved": True}
        await self.insist("POST", f"{mine}/closure", token=agent, json=done, known={409})
        await self.insist("POST", f"{mine}/rating", token=token, json={"score": 5}, known={409})

    async def _on_a_ticket(self, which: str, token: str, agent: str) -> None:
        leak = {"category": "repair", "trade": "工程", "class": "important", "summary": "厨房水槽漏水"}
        body = {"client_key": f"t{self.number}", "conversation_id": which, **leak}
        number = (await self.insist("POST", "/tickets", token=agent, json=body))["ticket"]["number"]
        due = {"text": "今晚上门", "due_at": "2030-01-01T08:00:00Z"}
        await self.insist("POST", f"/tickets/{number}/promises", token=agent, json=due)
        mine = f"/conversations/{which}/tickets/{number}"
        await self.insist("POST", f"{mine}/urge", token=token, json={})
        for state in ("dispatched", "on_the_way", "done", "awaiting_confirmation"):
            move = {"to": state}
            await self.insist("POST", f"/tickets/{number}/moves", token=agent, json=move, known={409})
        confirmed = {"resolved": True}
        await self.insist("POST", f"{mine}/confirmation", token=token, json=confirmed, known={409})

    async def in_a_messenger(self) -> None:
        """A question in 公众号, a picture there, a question in 微信客服."""
        person = f"resident-{self.number}"
        text = await self._post(person, "公众号：物业费怎么交")
        await self._shown(person)
        async with asyncio.timeout(PATIENCE):
            while not (await self.platform.official.photo(person, _picture())).accepted:
                pass
        self.number += 1
        other = f"〔{self.number}〕微信客服：物业费怎么交"
        await self.platform.kf.say(f"customer-{self.number}", other)
        await self._shown(f"customer-{self.number}")
        self.accepted += [text, other]

    async def _post(self, person: str, text: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while True:
                self.number += 1
                said = f"〔{self.number}〕{text}"
                if (await self.platform.official.say(person, said)).accepted:
                    return said

    async def _shown(self, person: str) -> None:
        """Wait for an answer on a resident's screen, behind the notice."""
        async with asyncio.timeout(PATIENCE):
            while not any("物业费" in one.text for one in self.platform.journal.sent_to(person)):  # noqa: ASYNC110 - another's state
                await asyncio.sleep(0.1)


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "PNG")
    return file.getvalue()


class HastyClock(VirtualClock):
    """The wall's time, on which sleepers wake early; what is sealed must be fresh for the desk."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / FASTER)


@dataclass
class Keeper:
    """Starts the desk again whenever it died."""

    forker: asyncio.subprocess.Process
    order: Json
    pid: int = 0
    deaths: int = 0
    trouble: str = ""

    async def keep(self) -> None:
        """Have a desk until cancelled."""
        assert self.forker.stdin
        while True:
            self.forker.stdin.write(json.dumps(self.order).encode() + b"\n")
            self.pid = await self._line()
            ended = await self._line()
            # Who stumbles while it starts does not start, and is brought back as by the supervisor.
            if ended not in {DIED, -signal.SIGKILL, *([1] if self.order["deed"] == "stumble" else [])}:
                self.trouble = f"the desk ended with {ended}"
                return
            self.deaths += ended == DIED

    async def _line(self) -> int:
        assert self.forker.stdout
        return int((await self.forker.stdout.readline()).strip() or -1)

    def begin_anew(self) -> None:
        """Have the next desk neither die nor stumble."""
        self.order["deed"] = ""
        os.kill(self.pid, signal.SIGKILL)


@asynccontextmanager
async def mortal_desk(folder: Path, platform: Platform, *, bot: str, deed: str) -> AsyncIterator[Keeper]:
    """A desk that does something at each point that it passes for the first time, and comes back."""
    port = engines.free_port()
    platform.move_desk(f"http://127.0.0.1:{port}")
    environment = settings_for(platform, folder / "channels.toml") | engines.settings_for(folder)
    environment |= {"LINDA_DATA_DIR": str(folder), "LINDA_PORT": str(port), "LINDA_BOT_URL": bot}
    environment |= {"LINDA_SWEEP_SECONDS": "0.5", "LINDA_TURNS_PER_MINUTE": "6000"}
    order = {"environment": environment, "points": str(folder / "points"), "deed": deed}
    order["only"] = sorted(worth_dying_at()) if deed == "die" else None
    with (folder / "desk.log").open("wb") as log:
        forker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.integration.dying_desk"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    keeper = Keeper(forker, order)
    keeping = asyncio.create_task(keeper.keep())
    try:
        yield keeper
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        with suppress(ProcessLookupError):
            forker.kill()
            os.kill(keeper.pid, signal.SIGKILL)
        await forker.wait()


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
    points = tmp_path / "points"
    async with (
        RasaStandIn(replying(payload("good_answer"))) as rasa,
        Platform(accounts, clock=HastyClock()) as platform,
        mortal_desk(tmp_path, platform, bot=rasa.url, deed=deed) as keeper,
        httpx.AsyncClient(base_url=platform.desk, trust_env=False, timeout=20) as client,
    ):
        story, before = Story(client, platform, keeper), -1
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
