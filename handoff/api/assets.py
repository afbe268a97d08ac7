"""Files for browsers: read and compressed once, answered from memory until they change on the disk."""

import asyncio
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from gzip import compress
from pathlib import Path

from sanic import HTTPResponse, Request

_TEXT = frozenset({".html", ".js", ".css", ".svg", ".json", ".webmanifest"})
_NO_WEIGHT = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `gzipped` is None where compressing gains nothing."""

    plain: bytes
    gzipped: bytes | None
    content_type: str
    tag: str


async def send_asset(request: Request, path: Path, headers: Mapping[str, str]) -> HTTPResponse:
    """Send an existing file: gzip to whom takes it, 304 to whom has it."""
    asset = await asyncio.to_thread(_current, path)
    told = {**headers, "ETag": asset.tag}
    if asset.gzipped is not None:
        told["Vary"] = "Accept-Encoding"
    if _has(request.headers.get("if-none-match", ""), asset.tag):
        return HTTPResponse(status=304, headers=told)
    body = asset.plain
    if asset.gzipped is not None and takes_gzip(request.headers.get("accept-encoding", "")):
        body = asset.gzipped
        told["Content-Encoding"] = "gzip"
    return HTTPResponse(body, headers=told, content_type=asset.content_type)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header welcomes gzip; its own weight counts before that of `*`."""
    weights = {
        name.strip().lower(): weight
        for name, _, weight in (part.partition(";") for part in accepted.split(","))
    }
    weight = weights.get("gzip", weights.get("*"))
    return weight is not None and not _NO_WEIGHT.fullmatch(weight)


def _has(known: str, tag: str) -> bool:
    return known.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in known.split(",")
    }


def _current(path: Path) -> Asset:
    facts = path.stat()
    return _load(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=256)
def _load(path: Path, _changed: int, _size: int) -> Asset:
    plain = path.read_bytes()
    is_text = path.suffix in _TEXT
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(
        plain=plain,
        gzipped=compress(plain, 9, mtime=0) if is_text else None,
        content_type=f"{kind}; charset=utf-8" if is_text else kind,
        tag=f'W/"{hashlib.sha256(plain).hexdigest()[:24]}"',  # weak: the same for both encodings
    )
