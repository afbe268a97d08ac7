"""A resident's data are sealed, can be taken along, and can be forgotten."""

import io
import stat
import struct
import zlib
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.integration.places import Place, desk_in

CANARY = {"name": "金丝雀", "room": "3栋2单元1201", "phone": "13912345678"}


def photo(size: tuple[int, int] = (640, 480), *, kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "GPS 30.2741 120.1551"
    Image.new("RGB", size, "green").save(written, kind, exif=exif)
    return written.getvalue()


async def upload(desk: Place, path: str, token: str, picture: bytes) -> httpx.Response:
    return await desk.client.post(
        f"{path}/attachments",
        files={"file": ("../../etc/passwd", picture, "image/jpeg")},
        headers={"Authorization": f"Bearer {token}"},
    )


def everything_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_personal_fields_and_tokens_are_in_no_file_in_the_clear(desk: Place) -> None:
    resident = await desk.resident(**CANARY)
    agent = await desk.agent("王敏")
    await resident.post("escalation")
    kept = everything_under(desk.data)
    for secret in (*CANARY.values(), resident.token, agent.token):
        assert secret.encode() not in kept
    assert stat.S_IMODE((desk.data / "secret.key").stat().st_mode) == 0o600


async def test_an_export_holds_the_residents_own_data(desk: Place) -> None:
    resident = await desk.resident(**CANARY)
    await resident.say("您好")
    await resident.hears(2)
    copy = (await resident.get("export")).json()
    assert copy["resident"] == CANARY
    assert copy["consent"]["version"] == "2026-11"
    assert [turn["seq"] for turn in copy["turns"]] == [1, 2]


async def test_erasure_forgets_words_fields_notes_pictures_and_the_token(desk: Place) -> None:
    resident, agent = await desk.resident(**CANARY), await desk.agent("王敏")
    await resident.say("金丝雀住在三栋")
    picture = (await upload(desk, resident.path, resident.token, photo())).json()["attachment_id"]
    await resident.post("turns", {"client_key": "p", "kind": "image", "attachment_id": picture})
    await agent.claim(resident)
    await agent.say(resident, "金丝雀的备注", private=True)
    assert (
        await desk.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    ).status_code == 204
    assert (await resident.get("turns")).status_code == 404
    kept = everything_under(desk.data)
    for forgotten in ("金丝雀", "三栋", CANARY["phone"]):
        assert forgotten.encode() not in kept
        assert forgotten.encode("unicode_escape") not in kept
    assert list((desk.data / "uploads").iterdir()) == []
    seen = (await agent.do("GET", resident, "/turns")).json()
    assert seen["holder"] == "closed"
    assert [turn["seq"] for turn in seen["turns"]] == list(range(1, seen["last_seq"] + 1))


async def test_a_picture_is_stripped_and_shown_to_its_people_only(desk: Place) -> None:
    resident, other, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
    stored = await upload(desk, resident.path, resident.token, photo())
    assert stored.status_code == 201
    address = f"/attachments/{stored.json()['attachment_id']}"
    shown = await desk.client.get(resident.path + address, headers=resident.headers)
    assert shown.headers["content-type"] == "image/jpeg"
    assert b"GPS" not in shown.content
    assert dict(Image.open(io.BytesIO(shown.content)).getexif()) == {}
    assert (await agent.do("GET", resident, address)).status_code == 200
    assert (await desk.client.get(resident.path + address, headers=other.headers)).status_code == 404
    assert (await desk.client.get(other.path + address, headers=other.headers)).status_code == 404


async def test_a_picture_brings_a_person_since_the_bot_cannot_see(desk: Place) -> None:
    resident = await desk.resident()
    picture = (await upload(desk, resident.path, resident.token, photo())).json()["attachment_id"]
    said = await resident.post("turns", {"client_key": "p", "kind": "image", "attachment_id": picture})
    assert said.json()["turn"]["attachment"]["id"] == picture
    assert (await resident.hears(2))["bot"]["escalation"] == {"reason": "rule"}


def bomb() -> bytes:
    """A small PNG that claims 50,000 × 50,000 pixels."""
    written = io.BytesIO()
    Image.new("1", (50_000, 1)).save(written, "PNG")
    png = bytearray(written.getvalue())
    png[20:24] = struct.pack(">I", 50_000)
    png[29:33] = struct.pack(">I", zlib.crc32(bytes(png[12:29])))
    return bytes(png)


@pytest.mark.parametrize(
    ("picture", "status"),
    [
        (b"", 400),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 400),
        (b"GIF89a<script>", 400),
        (photo()[:300], 400),
        (bomb(), 400),
        (b"\xff\xd8" + b"0" * (10 * 1024 * 1024 + 1), 413),
        (b"0" * (11 * 1024 * 1024), 413),
    ],
    ids=["empty", "svg", "polyglot", "cut", "bomb", "over 10 MB", "over the form"],
)
async def test_what_is_no_fit_picture_is_refused(desk: Place, picture: bytes, status: int) -> None:
    resident = await desk.resident()
    refused = await upload(desk, resident.path, resident.token, picture)
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")


async def test_no_log_line_holds_what_a_resident_wrote(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async with desk_in(tmp_path, bot_url="http://127.0.0.1:9") as desk:
        resident = await desk.resident(**CANARY)
        await resident.say("金丝雀的话")
        await resident.hears(2)
        await resident.post("turns", {"client_key": "金丝雀", "kind": "text", "text": "x"})
    written = caplog.text + "".join(capfd.readouterr())
    assert "bot_failed" in written
    for secret in ("金丝雀", CANARY["phone"], resident.token):
        assert secret not in written
