"""Prove that the audit log is whole."""

import argparse

from handoff.bootstrap import open_store
from handoff.commands.failing import CommandError
from handoff.settings import Settings


async def verify_audit(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Walk the chain of the audit log; fails at the first record that was changed, dropped or slipped in."""
    async with open_store(settings) as store, store.read() as work:
        count, broken = await work.audit.verify()
    if broken:
        raise CommandError(f"审计记录在第 {broken} 条断开：有记录被改动、删除或插入。请保留现场并核查。")
    return f"审计记录完整，共 {count} 条。"
