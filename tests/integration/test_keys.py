"""Keys can be changed: everything opens afterwards, and nothing is sealed with the old one any more."""

from pathlib import Path

import pytest

from handoff.bootstrap import rotate_keys
from handoff.commands.main import main
from handoff.serving import listen
from handoff.storage import tables
from handoff.storage.resealing import SEALED
from handoff.storage.sealing import KEY_BYTES
from tests.integration.places import desk_in, in_database, port_of, settings_in
from tests.integration.test_audit import PERSON, held_by, records
from tests.integration.ticket_steps import opened


def test_every_sealed_column_of_the_schema_is_sealed_anew() -> None:
    sealed = {
        column
        for table in tables.metadata.tables.values()
        for column in table.c
        if column.name.endswith("_sealed")
    }
    assert set(SEALED) == sealed


async def test_after_a_rotation_everything_opens_and_carries_the_new_keys_name(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        agent = await desk.agent("王敏")
        resident = await held_by(agent, desk)
        number = (await opened(agent, resident, house="金丝雀路九号"))["number"]
    for rotations in (1, 2):
        assert await rotate_keys(settings_in(tmp_path)) >= 4
        key_file = settings_in(tmp_path).secret_key_file
        assert key_file.stat().st_size == KEY_BYTES * (rotations + 1)
        assert key_file.stat().st_mode & 0o777 == 0o600
    names = await in_database(tmp_path, "SELECT name_sealed, phone_sealed FROM conversations")
    assert {bytes(value)[:1] for row in names for value in row} == {b"3"}
    async with desk_in(tmp_path) as desk:
        agent.client = desk.client
        assert (await agent.call("GET", f"/tickets/{number}")).json()["house"] == "金丝雀路九号"
        shown = await agent.do("POST", resident, "/unmasking", {"reason": "核对报修地址"})
        assert shown.json()["resident"] == PERSON
        assert (await records(agent))[0]["action"] == "unmasked"
        async with desk.world.desk.store.read() as work:
            assert (await work.audit.verify())[1] is None


def test_keys_are_not_changed_under_a_running_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with listen("127.0.0.1", 0) as sock:
        sock.listen()
        monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("LINDA_PORT", str(port_of(sock)))
        assert main(["keys", "rotate"]) == 1
    assert "还在运行" in capsys.readouterr().err
    assert not (tmp_path / "secret.key").exists()
