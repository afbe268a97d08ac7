"""What the bot may say, and what means that it failed: the real line and its twin keep the same promises."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handoff.bot import Breaker, RasaBot, neutralise
from handoff.bot_double import ScriptedBot
from handoff.desk.ports import Bot
from handoff.domain.bot_reply import Question, TicketQuestion
from handoff.domain.ticket import Matter
from handoff.errors import BotFailed
from tests.contract.payloads import names, payload
from tests.contract.rasa_stand_in import Answer, RasaStandIn, dripping, replying

QUESTION = Question(
    conversation_id="c" * 24,
    text="叠拼物业费多少钱一平",
    estate="yunshan",
    threshold=0.7,
    choice=None,
    at=datetime(2026, 11, 21, 10, tzinfo=UTC),
)
Line = Callable[[bytes], AbstractAsyncContextManager[Bot]]


@asynccontextmanager
async def over_http(body: bytes) -> AsyncIterator[Bot]:
    async with RasaStandIn(replying(body)) as rasa, line_to(rasa.url) as bot:
        yield bot


@asynccontextmanager
async def in_memory(body: bytes) -> AsyncIterator[Bot]:
    yield ScriptedBot(lambda _text: body)


@asynccontextmanager
async def line_to(
    url: str, *, seconds: float = 1.0, breaker: Breaker | None = None
) -> AsyncIterator[RasaBot]:
    bot = RasaBot(url, timeout=seconds, breaker=breaker or Breaker(lambda: 0.0))
    yield bot
    await bot.close()


both_lines = pytest.mark.parametrize("line", [over_http, in_memory])


@both_lines
@pytest.mark.parametrize("name", names("good"))
async def test_a_good_reply_is_taken(line: Line, name: str) -> None:
    async with line(payload(name)) as bot:
        reply = await bot.ask(QUESTION)
    assert reply.act == reply.bot["act"]
    assert reply.text or reply.act in {"handoff", "ticket"}


@both_lines
@pytest.mark.parametrize("name", names("bad"))
async def test_a_bad_reply_means_that_the_bot_failed(line: Line, name: str) -> None:
    async with line(payload(name)) as bot:
        with pytest.raises(BotFailed):
            await bot.ask(QUESTION)


async def test_an_answer_keeps_its_source_candidates_and_entities() -> None:
    async with over_http(payload("good_answer")) as bot:
        reply = await bot.ask(QUESTION)
    assert reply.bot["source"]["document"] == "01_收费公示.md"
    assert reply.candidates[0]["entry_id"] == "fee.property.rate"
    assert reply.entities[0]["value"] == "叠拼"


async def test_a_wish_about_a_ticket_comes_through_whole() -> None:
    async with over_http(payload("good_ticket_open")) as bot:
        opening = await bot.ask(QUESTION)
    assert opening.ticket == Matter(
        category="repair",
        trade="工程",
        urgency="important",
        summary="厨房水槽漏水",
        details={"where": "厨房水槽", "since": "昨天晚上"},
    )
    async with over_http(payload("good_ticket_urge_number")) as bot:
        urging = await bot.ask(QUESTION)
    assert urging.ticket == TicketQuestion("urge", "YS-20261121-0007")


@pytest.mark.parametrize(
    "answer",
    [
        replying(payload("good_answer"), after=2),
        dripping(payload("good_answer"), pause=0.02),
        replying(payload("good_answer"), status="500 Internal Server Error"),
        replying(b" " * 300_000 + payload("good_answer")),
    ],
    ids=["late", "one byte at a time", "500", "too large"],
)
async def test_whoever_is_late_or_ill_failed(answer: Answer) -> None:
    async with RasaStandIn(answer) as rasa, line_to(rasa.url, seconds=0.3) as bot:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(BotFailed):
            await bot.ask(QUESTION)
        assert asyncio.get_running_loop().time() - begun < 1.5


async def test_nobody_at_the_port_failed_too() -> None:
    async with line_to("http://127.0.0.1:9") as bot:
        with pytest.raises(BotFailed):
            await bot.ask(QUESTION)
        assert not await bot.is_well()


async def test_the_question_travels_as_the_architecture_says() -> None:
    async with RasaStandIn(replying(payload("good_answer"))) as rasa, line_to(rasa.url) as bot:
        await bot.ask(QUESTION)
    assert rasa.asked == [
        {
            "sender": "c" * 24,
            "message": "叠拼物业费多少钱一平",
            "metadata": {
                "estate": "yunshan",
                "threshold": 0.7,
                "choice": None,
                "at": "2026-11-21T10:00:00.000Z",
                "resident": {"house_kind": None, "tenure": None, "house": None},
            },
        }
    ]


async def test_of_what_kind_the_house_is_travels_with_it() -> None:
    bound = replace(QUESTION, house="S8", house_kind="商铺")
    async with RasaStandIn(replying(payload("good_answer"))) as rasa, line_to(rasa.url) as bot:
        await bot.ask(bound)
    told = rasa.asked[0]["metadata"]["resident"]
    assert told == {"house_kind": "商铺", "tenure": None, "house": "S8"}


@pytest.mark.parametrize("text", ["/restart", "  /inform{}", "EXTERNAL: x"])
def test_control_text_travels_behind_an_invisible_mark(text: str) -> None:
    assert neutralise(text) == "\u2060" + text


def test_plain_words_travel_as_they_are() -> None:
    assert neutralise("1/2 栋在哪") == "1/2 栋在哪"


async def test_after_five_failures_the_bot_is_left_alone_and_tried_every_ten_seconds() -> None:
    now = 0.0
    breaker = Breaker(lambda: now)
    async with RasaStandIn(replying(b"[]")) as rasa, line_to(rasa.url, breaker=breaker) as bot:
        for _ in range(8):
            with pytest.raises(BotFailed):
                await bot.ask(QUESTION)
        assert len(rasa.asked) == 5
        now = 10.0
        rasa.answer = replying(payload("good_answer"))
        assert (await bot.ask(QUESTION)).act == "answer"
        assert (await bot.ask(QUESTION)).act == "answer"
        assert len(rasa.asked) == 7


async def test_what_texts_mean_is_asked_once_in_packets_and_nonsense_is_nothing() -> None:
    texts = [f"问题{number}" for number in range(40)]

    async def answer(writer: asyncio.StreamWriter) -> None:
        asked = len(rasa.asked[-1]["texts"])
        await replying(json.dumps({"vectors": [[1.0, 0.5]] * asked}).encode())(writer)

    rasa = RasaStandIn(answer)
    async with rasa, line_to(rasa.url) as bot:
        for _ in range(2):
            assert [list(one) for one in await bot.vectors(texts)] == [[1.0, 0.5]] * 40
        assert [len(one["texts"]) for one in rasa.asked] == [32, 8]
        for nonsense in (b"", b"[]", b'{"vectors": []}', b'{"vectors": [["a"]]}'):
            rasa.answer = replying(nonsense)
            assert await bot.vectors(["新的问题"]) == []
    async with line_to("http://127.0.0.1:9") as bot:
        assert await bot.vectors(["遛狗"]) == []


async def test_entries_are_looked_up_and_nonsense_finds_none() -> None:
    body = b'{"candidates": [{"entry_id": "pet.leash", "confidence": 0.9}]}'
    async with RasaStandIn(replying(body)) as rasa, line_to(rasa.url) as bot:
        assert await bot.rank("yunshan", "遛狗") == [("pet.leash", 0.9)]
        for nonsense in (b"", b"[]", b'{"candidates": [{"entry_id": "a", "confidence": 7}]}'):
            rasa.answer = replying(nonsense)
            assert await bot.rank("yunshan", "遛狗") == []
    async with line_to("http://127.0.0.1:9") as bot:
        assert await bot.rank("yunshan", "遛狗") == []
