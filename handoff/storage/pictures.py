"""Residents' pictures: decoded, turned upright, stripped of everything but their pixels, written anew."""

import asyncio
import io
import math
import os
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from handoff.domain.turn import Attachment
from handoff.errors import BadRequest, Busy, NotFound, TooLarge

LARGEST_UPLOAD = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000  # a 40-megapixel photo; a bomb declares far more
LONGEST_SIDE = 2048
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LOOKED = ".looked"  # the file whose time says when the folder was looked through
LOOK_EVERY = 3600.0  # seconds
MEDIA_TYPE = "image/jpeg"


class Pictures:
    """Pictures in one folder, each under its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, attachment_id: str, upload: bytes) -> Attachment:
        """Check, strip and store a picture; raises BadRequest, TooLarge, Busy."""
        if len(upload) > LARGEST_UPLOAD:
            raise TooLarge
        clean, (width, height) = await asyncio.to_thread(_re_encode, upload)
        try:
            await asyncio.to_thread(self._write, attachment_id, clean)
        except OSError as error:
            raise Busy(retry_after=5) from error
        return Attachment(attachment_id, MEDIA_TYPE, width, height)

    async def open(self, attachment_id: str) -> bytes:
        """Return a stored picture; raises NotFound."""
        try:
            return await asyncio.to_thread(self._path(attachment_id).read_bytes)
        except FileNotFoundError:
            raise NotFound from None

    async def remove(self, attachment_ids: Sequence[str]) -> None:
        """Delete pictures."""
        for attachment_id in attachment_ids:
            await asyncio.to_thread(self._path(attachment_id).unlink, missing_ok=True)

    async def older_than(self, before: datetime, *, as_of: datetime) -> list[str]:
        """Return what has lain there since before a moment; nothing where somebody looked an hour ago."""
        return await asyncio.to_thread(self._look, before.timestamp(), as_of.timestamp())

    def _look(self, before: float, as_of: float) -> list[str]:
        looked = self._folder.with_name(f"{self._folder.name}{LOOKED}")  # beside it, it is no picture
        if not self._folder.is_dir() or (looked.exists() and as_of - looked.stat().st_mtime < LOOK_EVERY):
            return []
        looked.touch(mode=0o600)
        os.utime(looked, (as_of, as_of))
        found = (path for path in self._folder.glob("*.jpg") if _written_at(path) < before)
        return [path.stem for path in found]

    def _path(self, attachment_id: str) -> Path:
        return self._folder / f"{attachment_id}.jpg"

    def _write(self, attachment_id: str, clean: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path(attachment_id).open("xb") as file:
            file.write(clean)
            file.flush()
            os.fsync(file.fileno())


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf  # erased while we looked


def _re_encode(upload: bytes) -> tuple[bytes, tuple[int, int]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the check below is stricter
            with Image.open(io.BytesIO(upload), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BadRequest("图片的尺寸太大了。请压缩后再上传。")
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise BadRequest("这不是可以显示的图片。请上传 JPG、PNG、WebP、GIF 或 BMP 图片。") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(written, "JPEG", quality=85)
    return written.getvalue(), upright.size
