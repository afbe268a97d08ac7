"""A picture whose row was never stored belongs to nobody: its file goes after a day."""

from datetime import datetime, timedelta

from handoff.desk.ports import Desk

KEPT_FOR = timedelta(days=1)  # the row follows the file within seconds, or never
AT_ONCE = 500  # files looked up in one query


async def sweep_pictures(desk: Desk, as_of: datetime) -> None:
    """Delete files older than a day that no row knows: a sweep."""
    old = await desk.pictures.older_than(as_of - KEPT_FOR, as_of=as_of)
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        async with desk.store.read() as work:
            known = await work.attachments.known(some)
        await desk.pictures.remove([one for one in some if one not in known])
