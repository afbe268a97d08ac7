"""Before a version comes into force, what was answered right is asked again."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.content import load_content
from knowledge_base.errors import KnowledgeError
from knowledge_base.places import SHIPPED, Places
from knowledge_base.published import current_version
from knowledge_base.publishing import Publisher
from knowledge_base.strict_yaml import load_yaml
from tests.unit.knowledge_base.making import ESTATE, NOON, trainer

REFUSES = """[ "$2" = bot.training ] && exit 0
sed -i '$d' "$3/report.json"
cat >> "$3/report.json" <<END
, "gate": {"broken": [{"question": "多少钱一平", "entry_id": "fee.rate",
  "before": {"entry_id": "fee.rate", "confidence": 0.91}, "after": {"entry_id": null, "confidence": 0.42}}]}}
END
exit 1"""


def test_the_gate_compares_with_the_version_in_force(publisher: Publisher, places: Places) -> None:
    publisher.publish(NOON)
    publisher.publish(NOON)
    asked = (places.versions / "0002" / "model").read_text().splitlines()[-1]
    assert asked == f"-m bot.gate {places.versions.resolve() / '0001'}"


def test_a_version_that_the_gate_refuses_is_not_published_and_the_difference_is_told(
    publisher: Publisher, places: Places, tmp_path: Path
) -> None:
    publisher.publish(NOON)
    with pytest.raises(KnowledgeError, match="有 1 个问题原来答得对") as refusal:
        replace(publisher, bot_python=trainer(tmp_path / "refuses", REFUSES)).publish(NOON)
    assert refusal.value.problems == ("「多少钱一平」原来答 fee.rate（把握 0.91），现在不答了（把握 0.42）",)
    assert current_version(places.data_dir, ESTATE.id) == "0001"
    assert [path.name for path in places.versions.iterdir()] == ["0001"]


@pytest.mark.parametrize("code", [1, 2, 139])
def test_a_gate_that_could_not_ask_lets_nothing_through(
    publisher: Publisher, places: Places, tmp_path: Path, code: int
) -> None:
    publisher.publish(NOON)
    dies = trainer(tmp_path / "dies", f'[ "$2" = bot.training ] || exit {code}')
    with pytest.raises(KnowledgeError, match=f"没有核对成（退出码 {code}）"):
        replace(publisher, bot_python=dies).publish(NOON)
    assert current_version(places.data_dir, ESTATE.id) == "0001"


def test_the_estate_s_own_golden_questions_go_with_the_version(publisher: Publisher, places: Places) -> None:
    publisher.publish(NOON)
    assert not (places.versions / "0001" / "golden.yml").exists()
    (places.root / "golden.yml").write_text("fee.rate: [多少钱一平]")
    publisher.publish(NOON)
    assert (places.versions / "0002" / "golden.yml").read_text() == "fee.rate: [多少钱一平]"


def test_every_shipped_golden_question_is_about_an_entry_and_stands_once() -> None:
    for golden in SHIPPED.glob("*/golden.yml"):
        asked = load_yaml(golden)
        questions = [question for asked_of_one in asked.values() for question in asked_of_one]
        assert set(asked) == {entry.id for entry in load_content(golden.parent).entries}
        assert len(questions) == len(set(questions)) >= 3 * len(asked)
