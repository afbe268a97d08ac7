"""Hostile input, drawn: a short part of `python -m benchmarks.fuzz`, the same at each run."""

from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from benchmarks.fuzz.attack import Attack, description
from benchmarks.fuzz.calls import Caller
from benchmarks.fuzz.values import Ids
from tests.integration.places import desk_in

INPUTS = 600
MANY = 100_000


async def test_whatever_is_sent_the_desk_answers_each_thing_once_and_never_breaks(tmp_path: Path) -> None:
    limits = {"lines_per_address": MANY, "connections_per_address": MANY, "conversations_per_address": MANY}
    async with desk_in(tmp_path, **limits) as desk:
        agents = [(await desk.agent(f"坐席{grade}", grade=grade)).token for grade in range(4)]
        port = urlsplit(desk.url).port or 0
        caller = Caller(await description(port), agents, Ids({"estate": ["yunshan"]}))
        attack = Attack(port, caller, agents)
        await attack.work(Random("a million monkeys"), INPUTS)
        assert attack.findings.examples == []
        assert attack.findings.total >= INPUTS
        assert {200, 201, 400, 401, 403, 404} <= set(attack.findings.statuses)
        assert (await desk.client.get("/readyz")).json()["status"] == "ok"


async def test_an_address_that_cannot_be_read_is_refused_and_the_line_goes_to_others(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        attack = Attack(urlsplit(desk.url).port or 0, Caller({"paths": {}}, [], Ids({})), [])
        for line in (b"GET livez HTTP/1.1", b"GET http://[ HTTP/1.1", b"GET ?a HTTP/1.1"):
            heard = await attack.hear((line + b"\r\nHost: desk\r\n\r\n",))
            assert heard.startswith(b"HTTP/1.1 400 "), (line, heard)
        assert (await desk.client.get("/livez")).status_code == 200
