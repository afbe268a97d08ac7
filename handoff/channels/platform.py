"""The line to a platform's interface: fixed host, no redirects, JSON whatever its header says.

Errors come with HTTP 200 and an `errcode`, sometimes as text/plain; both platforms do so.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx

from handoff.errors import NotDelivered

log = logging.getLogger(__name__)
PATIENCE = httpx.Timeout(10, connect=5)
LARGEST_ANSWER = 1024 * 1024
LARGEST_MEDIA = 10 * 1024 * 1024
Json = dict[str, Any]


class PlatformError(Exception):
    """The platform refused a call with this errcode."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(str(code))


class Platform:
    """Calls below one base address. An access token travels as a parameter and in no log."""

    def __init__(self, base: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=base, timeout=PATIENCE, follow_redirects=False, trust_env=False
        )

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()

    async def post(self, path: str, body: Json, *, token: str | None = None) -> Json:
        """Return the answer to a JSON call; raises PlatformError, NotDelivered where nobody answers."""
        written = json.dumps(body, ensure_ascii=False).encode()  # Chinese as Chinese: escapes would be shown
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answered, _ = await self._call(
            "POST", path, _parameters(token), LARGEST_ANSWER, content=written, headers=headers
        )
        return _read(answered)

    async def get(self, path: str, parameters: Mapping[str, str]) -> Json:
        """Return the answer to a plain call; raises as `post`."""
        answered, _ = await self._call("GET", path, dict(parameters), LARGEST_ANSWER)
        return _read(answered)

    async def download(self, path: str, media: str, *, token: str) -> bytes:
        """Return a file; raises PlatformError, NotDelivered, also where it is too large."""
        parameters = {**_parameters(token), "media_id": media}
        answered, kind = await self._call("GET", path, parameters, LARGEST_MEDIA)
        if kind.startswith(("application/json", "text/plain")):
            _read(answered)  # an error, however it is labelled
            raise NotDelivered("rejected")
        return answered

    async def upload(self, path: str, picture: bytes, *, token: str) -> str:
        """Hand in a JPEG and return the name that the platform gives it; raises as `post`."""
        file = {"media": ("picture.jpg", picture, "image/jpeg")}
        parameters = {**_parameters(token), "type": "image"}
        answered, _ = await self._call("POST", path, parameters, LARGEST_ANSWER, files=file)
        name = _read(answered).get("media_id")
        if not isinstance(name, str):
            raise NotDelivered("platform", may_retry=True)
        return name

    async def _call(
        self, method: str, path: str, parameters: dict[str, str], largest: int, **more: Any
    ) -> tuple[bytes, str]:
        try:
            async with self._client.stream(method, path, params=parameters, **more) as response:
                if response.status_code != httpx.codes.OK:
                    raise NotDelivered("platform", may_retry=True)
                return await _all_of(response, largest), response.headers.get("content-type", "")
        except httpx.HTTPError as error:
            log.warning("platform_unreachable", extra={"cause": type(error).__name__})
            raise NotDelivered("platform", may_retry=True) from None


def _parameters(token: str | None) -> dict[str, str]:
    return {"access_token": token} if token else {}


async def _all_of(response: httpx.Response, largest: int) -> bytes:
    whole = bytearray()
    async for piece in response.aiter_bytes():
        whole += piece
        if len(whole) > largest:
            raise NotDelivered("rejected")
    return bytes(whole)


def _read(answered: bytes) -> Json:
    try:
        answer = json.loads(answered)
    except ValueError:
        raise NotDelivered("platform", may_retry=True) from None
    if not isinstance(answer, dict):
        raise NotDelivered("platform", may_retry=True)
    code = answer.get("errcode", 0)
    if code:
        log.warning("platform_refused", extra={"why": f"{code} {_hint(answer.get('errmsg'))}"})
        raise PlatformError(code if isinstance(code, int) else -1)
    return answer


def _hint(message: object) -> str:
    """Return the platform's own reference of a refusal (`rid: …`), for its support; never what we sent."""
    _before, mark, reference = str(message).partition("rid:")
    return f"rid:{reference.strip()[:64]}" if mark else ""
