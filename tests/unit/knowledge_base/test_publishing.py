"""Publishing: a version comes into force whole or not at all, whatever stops it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base import versions
from knowledge_base.durable import alone
from knowledge_base.errors import BusyError, KnowledgeError, NotPublishedError
from knowledge_base.fingerprint import content_hash
from knowledge_base.places import Places
from knowledge_base.published import Published, current_version
from knowledge_base.publishing import Publisher, roll_back
from tests.unit.knowledge_base.making import ESTATE, NOON, PHONE, RATE, content, draft, store, trainer


def change(places: Places, answer: str) -> None:
    """Edit the draft as an editor would."""
    old = draft(places).content
    entries = tuple(replace(entry, answer=answer) if entry.id == RATE.id else entry for entry in old.entries)
    store(places, replace(old, entries=entries))


def test_readers_get_what_was_published(publisher: Publisher, places: Places) -> None:
    release, new = publisher.publish(NOON)
    published = Published.load(places.data_dir, ESTATE.id)
    assert new
    assert (published.version, published.estate, published.release) == ("0001", ESTATE, release)
    assert published.entries == (RATE, PHONE)
    assert published.entry("fee.rate") == RATE
    assert published.entry("fee.none") is None
    assert (published.folder / "model").read_text() == "-m bot.training \n-m bot.gate -\n"
    assert places.current.read_text() == "0001\n"


def test_the_version_is_named_after_the_last_and_knows_what_it_followed(publisher: Publisher) -> None:
    publisher.publish(NOON)
    release, _ = publisher.publish(NOON)
    assert (release.version, release.previous) == ("0002", "0001")


def test_an_estate_that_was_never_published_says_so(places: Places) -> None:
    assert current_version(places.data_dir, ESTATE.id) is None
    with pytest.raises(NotPublishedError, match="还没有发布过知识"):
        Published.load(places.data_dir, ESTATE.id)


def test_content_with_problems_is_not_published_and_every_problem_is_named(
    publisher: Publisher, places: Places
) -> None:
    publisher.publish(NOON)
    change(places, "每平方米9.99元，另收8.88元。")
    with pytest.raises(KnowledgeError) as refusal:
        publisher.publish(NOON)
    assert len(refusal.value.problems) == 2
    assert current_version(places.data_dir, ESTATE.id) == "0001"


def test_a_failed_training_leaves_the_old_version_in_force(
    publisher: Publisher, places: Places, tmp_path: Path
) -> None:
    publisher.publish(NOON)
    change(places, "每平方米3.60元。")
    with pytest.raises(KnowledgeError, match="退出码 3"):
        replace(publisher, bot_python=trainer(tmp_path / "fails", "exit 3")).publish(NOON)
    assert current_version(places.data_dir, ESTATE.id) == "0001"
    assert [path.name for path in places.versions.iterdir()] == ["0001"]


def test_a_missing_bot_environment_is_one_clear_sentence(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="用不了，请先运行 make run"):
        replace(publisher, bot_python=tmp_path / "nothing").publish(NOON)


def test_unchanged_content_is_not_published_again_when_asked_so(publisher: Publisher, places: Places) -> None:
    first, _ = publisher.publish(NOON)
    assert publisher.publish(NOON, if_changed=True) == (first, False)
    change(places, "每平方米3.60元。")
    release, new = publisher.publish(NOON, if_changed=True)
    assert (release.version, new) == ("0002", True)


def test_new_training_questions_are_a_change(tmp_path: Path) -> None:
    questions = tmp_path / "bot" / "data" / "questions" / "author"
    questions.mkdir(parents=True)
    before = content_hash(content(), tmp_path / "bot")
    (questions / "fee.yml").write_text("fee.rate: [多少钱]")
    after = content_hash(content(), tmp_path / "bot")
    (tmp_path / "bot" / "readme.md").write_text("no matter")
    assert before != after
    assert content_hash(content(), tmp_path / "bot") == after
    assert content_hash(content(RATE), tmp_path / "bot") != after
    (questions / "fee.yml").write_text("fee.rate: [几块钱]")
    assert content_hash(content(), tmp_path / "bot") != after


def test_rollback_goes_to_the_version_before_and_further_back(publisher: Publisher, places: Places) -> None:
    for _ in range(3):
        publisher.publish(NOON)
    assert roll_back(publisher.places).version == "0002"
    assert Published.load(places.data_dir, ESTATE.id).version == "0002"
    assert roll_back(publisher.places).version == "0001"
    with pytest.raises(KnowledgeError, match="没有可以回退的版本"):
        roll_back(publisher.places)


def test_after_a_rollback_the_next_version_follows_the_one_in_force(publisher: Publisher) -> None:
    publisher.publish(NOON)
    publisher.publish(NOON)
    roll_back(publisher.places)
    release, _ = publisher.publish(NOON)
    assert (release.version, release.previous) == ("0003", "0001")
    assert roll_back(publisher.places).version == "0001"


def test_rollback_without_a_version_is_refused(publisher: Publisher) -> None:
    with pytest.raises(NotPublishedError):
        roll_back(publisher.places)


def test_the_last_ten_versions_are_kept(publisher: Publisher, places: Places) -> None:
    for _ in range(12):
        publisher.publish(NOON)
    assert versions.names(places) == [f"{number:04d}" for number in range(3, 13)]


def test_the_version_that_a_rollback_would_need_is_kept_however_old(
    publisher: Publisher, places: Places
) -> None:
    for _ in range(11):
        publisher.publish(NOON)
    for _ in range(9):
        roll_back(publisher.places)
    publisher.publish(NOON)
    publisher.publish(NOON, if_changed=True)
    assert roll_back(publisher.places).version == "0002"


def test_a_second_publish_at_the_same_time_is_refused(publisher: Publisher, places: Places) -> None:
    with alone(places.lock), pytest.raises(BusyError, match="正在进行"):
        publisher.publish(NOON)


def test_a_damaged_version_is_named_and_does_not_keep_the_next_from_being_published(
    publisher: Publisher, places: Places
) -> None:
    publisher.publish(NOON)
    (places.versions / "0001" / "entries.json").write_text("[{")
    with pytest.raises(KnowledgeError, match="0001 的文件缺失或损坏"):
        Published.load(places.data_dir, ESTATE.id)
    assert publisher.publish(NOON, if_changed=True)[0].version == "0002"


@pytest.mark.parametrize("text", ["", "../../etc", "12", "latest\n"])
def test_a_damaged_current_file_leads_nowhere(places: Places, text: str) -> None:
    places.current.write_text(text)
    with pytest.raises(KnowledgeError, match="current 文件损坏"):
        current_version(places.data_dir, ESTATE.id)


@pytest.fixture
def held_up(publisher: Publisher, places: Places, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A publish of a second version, in its own process, that hangs in the training."""
    publisher.publish(NOON)
    started = tmp_path / "started"
    slow = trainer(
        tmp_path / "slow",
        f'echo half > "$3/model"; echo $$ > {started}.new; mv {started}.new {started}; exec sleep 60',
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "knowledge_base", "publish", ESTATE.id],
        env={**os.environ, "LINDA_DATA_DIR": str(places.data_dir), "LINDA_BOT_PYTHON": str(slow)},
        start_new_session=True,
    )
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.02)
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_publish_leaves_the_old_version_and_the_next_one_sweeps_up(
    publisher: Publisher, places: Places, held_up: subprocess.Popen[bytes]
) -> None:
    with pytest.raises(BusyError):
        publisher.publish(NOON)
    held_up.kill()
    held_up.wait()
    assert Published.load(places.data_dir, ESTATE.id).version == "0001"
    assert len(list(places.versions.iterdir())) == 2
    publisher.publish(NOON)
    assert sorted(path.name for path in places.versions.iterdir()) == ["0001", "0002"]
    assert Published.load(places.data_dir, ESTATE.id).version == "0002"


