"""What happens when a process dies: run last, on the same product."""

import os
import signal
import time
from pathlib import Path

import httpx

from tests.acceptance.people import Resident
from tests.acceptance.product import Product, wait_until

BACK_WITHIN = 60.0  # seconds; the bot loads its models again


def test_with_the_bot_dead_a_person_takes_over_and_gas_is_still_an_emergency(product: Product) -> None:
    os.kill(product.children()["bot"], signal.SIGKILL)

    handed_over = Resident(product.address).arrive().ask("物业费多少钱一平")
    alarmed = Resident(product.address).arrive().ask("厨房有很浓的煤气味")

    assert handed_over["bot"]["act"] == "handoff"
    assert handed_over["bot"]["escalation"]["reason"] == "bot_failed"
    assert alarmed["bot"]["act"] == "emergency"
    wait_until(lambda: "bot" in product.children() and _bot_answers(product), seconds=BACK_WITHIN)


def _bot_answers(product: Product) -> bool:
    try:
        return httpx.get(product.bot_address, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def test_a_killed_desk_comes_back_with_every_acknowledged_line(product: Product) -> None:
    resident = Resident(product.address).arrive()
    resident.say("晾衣架坏了找谁")
    os.kill(product.children()["desk"], signal.SIGKILL)
    time.sleep(0.5)  # until the port is really gone
    wait_until(lambda: _is_alive(product), seconds=20)

    heard = resident.hear(1, seconds=20)

    assert resident.transcript()[0]["text"] == "晾衣架坏了找谁"
    assert heard[0]["seq"] == 2


def _is_alive(product: Product) -> bool:
    try:
        return httpx.get(f"{product.address}/livez", timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def test_ctrl_c_stops_everything_cleanly(product: Product) -> None:
    children = product.children()

    assert product.stop() == 0
    for pid in children.values():
        assert not Path(f"/proc/{pid}").exists()
