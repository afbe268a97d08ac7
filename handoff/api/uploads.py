"""Pictures over HTTP: streamed in with a limit, served to whoever may see the conversation."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.callers import any_caller, desk_of
from handoff.api.forms import only_file
from handoff.desk.attach import admit_picture, attach, open_picture
from handoff.domain.agent import Agent

uploads = Blueprint("uploads", url_prefix="/api/v1/conversations/<conversation_id:str>/attachments")
LARGEST_PICTURE = 10 * 1024 * 1024


@uploads.post("", stream=True)
async def upload_picture(request: Request, conversation_id: str) -> HTTPResponse:
    """Take a picture of at most 10 MB from the form's file field: the resident's, or the owner's."""
    desk, caller = desk_of(request), await _who(request)
    await admit_picture(desk, caller, conversation_id=conversation_id)
    upload = (await only_file(request, LARGEST_PICTURE, what="一张图片")).body
    attachment = await attach(desk, caller, conversation_id=conversation_id, upload=upload)
    return answer(
        {"attachment_id": attachment.id, "width": attachment.width, "height": attachment.height}, 201
    )


@uploads.get("/<attachment_id:str>")
async def show_picture(request: Request, conversation_id: str, attachment_id: str) -> HTTPResponse:
    """Show a picture to the conversation's resident or the estate's agents."""
    attachment, picture = await open_picture(
        desk_of(request),
        await _who(request),
        conversation_id=conversation_id,
        attachment_id=attachment_id,
    )
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'"}
    return HTTPResponse(picture, headers=headers, content_type=attachment.media_type)


async def _who(request: Request) -> Agent | str:
    """Return the agent, or a resident's token."""
    caller = await any_caller(request)
    return caller if isinstance(caller, Agent) else caller.token
