"""The pages and the widget's modules as a browser gets them: small, kept, and open to the right sites."""

from gzip import decompress
from pathlib import Path

import pytest

from handoff.api import pages
from handoff.api.assets import takes_gzip
from tests.integration.places import Place, desk_in

ELSEWHERE = "https://estate.example"
MODULE = "/widget/linda-chat.js"


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built console of two files."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>坐席工作台</title>", encoding="utf-8")
    (folder / "assets" / "index-1a2b.js").write_text("export const words = '您好';\n" * 50, encoding="utf-8")
    monkeypatch.setattr(pages, "CONSOLE", folder)
    return folder


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (MODULE, "text/javascript; charset=utf-8"),
        ("/widget/demo/demo.css", "text/css; charset=utf-8"),
        ("/widget/demo/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
    ],
)
async def test_text_is_sent_compressed_to_whom_takes_it(desk: Place, path: str, kind: str) -> None:
    async with desk.client.stream("GET", path, headers={"Accept-Encoding": "br, gzip"}) as small:
        packed = b"".join([piece async for piece in small.aiter_raw()])
    plain = await desk.client.get(path, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert decompress(packed) == plain.content
    assert len(packed) < len(plain.content)
    for answer in (small, plain):
        assert answer.headers["content-type"] == kind
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("*, gzip; q=0.000", False),
    ],
)
def test_gzip_goes_only_where_it_is_welcome(accepted: str, taken: bool) -> None:
    assert takes_gzip(accepted) is taken


async def test_an_unchanged_module_is_not_sent_twice(desk: Place) -> None:
    first = await desk.client.get(MODULE)
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = await desk.client.get(MODULE, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "no-cache"
        assert again.headers["access-control-allow-origin"] == "*"
    assert (await desk.client.get(MODULE, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_changed_file_is_sent_anew(desk: Place, console: Path) -> None:
    before = await desk.client.get("/console/")
    (console / "index.html").write_text("<!doctype html><title>新的工作台</title>", encoding="utf-8")
    after = await desk.client.get("/console/", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "新的工作台" in after.text


async def test_the_console_keeps_what_carries_a_hash_and_asks_for_the_rest(
    desk: Place, console: Path
) -> None:
    name = next((console / "assets").iterdir()).name
    hashed = await desk.client.get(f"/console/assets/{name}")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert hashed.headers["content-encoding"] == "gzip"
    assert "access-control-allow-origin" not in hashed.headers
    page = await desk.client.get("/console/conversations")
    assert page.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_any_site_may_load_the_modules_and_nothing_else(desk: Place) -> None:
    elsewhere = {"Origin": ELSEWHERE}
    assert (await desk.client.get(MODULE, headers=elsewhere)).headers["access-control-allow-origin"] == "*"
    for path in ("/", "/widget/demo/index.html", "/widget/demo/demo.css"):
        answer = await desk.client.get(path, headers=elsewhere)
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers


async def test_a_listed_site_may_read_the_answers_and_when_to_come_back(tmp_path: Path) -> None:
    async with desk_in(tmp_path, allowed_origins=frozenset({ELSEWHERE})) as desk:
        estate = await desk.client.get("/api/v1/estates/yunshan", headers={"Origin": ELSEWHERE})
        assert estate.status_code == 200
        assert estate.headers["access-control-allow-origin"] == ELSEWHERE
        assert estate.headers["access-control-expose-headers"] == "Retry-After"


async def test_a_site_that_is_not_listed_can_read_why_it_is_refused(desk: Place) -> None:
    refused = await desk.client.get("/api/v1/estates/yunshan", headers={"Origin": ELSEWHERE})
    assert refused.status_code == 403
    assert refused.json()["code"] == "foreign_origin"
    assert "允许的来源" in refused.json()["detail"]
    assert refused.headers["access-control-allow-origin"] == "*"


async def test_who_polls_learns_the_place_in_the_queue_too(desk: Place) -> None:
    first, second = await desk.resident(), await desk.resident()
    for resident in (first, second):
        before = await desk.client.get(f"{resident.path}/turns", headers=resident.headers)
        assert "queue" not in before.json()
        await desk.client.post(f"{resident.path}/escalation", json={}, headers=resident.headers)
    read = await desk.client.get(f"{second.path}/turns", headers=second.headers)
    assert read.json()["holder"] == "queue"
    assert read.json()["queue"]["position"] == 2
    assert "wait_minutes" in read.json()["queue"]
