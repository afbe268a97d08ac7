"""The desk that most tests talk to, on the engines that LINDA_TEST_ENGINES names."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.integration import engines
from tests.integration.knowledge_steps import TRAINS, rewrite
from tests.integration.places import Place, desk_in


@pytest.fixture(scope="session", autouse=True)
def chosen_engines() -> Iterator[None]:
    """PostgreSQL and Redis for the whole run where LINDA_TEST_ENGINES=scale; else SQLite and one process."""
    with engines.chosen():
        yield


@pytest.fixture(autouse=True)
def _skip_what_is_about_sqlite(request: pytest.FixtureRequest) -> None:
    if engines.is_scale() and request.node.get_closest_marker("sqlite"):
        pytest.skip("about SQLite alone")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Place]:
    """A desk whose bot answers everything with a good answer."""
    async with desk_in(tmp_path) as place:
        yield place


@pytest.fixture
def trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bot's interpreter, that trains at once; a test may write another script into it."""
    script = tmp_path / "trains"
    rewrite(script, TRAINS)
    script.chmod(0o755)
    monkeypatch.setenv("LINDA_BOT_PYTHON", str(script))
    return script
