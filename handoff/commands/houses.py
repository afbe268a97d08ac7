"""Codes with which residents bind their house to their messenger."""

import argparse
from datetime import UTC, datetime, timedelta

from handoff import channel_phrases
from handoff.bootstrap import open_store
from handoff.commands.failing import CommandError
from handoff.desk.bind_house import store_code
from handoff.domain.house_code import LONGEST_VALID
from handoff.domain.times import on_the_wall
from handoff.settings import Settings


async def make_house_code(settings: Settings, wanted: argparse.Namespace) -> str:
    """Make a one-time code for a house and print it."""
    lasting = timedelta(days=wanted.days)
    if not timedelta(days=1) <= lasting <= LONGEST_VALID:
        raise CommandError(f"有效期应在1到{LONGEST_VALID.days}天之间。")
    now = datetime.now(UTC)
    async with open_store(settings) as store, store.write() as work:
        code = await store_code(
            work, estate=wanted.estate, room=wanted.room, made_by="command", lasting=(now, now + lasting)
        )
    print(f"{code.room}\t{code.code[:4]} {code.code[4:]}\t有效到{on_the_wall(code.expires_at)}")  # noqa: T201
    return channel_phrases.HOUSE_CODE_USE
