"""One file from a form: streamed in, with a limit of its own."""

import re

from sanic import Request
from sanic.request import File
from sanic.request.form import parse_multipart_form

from handoff.api.streams import read_capped
from handoff.errors import BadRequest, TooLarge

ROOM_FOR_FORM = 64 * 1024
_BOUNDARY = re.compile(r"multipart/form-data;.*?boundary=\"?([^\";,]{1,70})", re.IGNORECASE)


async def only_file(request: Request, largest: int, *, what: str) -> File:
    """Read the form's only file of a streamed route, which `what` names; raises BadRequest, TooLarge."""
    too_large = TooLarge(f"文件太大了，最多 {largest // 1024 // 1024} MB。")
    form = await read_capped(request, largest=largest + ROOM_FOR_FORM, dropped=4 * largest)
    if form is None:
        raise too_large
    found = _BOUNDARY.match(request.headers.get("content-type", ""))
    if not found:
        raise BadRequest(f"请用表单（multipart/form-data）上传{what}。")
    try:
        _fields, files = parse_multipart_form(form, found.group(1).encode())
    except (ValueError, LookupError, AttributeError):
        raise BadRequest("上传的表单不完整。请重新上传。") from None
    parts: list[File] = [file for name in files for file in files.getlist(name)]
    if len(parts) != 1 or not parts[0].body:
        raise BadRequest(f"请一次上传{what}。")
    if len(parts[0].body) > largest:
        raise too_large
    return parts[0]
