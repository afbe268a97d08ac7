"""Pictures over HTTP: streamed in with a limit, served to whoever may see the conversation."""

import re

from sanic import Blueprint, HTTPResponse, Request
from sanic.request.form import parse_multipart_form

from handoff.api.answers import answer
from handoff.api.callers import any_caller, bearer, desk_of
from handoff.api.streams import read_capped
from handoff.desk.attach import admit_picture, attach, open_picture
from handoff.domain.agent import Agent
from handoff.errors import BadRequest, TooLarge

uploads = Blueprint("uploads", url_prefix="/api/v1/conversations/<conversation_id:str>/attachments")
LARGEST_PICTURE = 10 * 1024 * 1024
LARGEST_FORM = LARGEST_PICTURE + 64 * 1024
READ_AT_MOST = 4 * LARGEST_PICTURE
_BOUNDARY = re.compile(r"multipart/form-data;.*?boundary=\"?([^\";,]{1,70})", re.IGNORECASE)


@uploads.post("", stream=True)
async def upload_picture(request: Request, conversation_id: str) -> HTTPResponse:
    """Take a picture of at most 10 MB from the form's file field."""
    desk, token = desk_of(request), bearer(request)
    await admit_picture(desk, conversation_id=conversation_id, token=token)
    upload = _only_file(request, await _read_form(request))
    attachment = await attach(desk, conversation_id=conversation_id, token=token, upload=upload)
    return answer(
        {"attachment_id": attachment.id, "width": attachment.width, "height": attachment.height}, 201
    )


@uploads.get("/<attachment_id:str>")
async def show_picture(request: Request, conversation_id: str, attachment_id: str) -> HTTPResponse:
    """Show a picture to the conversation's resident or the estate's agents."""
    caller = await any_caller(request)
    attachment, picture = await open_picture(
        desk_of(request),
        caller if isinstance(caller, Agent) else caller.token,
        conversation_id=conversation_id,
        attachment_id=attachment_id,
    )
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'"}
    return HTTPResponse(picture, headers=headers, content_type=attachment.media_type)


async def _read_form(request: Request) -> bytes:
    form = await read_capped(request, largest=LARGEST_FORM, dropped=READ_AT_MOST)
    if form is None:
        raise TooLarge
    return form


def _only_file(request: Request, form: bytes) -> bytes:
    found = _BOUNDARY.match(request.headers.get("content-type", ""))
    if not found:
        raise BadRequest("请用表单（multipart/form-data）上传一张图片。")
    try:
        _fields, files = parse_multipart_form(form, found.group(1).encode())
    except (ValueError, LookupError, AttributeError):
        raise BadRequest("上传的表单不完整。请重新上传。") from None
    parts = [file for name in files for file in files.getlist(name)]
    if len(parts) != 1 or not parts[0].body:
        raise BadRequest("请一次上传一张图片。")
    if len(parts[0].body) > LARGEST_PICTURE:
        raise TooLarge
    picture: bytes = parts[0].body
    return picture
