from pathlib import Path

import pytest

from knowledge_base.places import Places
from knowledge_base.publishing import Publisher
from tests.unit.knowledge_base.making import ESTATE, content, draft, store, trainer


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places(tmp_path / "var", ESTATE.id)
    places.root.mkdir(parents=True)
    store(places, content())
    return places


@pytest.fixture
def publisher(places: Places, tmp_path: Path) -> Publisher:
    trains = trainer(tmp_path / "trains", 'echo "$1 $2 $4" >> "$3/model"')
    return Publisher(places, trains, lambda: draft(places))
