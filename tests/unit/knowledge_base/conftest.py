from pathlib import Path

import pytest

from knowledge_base.content import write_content
from knowledge_base.places import Places
from knowledge_base.publishing import Publisher
from tests.unit.knowledge_base.making import ESTATE, content, trainer


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places(tmp_path / "var", ESTATE.id)
    write_content(places.draft, content())
    return places


@pytest.fixture
def publisher(places: Places, tmp_path: Path) -> Publisher:
    return Publisher(places, trainer(tmp_path / "trains", 'echo "$1 $2 $4" >> "$3/model"'))
