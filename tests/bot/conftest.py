"""A tiny estate, trained in seconds, that all the bot's tests share."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from dialogue import Bot

from bot.estates import Published
from bot.settings import QUESTIONS as ALL_QUESTIONS
from bot.settings import cache_folder
from bot.topics import shelf
from bot.training import read_entries, train
from knowledge_base.content import load_content
from knowledge_base.tariffs.reading import load_tariffs

YUNSHAN = Path(__file__).parents[2] / "knowledge_base" / "estates" / "yunshan"

ENTRIES = [
    {
        "id": "fee.property.due_date", "group": "fee", "title": "住宅物业费截止日", "questions": [],
        "answer": "住宅物业费每季度首月20日前交清。", "audience": ["高层", "叠拼"],
        "valid_from": "2025-01-01", "valid_until": None,
        "source": {"document": "01_收费公示.md", "section": "二、交费周期与截止日"},
    },
    {
        "id": "fee.property.due_date_shop", "group": "fee", "title": "商铺物业费截止日", "questions": [],
        "answer": "商铺物业费1月20日和7月20日前交清。", "audience": ["商铺"],
        "valid_from": "2025-01-01", "valid_until": None,
        "source": {"document": "01_收费公示.md", "section": "二、交费周期与截止日"},
    },
    {
        "id": "facility.pool.season", "group": "facility", "title": "泳池开放期",
        "questions": ["泳池现在开着吗"],
        "answer": "泳池6月15日至9月15日开放。", "audience": [],
        "valid_from": "2025-01-01", "valid_until": "2025-12-31",
        "source": {"document": "09_公共设施与会所.md", "section": "泳池"},
    },
    {
        "id": "pet.leash", "group": "pet", "title": "遛狗牵绳", "questions": [],
        "answer": "遛狗要牵绳，绳长不超过1.5米。", "audience": [],
        "valid_from": None, "valid_until": None,
        "source": {"document": "07_宠物与公共秩序.md", "section": "养犬"},
    },
]  # fmt: skip
QUESTIONS = {
    "fee.property.due_date": [
        ["物业费几号前要交", "住宅物业费最晚哪天交", "物业费截止日是哪天", "一个季度的物业费什么时候交"],
        ["物业费拖到几号算晚", "几号之前交物业费不算逾期", "高层物业费最迟哪天", "物业费最后期限"],
    ],
    "fee.property.due_date_shop": [
        ["商铺物业费几号前要交", "底商的物业费截止日", "商铺半年物业费哪天交", "店里物业费最晚什么时候"],
        ["商铺交费最后期限是哪天", "商铺物业费几号算逾期", "开店的物业费几号截止"],
    ],
    "facility.pool.season": [
        ["泳池什么时候开放", "游泳池几月开", "现在能游泳吗", "泳池开到几月", "夏天哪天开始可以游泳"],
        ["泳池开门的日子", "游泳池什么时候关", "几月份可以下水", "泳池的开放期", "泳池冬天开不开"],
    ],
    "pet.leash": [
        ["遛狗要牵绳吗", "狗绳最长多少", "不拴绳遛狗行不行", "遛狗绳子有规定吗", "小狗也要牵着吗"],
        ["狗不牵绳可以吗", "遛狗的规矩", "狗绳一米五够不够", "牵引绳要多长", "散步时狗要不要拴"],
    ],
}  # fmt: skip
NEAR = [
    ["泳池水温多少度", "狗粮哪里卖", "物业费收来花在哪里"],
    ["泳池有救生员吗", "狗生病了找谁", "物业费能不能打折"],
]
FAR = [["今天天气怎么样", "附近有什么好吃的", "股票会涨吗"], ["帮我写首诗", "火车票怎么买", "世界杯谁赢了"]]


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LINDA_DATA_DIR of all tests: nothing of the developer's own is read or written but the vector cache.

    Sentence vectors cost minutes and depend on nothing but the sentence, so those of the last publish serve.
    """
    folder = tmp_path_factory.mktemp("data")
    shared = cache_folder().resolve()
    shared.mkdir(parents=True, exist_ok=True)
    (folder / "cache").symlink_to(shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINDA_DATA_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The question folders of two authors."""
    folder = tmp_path_factory.mktemp("questions")
    for place, author in enumerate(("ann", "bob")):
        (folder / author).mkdir()
        content = {entry: texts[place] for entry, texts in QUESTIONS.items()}
        files = {
            "all": content,
            "near": [{"near": "pet.leash", "text": text} for text in NEAR[place]],
            "far": FAR[place],
        }
        for name, what in files.items():
            (folder / author / f"{name}.yml").write_text(
                yaml.safe_dump(what, allow_unicode=True), encoding="utf-8"
            )
    return folder


@pytest.fixture(scope="session")
def version(data_folder: Path, questions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published version's folder with its trained model."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "entries.json").write_text(json.dumps(ENTRIES, ensure_ascii=False), encoding="utf-8")
    shelf.save(train(read_entries(folder), questions=questions, cache=data_folder / "cache"), folder)
    return folder


@pytest.fixture(scope="session")
def bot(data_folder: Path) -> Bot:
    """The demo estate's bot with all its models."""
    entries = load_content(YUNSHAN).entries
    model = train(entries, questions=ALL_QUESTIONS, cache=data_folder / "cache")
    published = Published("0001", {entry.id: entry for entry in entries}, model, load_tariffs(YUNSHAN))
    return Bot.trained(published)


@pytest.fixture
def knowledge(version: Path, tmp_path: Path) -> Path:
    """A knowledge folder in which the estate `tiny` answers from version 0001."""
    publish(tmp_path, "0001", version)
    return tmp_path


def publish(knowledge: Path, number: str, trained: Path) -> Path:
    """Put a trained version in force, as knowledge_base does; returns its folder."""
    folder = knowledge / "tiny" / "versions" / number
    shutil.copytree(trained, folder)
    (knowledge / "tiny" / "current").write_text(number + "\n", encoding="utf-8")
    return folder
