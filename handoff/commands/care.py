"""Look after the data: back up, restore, check."""

import argparse
import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import make_url

from handoff.bootstrap import open_bot, open_store, rotate_keys
from handoff.channels.accounts import WISE_TOKEN, BadChannelsFileError, read_accounts
from handoff.commands.failing import CommandError
from handoff.commands.soundness import weaknesses
from handoff.errors import NoUsableKey, UnusableDatabase
from handoff.holidays import HOLIDAYS_FILE, Holidays
from handoff.serving import PortInUseError, listen
from handoff.settings import Settings
from handoff.storage.backup import BadBackupError, copy_database, prove_database
from handoff.storage.sealed_file import is_sealed, seal_file, unseal_file
from handoff.storage.sealing import read_or_make_keys
from handoff.storage.store import Work


async def back_up(settings: Settings, wanted: argparse.Namespace) -> str:
    """Copy the database while it runs; the key and the pictures are kept apart from it on purpose."""
    apart = [settings.secret_key_file, settings.uploads]
    if wanted.sealed:
        key = read_or_make_keys(settings.backup_key_file)[-1]
        turns = await asyncio.to_thread(_copy_sealed, _database(settings), wanted.file, key)
        apart.append(settings.backup_key_file)
    else:
        turns = await asyncio.to_thread(_copy, _database(settings), wanted.file)
    return f"已备份到 {wanted.file}（{turns} 条消息）。请另外保管 {'、'.join(map(str, apart))}。"


def _copy(database: Path, target: Path) -> int:
    if target.exists():
        raise CommandError(f"{target} 已经存在。请换一个文件名。")
    try:
        copy_database(database, target)
        return prove_database(target)
    except BadBackupError as error:
        target.unlink(missing_ok=True)
        raise CommandError(f"备份没有成功：{error}") from None


def _copy_sealed(database: Path, target: Path, key: bytes) -> int:
    """Copy beside the database, where the same words lie anyway, and let only the sealed twin out."""
    if target.exists():
        raise CommandError(f"{target} 已经存在。请换一个文件名。")
    with TemporaryDirectory(dir=database.parent, prefix=".backup-") as beside:
        copy = Path(beside) / "copy.db"
        turns = _copy(database, copy)
        try:
            seal_file(copy, target, key)
        except OSError:
            target.unlink(missing_ok=True)
            raise
    return turns


async def restore(settings: Settings, wanted: argparse.Namespace) -> str:
    """Put a backup in the database's place; what was there is kept beside it."""
    try:
        with closing(listen(settings.host, settings.port)):
            kept = await asyncio.to_thread(_restore_from, settings, wanted.file)
    except PortInUseError:
        raise CommandError("客服台还在运行。请先停止，再恢复。") from None
    async with open_store(settings):
        return f"已从 {wanted.file} 恢复；{kept}。"  # an older backup is upgraded by opening it


def _restore_from(settings: Settings, backup: Path) -> str:
    database = _database(settings)
    if not backup.is_file() or not is_sealed(backup):
        return _replace(database, backup)
    if not settings.backup_key_file.is_file():
        raise CommandError(f"这份备份是加密的，没有找到它的密钥 {settings.backup_key_file}。请先放回密钥。")
    database.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=database.parent, prefix=".restore-") as beside:
        opened = Path(beside) / "opened.db"
        try:
            unseal_file(backup, opened, read_or_make_keys(settings.backup_key_file)[-1])
        except BadBackupError as error:
            raise CommandError(f"恢复没有成功：{error}") from None
        return _replace(database, opened)


def _replace(database: Path, backup: Path) -> str:
    """Return where the former database is now."""
    try:
        prove_database(backup)
        database.parent.mkdir(parents=True, exist_ok=True)
        before = database.with_suffix(".before-restore.db")
        had_one = database.exists()
        if had_one:
            copy_database(database, before)
        copy_database(backup, database)
    except BadBackupError as error:
        raise CommandError(f"恢复没有成功：{error}") from None
    return f"原来的数据库留在 {before}" if had_one else "原来没有数据库"


async def rotate(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Seal all personal data with a new key; the former keys stay in the file, backups need them."""
    try:
        with closing(listen(settings.host, settings.port)):
            done = await rotate_keys(settings)
    except PortInUseError:
        raise CommandError("客服台还在运行。请先停止，再更换密钥。") from None
    return f"已换用新密钥，重新加密了 {done} 项个人信息。旧密钥留在 {settings.secret_key_file}，备份要用它。"


async def check(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Look at everything the desk needs; name each thing. Without the bot people still answer."""
    failures = 0
    async for what, trouble in _checks(settings):
        print(f"{'✗' if trouble else '✓'} {what}{f'：{trouble}' if trouble else ''}")  # noqa: T201
        failures += bool(trouble)
    async with open_bot(settings) as bot:
        well = await bot.is_well()
    print("✓ 机器人" if well else f"！ 机器人：{settings.bot_url} 没有应答，居民会直接转人工")  # noqa: T201
    if failures:
        raise CommandError(f"有 {failures} 项需要处理，见上。")
    return "检查完毕，客服台可以工作。"


async def _checks(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """Yield each thing that was looked at, with its trouble or an empty string."""
    key = settings.secret_key_file
    try:
        async with open_store(settings) as store, store.read() as work:
            yield "密钥", ""
            yield "小区", "" if await work.estates.every() else "还没有小区，请用 estates add 新增"
            async for what, trouble in _channel_checks(settings, work):
                yield what, trouble
            yield "坐席", "" if await work.agents.every() else "还没有坐席，请用 agents add 新增"
        if make_url(settings.database_url).get_backend_name() == "sqlite":
            prove_database(_database(settings))
        yield "数据库", ""
    except NoUsableKey:
        yield "密钥", f"{key} 不能用，请从备份中取回"
    except (BadBackupError, UnusableDatabase, OSError) as error:
        yield "数据库", str(error)
    yield "启动条件", "；".join(weaknesses(settings, datetime.now(UTC)))
    yield "节假日", Holidays(settings.data_dir / HOLIDAYS_FILE).state.refused or ""


async def _channel_checks(settings: Settings, work: Work) -> AsyncIterator[tuple[str, str]]:
    """Yield the channels file, and each account whose estate there is not."""
    path = settings.channels_file
    try:
        accounts = read_accounts(path, production=settings.is_production)
    except BadChannelsFileError as error:
        yield "渠道", str(error)
        return
    too_open = path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    yield "渠道", f"{path} 的权限太宽，请改为 0600" if too_open else ""
    for account in (*accounts.wechat.values(), *accounts.wecom.values()):
        if await work.estates.get(account.estate) is None:
            yield f"渠道账号 {account.name}", f"没有小区 {account.estate}，请用 estates add 新增"
        if len(account.token) < WISE_TOKEN:
            how = f"Token 只有{len(account.token)}位，容易被猜中，请换成{WISE_TOKEN}位随机字母和数字"
            yield f"渠道账号 {account.name}", how


def _database(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CommandError("这个命令只用于 SQLite；PostgreSQL 请用它自带的备份工具。")
    return Path(url.database)
