"""What an operator relies on: commands, health, figures, the service's own description."""

import asyncio
import io
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from handoff.api.openapi import description
from handoff.app import make_app
from handoff.commands import soundness
from handoff.commands.failing import CommandError
from handoff.commands.main import main
from handoff.commands.soundness import refuse_a_weak_set_up
from handoff.errors import UnusableDatabase
from handoff.serving import listen
from handoff.storage.engine import MIGRATIONS, dispose, newest_revision, open_engines, upgrade
from handoff.storage.tables import metadata
from knowledge_base.content import Content
from knowledge_base.estate import Estate
from knowledge_base.ledger.drafts import store_content
from knowledge_base.ledger.opening import in_ledger
from knowledge_base.ledger.revisions import Mark
from knowledge_base.ledger.tables import metadata as ledger
from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.integration.lines import follow, until
from tests.integration.places import Place, desk_in, port_of, settings_in
from tests.wechat.accounts import make_official_account, write_channels


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the commands use."""
    monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINDA_PORT", "8019")
    return tmp_path


def typing(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words + "\n"))


def test_an_operator_sets_up_an_estate_and_its_agents(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    adding = ["agents", "add", "王敏", "--grade", "2", "--estate", "yunshan", "--password-stdin"]
    typing(monkeypatch, "long enough")
    assert main(adding) == 1  # no such estate yet
    assert main(["estates", "add", "yunshan", "--name", "云杉花园"]) == 0
    typing(monkeypatch, "short")
    assert main(adding) == 1
    typing(monkeypatch, "long enough")
    assert main(adding) == 0
    typing(monkeypatch, "long enough")
    assert main(adding) == 1  # the name is taken
    for disguised, code in (("王\u2f42敏", 0), ("王\u202e敏", 1), ("\u200b", 1)):
        typing(monkeypatch, "long enough")
        assert main([*adding[:2], disguised, *adding[3:]]) == code
    typing(monkeypatch, "long enough")
    assert main([*adding[:2], "王文敏", *adding[3:]]) == 1  # the same name in other signs
    assert main(["agents", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "共 2 位坐席。"


def test_a_broken_profile_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, words in enumerate(("- a\n", "hotline: 5\n", "a: [", "chips: {a: 1}\n")):
        profile = data / f"{number}.yml"
        profile.write_text(words, encoding="utf-8")
        assert main(["estates", "add", "e", "--name", "名", "--profile", str(profile)]) == 1
    assert main(["estates", "add", "e", "--name", "名", "--profile", str(data / "nowhere.yml")]) == 1


def test_a_backup_can_be_restored(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = str(data / "copy.db")
    assert main(["estates", "add", "first", "--name", "甲"]) == 0
    assert main(["backup", copy]) == 0
    assert main(["backup", copy]) == 1  # never over a file that is there
    assert main(["estates", "add", "second", "--name", "乙"]) == 0
    assert main(["restore", copy]) == 0
    assert _estates(data / "linda.db") == ["first"]
    assert _estates(data / "linda.before-restore.db") == ["first", "second"]
    (data / "junk.db").write_bytes(b"junk" * 1000)
    assert main(["restore", str(data / "junk.db")]) == 1
    assert _estates(data / "linda.db") == ["first"]


def _estates(database: Path) -> list[str]:
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        found = list(connection.execute(sa.text("SELECT id FROM estates ORDER BY id")).scalars())
    engine.dispose()
    return found


def test_check_names_what_is_missing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "✗ 小区" in said
    assert "✓ 数据库" in said
    account = make_official_account()
    write_channels(data / "channels.toml", replace(account, token="Linda2026"))
    assert main(["check"]) == 1
    assert "✗ 渠道账号 demo：Token 只有9位" in capsys.readouterr().out
    (data / "secret.key").write_bytes(b"short")
    assert main(["check"]) == 1
    assert "✗ 密钥" in capsys.readouterr().out


def test_a_key_that_others_can_read_is_refused_before_anything_is_served(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 1
    (data / "secret.key").chmod(0o644)
    assert main(["serve"]) == 1
    assert "别人也能读。请改为 0600" in capsys.readouterr().err


async def test_a_weak_set_up_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, now = settings_in(tmp_path), datetime(2026, 11, 22, tzinfo=UTC)
    await refuse_a_weak_set_up(sound, now)
    monkeypatch.setattr(soundness, "_own_addresses", lambda: {"127.0.0.1"})
    with listen("127.0.0.1", 0) as rasa:
        rasa.listen()
        changes: dict[str, dict[str, Any]] = {
            "不是一个网站": {"allowed_origins": frozenset({"*"})},
            "密钥会在路上": {"wecom_api_base": "http://qyapi.weixin.qq.com", "env": "production"},
            "没有加密": {"allowed_origins": frozenset({"http://www.example.com"}), "env": "production"},
            "在公网上": {"bot_url": "http://8.8.8.8:5005"},
            "也能访问": {"bot_url": f"http://127.0.0.1:{port_of(rasa)}"},
        }
        for sentence, changed in changes.items():
            with pytest.raises(CommandError, match=sentence):
                await refuse_a_weak_set_up(replace(sound, **changed), now)
    with pytest.raises(CommandError, match="明显不对"):
        await refuse_a_weak_set_up(sound, datetime(1970, 1, 1, tzinfo=UTC))


@pytest.mark.sqlite
async def test_a_database_that_may_lose_what_it_committed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pragmas in (("journal_mode=WAL", "synchronous=NORMAL"), ("journal_mode=DELETE", "synchronous=FULL")):
        monkeypatch.setattr("handoff.storage.engine._PRAGMAS", pragmas)
        with pytest.raises(CommandError, match="不保证落盘"):
            await refuse_a_weak_set_up(settings_in(tmp_path))


@pytest.mark.parametrize("setting", ["LINDA_PORT=eighty", "LINDA_WORKERS=2", "LINDA_CONFIDENCE_THRESHOLD=70"])
def test_a_setting_that_cannot_be_used_is_named(
    data: Path, setting: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, _, value = setting.partition("=")
    monkeypatch.setenv(name, value)
    assert main(["serve"]) == 1
    assert name in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql+asyncpg://nobody@127.0.0.1:9/none", "数据库打不开"),
        ("mysql://root:secret@127.0.0.1/linda", "LINDA_DATABASE_URL 应该以"),
    ],
)
def test_a_database_that_is_not_to_be_had_is_said_in_a_sentence(
    data: Path, url: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDA_DATABASE_URL", url)
    for command in ("serve", "check"):
        assert main([command]) == 1
        said = capsys.readouterr()
        assert sentence in said.out + said.err
        assert "secret" not in said.out + said.err


async def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    writer, reader = open_engines(f"sqlite+aiosqlite:///{tmp_path / 'm.db'}")
    await upgrade(writer)
    async with writer.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnusableDatabase, match="9999"):
        await upgrade(writer)
    await dispose(writer, reader)


def test_the_last_migration_is_the_one_whose_file_stands_last() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == newest_revision()


async def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    writer, reader = open_engines(f"sqlite+aiosqlite:///{tmp_path / 'm.db'}")
    await upgrade(writer)
    async with writer.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), [metadata, ledger])
        )
    await dispose(writer, reader)
    assert differences == []


async def test_knowledge_may_be_there_before_the_desk(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"
    mark = Mark("import", datetime(2026, 11, 21, tzinfo=UTC))
    content = Content(Estate("cedar", "雪松里"), ())
    await asyncio.to_thread(in_ledger, url, lambda kept: store_content(kept, content, mark=mark))
    writer, reader = open_engines(url)
    await upgrade(writer)
    async with reader.connect() as connection:
        assert (await connection.execute(sa.select(ledger.tables["knowledge_contents"]))).one().estate_id == (
            "cedar"
        )
    await dispose(writer, reader)


async def test_without_the_bot_the_desk_is_degraded_and_still_ready(tmp_path: Path) -> None:
    greeting = replying(b"Hello from Rasa")
    async with RasaStandIn(greeting) as rasa, desk_in(tmp_path, bot_url=rasa.url) as desk:
        well = await desk.client.get("/readyz")
        assert well.json() == {"status": "ok", "checks": {"database": "ok", "bot": "ok"}}
        rasa.answer = replying(b"", status="500 Internal Server Error")
        ill = await desk.client.get("/readyz")
        assert (ill.status_code, ill.json()["status"]) == (200, "degraded")


async def test_the_figures_count_what_happened(desk: Place) -> None:
    resident = await desk.resident()
    await resident.say("转人工")
    await resident.hears(2)
    figures = (await desk.client.get("/metrics")).text
    assert 'linda_turns_total{worker="desk",author="resident"} 1\n' in figures
    assert 'linda_escalations_total{worker="desk",reason="asked"} 1\n' in figures
    assert 'linda_request_seconds_count{worker="desk"}' in figures
    assert 'linda_well{worker="desk",check="database"} 1\n' in figures
    assert 'linda_waiting{worker="desk",of="residents"} 1\n' in figures
    assert 'linda_waiting{worker="desk",of="questions"} 0\n' in figures
    assert 'linda_waiting_longest_seconds{worker="desk",of="questions"} 0.0\n' in figures
    async with follow(desk, resident) as line:
        await until(line, "hello")
        assert 'linda_lines_open{worker="desk"} 1\n' in (await desk.client.get("/metrics")).text


async def test_the_figures_are_for_this_machine_alone_also_behind_a_proxy(desk: Place) -> None:
    for added in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"):
        through_a_proxy = await desk.client.get("/metrics", headers={added: "198.51.100.7"})
        nowhere = await desk.client.get("/nothing-here")
        assert through_a_proxy.status_code == 404, added
        assert through_a_proxy.json() == nowhere.json(), added


async def test_every_figure_is_explained_to_operators(desk: Place) -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    figures = (await desk.client.get("/metrics")).text
    named = {line.split()[2] for line in figures.splitlines() if line.startswith("# TYPE")}
    assert len(named) > 5
    assert sorted(name for name in named if f"`{name}`" not in page) == []


async def test_every_route_describes_itself(desk: Place) -> None:
    document = (await desk.client.get("/docs/openapi.json")).json()
    app = make_app(desk.world, name="described")
    routes = {
        (method.lower(), "/" + route.path.replace("<", "{").replace(":str>", "}"))
        for route in app.router.routes
        for method in route.methods
        if route.path.startswith("api/")
    }
    described = {(method, path) for path, operations in document["paths"].items() for method in operations}
    assert described == routes
    assert all(
        operation["summary"] for operations in document["paths"].values() for operation in operations.values()
    )
    assert description(list(app.router.routes))["openapi"].startswith("3.")
    assert (await desk.client.get("/docs")).status_code == 200


async def test_in_production_the_description_is_off(tmp_path: Path) -> None:
    async with desk_in(tmp_path, env="production") as desk:
        answers = await asyncio.gather(desk.client.get("/docs"), desk.client.get("/docs/openapi.json"))
    assert [answer.status_code for answer in answers] == [404, 404]


async def test_a_listed_site_may_embed_the_widget(tmp_path: Path) -> None:
    site = "https://www.example.cn"
    async with desk_in(tmp_path, allowed_origins=frozenset({site})) as desk:
        asked = {"Origin": site, "Access-Control-Request-Method": "POST"}
        preflight: httpx.Response = await desk.client.options("/api/v1/conversations", headers=asked)
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == site
        assert "authorization" in preflight.headers["access-control-allow-headers"]
        shown = await desk.client.get("/api/v1/estates/yunshan", headers={"Origin": site})
        assert shown.headers["access-control-allow-origin"] == site