def test_a_publish_that_is_told_to_stop_ends_its_training_and_leaves_nothing_half_done(
    publisher: Publisher, places: Places, held_up: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    training = int((tmp_path / "started").read_text())
    held_up.terminate()
    assert held_up.wait() == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(training, 0)
    assert [path.name for path in places.versions.iterdir()] == ["0001"]
    publisher.publish(NOON)


@pytest.mark.parametrize("step", ["write", "finish", "put_in_force", "prune"])
def test_a_publish_that_dies_at_any_step_leaves_a_whole_version_in_force(
    publisher: Publisher, places: Places, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publisher.publish(NOON)

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(versions, step, die)
        with pytest.raises(SystemExit):
            publisher.publish(NOON)
    in_force = Published.load(places.data_dir, ESTATE.id)
    assert in_force.version == ("0002" if step == "prune" else "0001")
    assert (in_force.folder / "model").exists()
    publisher.publish(NOON)
    assert int(Published.load(places.data_dir, ESTATE.id).version) > int(in_force.version)


def test_the_published_files_are_the_ones_that_the_architecture_names(
    publisher: Publisher, places: Places
) -> None:
    publisher.publish(NOON)
    folder = places.versions / "0001"
    assert json.loads((folder / "estate.json").read_text())["id"] == ESTATE.id
    assert json.loads((folder / "report.json").read_text())["version"] == "0001"
    assert set(json.loads((folder / "entries.json").read_text())[0]) == {
        "id", "group", "title", "questions", "answer", "audience", "valid_from", "valid_until", "source",
    }  # fmt: skip
