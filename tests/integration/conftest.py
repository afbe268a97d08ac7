"""The desk that most tests talk to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.places import Place, desk_in


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Place]:
    """A desk whose bot answers everything with a good answer."""
    async with desk_in(tmp_path) as place:
        yield place
