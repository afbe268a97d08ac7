"""Every number of the tariffs must stand in the documents."""

import shutil
from pathlib import Path

import pytest

from knowledge_base.check import check_folder

YUNSHAN = Path("knowledge_base/estates/yunshan")
SHIPPED = (YUNSHAN / "tariffs.yml").read_text(encoding="utf-8")


def problems(folder: Path, text: str) -> list[str]:
    """Check the shipped estate with other tariffs, or with none when the text is empty."""
    estate = folder / "estate"
    shutil.copytree(YUNSHAN, estate)
    (estate / "tariffs.yml").unlink()
    if text:
        (estate / "tariffs.yml").write_text(text, encoding="utf-8")
    return list(check_folder(estate).problems)


def test_the_shipped_tariffs_stand_in_the_documents(tmp_path: Path) -> None:
    assert problems(tmp_path, SHIPPED) == []


def test_having_no_tariffs_is_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("price: 2.80, from: 2025-01-01", "price: 2.85, from: 2025-01-01", "price 的 2.85"),
        ("daily_share: 0.0003", "daily_share: 0.0004", "daily_share 的 0.0004"),
        ("until: 2025-02-28", "until: 2025-02-27", "until 的 2025-02-27"),
        ("share: 0.97", "share: 0.93", "share 的 0.93"),
        ('starts: "20:00"', 'starts: "20:30"', "starts 的 20:30"),
        ("cap_share: 0.20", "cap_share: 0.25", "cap_share 的 0.25"),
    ],
)
def test_a_number_that_no_document_states_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in SHIPPED
    assert any(said in problem for problem in problems(tmp_path, SHIPPED.replace(right, wrong)))


def test_a_section_that_does_not_exist_is_named(tmp_path: Path) -> None:
    renamed = SHIPPED.replace("section: 五、公共能耗费", "section: 五、公摊")
    assert any("没有「五、公摊」" in problem for problem in problems(tmp_path, renamed))


def test_a_document_that_does_not_exist_is_named(tmp_path: Path) -> None:
    renamed = SHIPPED.replace("document: 01_收费公示.md", "document: 01_旧公示.md")
    assert any("找不到文件 01_旧公示.md" in problem for problem in problems(tmp_path, renamed))


@pytest.mark.parametrize("text", ["fees: {}", "rates: [", "just words"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, text: str) -> None:
    assert any("tariffs.yml" in problem for problem in problems(tmp_path, text))
