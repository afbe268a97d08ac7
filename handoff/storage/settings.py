"""What an estate's managers set: dated records, sealed; the latest of a name counts."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.turn import Author
from handoff.storage.sealing import Seal
from handoff.storage.setting_tables import estate_settings


class EstateSettings:
    """Estates' settings on one connection."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def put(self, estate: str, name: str, value: Any, *, by: Author, at: datetime) -> None:
        """Keep a setting as it stands from now on."""
        sealed = self._seal.close(json.dumps(value, ensure_ascii=False), f"{estate}/{name}")
        await self._connection.execute(
            estate_settings.insert().values(
                estate_id=estate, name=name, value_sealed=sealed, agent_id=by.id, agent_name=by.name, at=at
            )
        )

    async def get(self, estate: str, name: str) -> Any:
        """Return a setting as it was put last; None where it never was."""
        query = (
            sa.select(estate_settings.c.value_sealed)
            .where(estate_settings.c.estate_id == estate, estate_settings.c.name == name)
            .order_by(estate_settings.c.id.desc())
            .limit(1)
        )
        written = self._seal.open((await self._connection.execute(query)).scalar(), f"{estate}/{name}")
        return json.loads(written) if written else None
