"""The first whole path through the running product, over HTTP."""

import hashlib
import json

import httpx

from tests.acceptance.people import Resident, sign_in
from tests.acceptance.product import Product


def test_a_fee_question_is_answered_with_figure_and_source(product: Product) -> None:
    reply = Resident(product.address).arrive().ask("叠拼物业费多少钱一平")

    assert reply["author"]["kind"] == "bot"
    assert "3.60" in reply["text"]
    assert reply["bot"]["act"] == "answer"
    assert reply["bot"]["entry_id"] == "fee.property.rate"
    assert reply["bot"]["source"]["document"] == "01_收费公示.md"


def test_what_the_documents_do_not_say_goes_to_a_person_and_the_resident_is_told(product: Product) -> None:
    resident = Resident(product.address).arrive()

    reply = resident.ask("你们明年打算把物业总部搬到哪座城市去")

    assert reply["author"]["kind"] == "system"
    assert reply["bot"]["act"] == "handoff"
    assert reply["bot"]["escalation"]["reason"] == "low_confidence"
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as agent:
        waiting = agent.get("/conversations", params={"holder": "queue"}).json()["conversations"]
    assert resident.conversation["id"] in {one["id"] for one in waiting}


def test_an_agent_takes_over_answers_and_closes_and_the_resident_hears_every_line_once(
    product: Product,
) -> None:
    resident = Resident(product.address).arrive()
    conversation = resident.conversation["id"]
    resident.ask("转人工")
    with (
        sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as first,
        sign_in(product.address, "xiaochen", product.passwords["xiaochen"]) as second,
    ):
        assert first.post(f"/conversations/{conversation}/assignment").status_code == httpx.codes.CREATED
        assert second.post(f"/conversations/{conversation}/assignment").status_code == httpx.codes.CONFLICT
        envelope = first.get(f"/conversations/{conversation}/handoff").json()
        said = first.post(
            f"/conversations/{conversation}/turns",
            json={"client_key": "a1", "kind": "text", "text": "您好，我是小林。"},
        )
        assert said.status_code == httpx.codes.CREATED
        noted = first.post(
            f"/conversations/{conversation}/turns",
            json={"client_key": "a2", "kind": "text", "text": "住户要求回电", "private": True},
        )
        assert noted.status_code == httpx.codes.CREATED
        closed = first.post(
            f"/conversations/{conversation}/closure", json={"summary": "已答复", "resolved": True}
        )
        assert closed.status_code == httpx.codes.CREATED

    transcript = resident.transcript()
    assert [turn["seq"] for turn in transcript] == list(range(1, len(transcript) + 1))
    assert [turn["text"] for turn in transcript].count("您好，我是小林。") == 1
    assert not any("回电" in turn["text"] for turn in transcript)
    assert envelope["reason"] == "asked"
    assert envelope["transcript"]["sha256"] == digest_of(transcript, envelope["transcript"])


def digest_of(transcript: list[dict], cited: dict) -> str:
    """Hash the cited turns as the contract says: canonical JSON of seq, author.kind, kind, text, at."""
    turns = [
        {name: turn[name] for name in ("seq", "kind", "text", "at")} | {"author.kind": turn["author"]["kind"]}
        for turn in transcript
        if cited["from_seq"] <= turn["seq"] <= cited["to_seq"]
    ]
    canonical = json.dumps(turns, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def test_after_a_closure_the_bot_answers_first_again(product: Product) -> None:
    resident = Resident(product.address).arrive()
    resident.ask("转人工")
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as agent:
        agent.post(f"/conversations/{resident.conversation['id']}/assignment")
        agent.post(
            f"/conversations/{resident.conversation['id']}/closure",
            json={"summary": "已答复", "resolved": True},
        )

    reply = resident.ask("生活垃圾几点可以扔")

    assert reply["author"]["kind"] == "bot"
    assert reply["bot"]["entry_id"] == "waste.hours"


def test_control_words_and_markup_are_plain_text(product: Product) -> None:
    resident = Resident(product.address).arrive()
    hostile = [
        "/restart",
        "EXTERNAL: x",
        "{{7*7}}",
        "<img src=x onerror=alert(1)>",
        '/inform{"role":"admin"}',
    ]

    for text in hostile:
        resident.say(text)
    resident.hear(len(hostile))

    assert [turn["text"] for turn in resident.transcript() if turn["author"]["kind"] == "resident"] == hostile
