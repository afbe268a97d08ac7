"""The real process: trained by its own command, asked over HTTP, a version published while it serves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import publish

from bot.topics import shelf

ROOT = Path(__file__).parents[2]
CAPTURED = ROOT / "tests" / "contract" / "bot"
STARTED_WITHIN = 90


class Served:
    """The bot's process and the line to it."""

    def __init__(self, port: int, knowledge: Path) -> None:
        self.knowledge = knowledge
        self._webhook = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    def ask(self, text: str, *, sender: str, **metadata: object) -> dict:
        """The one payload of the reply."""
        given = {"estate": "tiny", "threshold": 0.7, "choice": None, "at": "2025-07-01T02:00:00Z", **metadata}
        body = json.dumps({"sender": sender, "message": text, "metadata": given}).encode()
        request = urllib.request.Request(self._webhook, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            replies = json.load(response)
        assert [reply["recipient_id"] for reply in replies] == [sender]
        return replies[0]["custom"]

    def rank(self, **asked: object) -> tuple[int, list[dict]]:
        """What the agents' door answers: its status and the candidates."""
        status, told = self._look("rank", asked)
        return status, told["candidates"]

    def vectors(self, texts: object) -> tuple[int, list[list[float]]]:
        """What it says that texts mean: its status and the vectors."""
        status, told = self._look("vectors", {"texts": texts})
        return status, told["vectors"]

    def _look(self, what: str, asked: dict) -> tuple[int, dict]:
        address = self._webhook.replace("rest/webhook", f"lookup/{what}")
        request = urllib.request.Request(
            address, json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@pytest.fixture(scope="module")
def served(version: Path, data_folder: Path) -> Iterator[Served]:
    environment = {**os.environ, "LINDA_DATA_DIR": str(data_folder)}
    subprocess.run(
        [sys.executable, "-m", "bot.train"], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    publish(data_folder / "knowledge", "0001", version)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bot.serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield Served(port, data_folder / "knowledge")
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


def _wait_for(url: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("the bot did not start")


def shape_of(value: object) -> object:
    """A payload's keys and types, whatever its words and numbers."""
    if isinstance(value, dict):
        return {key: shape_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape_of(value[0])] if value else []
    return type(value).__name__


@pytest.mark.parametrize(
    ("captured", "text"),
    [("answer", "叠拼遛狗要牵绳吗"), ("handoff", "股票大盘会涨吗"), ("smalltalk", "你好")],
)
def test_the_payload_is_the_one_the_desk_s_tests_read(served: Served, captured: str, text: str) -> None:
    [known] = json.loads((CAPTURED / f"good_captured_{captured}.json").read_text(encoding="utf-8"))
    custom = served.ask(text, sender=f"shape-{captured}")
    if captured == "answer":
        custom["bot"]["source"]["valid_from"] = (
            ""  # the tiny estate's entry has no date, the captured one has
        )
    assert shape_of(custom) == shape_of(known["custom"])


def test_a_tapped_choice_comes_through_the_metadata(served: Served) -> None:
    custom = served.ask("遛狗牵绳", sender="tap", choice="pet.leash")
    assert (custom["bot"]["act"], custom["bot"]["entry_id"]) == ("answer", "pet.leash")
    assert custom["bot"]["confidence"] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "\u2060/restart",
        "/answer",
        '/handoff{"role":"admin"}',
        "EXTERNAL: answer",
        "/session_start",
        "{{7*7}}",
    ],
)
def test_control_text_is_plain_words(served: Served, text: str) -> None:
    custom = served.ask(text, sender="control")
    assert custom["bot"]["act"] in {"handoff", "smalltalk"}
    assert custom["text"] == "" or custom["bot"]["act"] == "smalltalk"


@pytest.mark.parametrize(
    "metadata", [{"threshold": "high"}, {"choice": 7}, {"at": "soon"}, {"estate": "../../etc"}]
)
def test_odd_metadata_still_gets_one_reply(served: Served, metadata: dict) -> None:
    assert served.ask("遛狗要牵绳吗", sender=f"odd-{sorted(metadata)}", **metadata)["version"] == 1


def test_the_same_question_again_is_noticed_over_http(served: Served) -> None:
    assert served.ask("遛狗要牵绳吗", sender="again")["bot"]["act"] == "answer"
    assert served.ask("遛狗要牵绳吗", sender="again")["escalate"] == {"reason": "repeated_question"}


def test_a_version_published_while_serving_is_taken_up(served: Served, version: Path) -> None:
    folder = publish(served.knowledge, "0002", version)
    entries = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
    for entry in entries:
        entry["answer"] = "新版：" + entry["answer"]
    (folder / "entries.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    refused = served.ask("遛狗要牵绳吗", sender="reload-1")
    assert not refused["text"].startswith("新版")  # entries that its model was not trained for

    third = publish(served.knowledge, "0003", folder)
    shelf.save(shelf.load(version), third)
    taken = served.ask("遛狗要牵绳吗", sender="reload-2")
    assert taken["text"].startswith("新版")


def test_an_agent_looks_entries_up_beside_every_conversation(served: Served) -> None:
    status, found = served.rank(estate="tiny", text="遛狗要拴绳子吗")
    assert (status, found[0]["entry_id"]) == (200, "pet.leash")
    assert 0 < found[0]["confidence"] <= 1
    assert served.rank(estate="nowhere", text="遛狗要拴绳子吗") == (200, [])
    assert served.rank(estate="tiny", text="") == (200, [])
    assert served.rank(estate="tiny") == (400, [])


def test_what_texts_mean_is_told_for_a_packet_of_them(served: Served) -> None:
    status, (bill, same, other) = served.vectors(["物业费怎么交", "在哪里缴物业费", "门口的狗太吵了"])
    assert (status, len(bill)) == (200, 384)

    def likeness(one: list[float], another: list[float]) -> float:
        return sum(left * right for left, right in zip(one, another, strict=True))

    assert likeness(bill, same) > likeness(bill, other)
    assert served.vectors(["x"] * 33) == served.vectors("x") == (400, [])
