"""Canaries: what one resident entrusts is looked for in every file of the running product."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.acceptance.people import CONSENT, Resident, sign_in
from tests.acceptance.product import ROOT, Product, wait_until

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY, CARD = "110101190001010006", "6222020000000000000"  # both made up; their checksums are right


@dataclass(frozen=True)
class Canary:
    """Somebody whom nobody else resembles."""

    name: str
    phone: str
    room: str
    words: str
    begun: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What is sealed wherever it lies."""
        return self.name, self.phone, self.room


@pytest.fixture
def canary() -> Canary:
    mark = secrets.token_hex(6)
    phone = f"1380000{secrets.randbelow(10_000):04d}"
    return Canary(f"金丝雀{mark}", phone, f"87栋6单元{mark[:4]}", f"暗号{mark[::-1]}", f"草稿{mark[1:]}")


def entrust(product: Product, canary: Canary) -> Resident:
    """Open a conversation with all personal fields."""
    resident = {"name": canary.name, "phone": canary.phone, "room": canary.room}
    body = {"estate": "yunshan", "channel": "web", "resident": resident, "consent": CONSENT}
    opened = httpx.post(f"{product.address}/api/v1/conversations", json=body, timeout=10)
    assert opened.status_code == httpx.codes.CREATED, opened.text
    return Resident(product.address, opened.json())


def work_on_it(product: Product, resident: Resident, canary: Canary) -> None:
    """Let the words go everywhere: bot, queue, agent, note, ticket, work order, closure, rating."""
    resident.hear(resident.say(f"{canary.words}，叠拼物业费多少钱一平"), seconds=60)
    resident.say(f"{IDENTITY}和{CARD}")
    called = httpx.post(f"{resident.path}/escalation", headers=resident.headers, json={}, timeout=10)
    called.raise_for_status()
    path = f"/conversations/{resident.conversation['id']}"
    with (
        sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as agent,
        sign_in(product.address, "lishifu", product.passwords["lishifu"]) as repairer,
    ):
        agent.post(f"{path}/assignment").raise_for_status()
        for key, private in (("c1", False), ("c2", True)):
            said = {"client_key": key, "kind": "text", "text": f"{canary.words}收到", "private": private}
            agent.post(f"{path}/turns", json=said).raise_for_status()
        begun = {"text": canary.begun, "version": 0}
        agent.put(f"{path}/drafts/reply", json=begun).raise_for_status()
        matter = {"category": "repair", "trade": "工程", "class": "general", "summary": f"{canary.words}漏水"}
        body = {"client_key": "c3", "conversation_id": resident.conversation["id"], **matter}
        opened = agent.post("/tickets", json=body).raise_for_status()
        number = opened.json()["ticket"]["number"]
        agent.post(f"/tickets/{number}/moves", json={"to": "dispatched", "note": canary.words})
        step = {"client_key": number, "kind": "accept", "recorded_at": CONSENT["at"], "note": canary.words}
        repairer.post(f"/work-orders/{number}/steps", json=step).raise_for_status()
        agent.post(f"{path}/unmasking", json={"reason": "核对报修地址"}).raise_for_status()
        agent.post(f"{path}/closure", json={"summary": canary.words, "resolved": True}).raise_for_status()
    rated = {"score": 2, "comment": canary.words}
    httpx.post(f"{resident.path}/rating", headers=resident.headers, json=rated, timeout=10).raise_for_status()


def backup(product: Product, target: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "handoff", "backup", str(target)],
        cwd=ROOT,
        env=product.environment,
        check=True,
        capture_output=True,
    )
    return target


def places_of(secret: str, *folders: Path) -> set[str]:
    """Name the files in which a secret lies readable, in whichever of the usual spellings."""
    spellings = {secret.encode(), secret.encode("utf-16-le"), json.dumps(secret)[1:-1].encode()}
    files = [path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*"))]
    found = set()
    for path in files:
        try:
            kept = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:
            continue  # a file that came and went while we looked
        if any(spelling in kept for spelling in spellings):
            found.add(path.name)
    return found


def test_what_a_resident_entrusts_lies_nowhere_readable_and_is_gone_everywhere_after_erasure(
    product: Product, canary: Canary, tmp_path: Path
) -> None:
    resident = entrust(product, canary)
    work_on_it(product, resident, canary)
    before = backup(product, tmp_path / "before.db")
    for secret in (
        IDENTITY,
        CARD,
        *canary.fields,
        canary.begun,
        resident.conversation["token"],
        *product.passwords.values(),
    ):
        assert places_of(secret, product.data_dir, before) == set()
    assert places_of(canary.words, product.data_dir / "logs") == set()
    assert places_of(canary.words, before) == {"before.db"}  # or this test looks in the wrong places

    gone = httpx.delete(f"{resident.path}/personal-data", headers=resident.headers, timeout=30)
    assert gone.status_code == httpx.codes.NO_CONTENT
    wait_until(lambda: places_of(canary.words, product.data_dir) == set(), seconds=60)
    assert places_of(canary.words, backup(product, tmp_path / "after.db")) == set()
