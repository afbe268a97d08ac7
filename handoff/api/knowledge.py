"""Knowledge: entries, proposals, files in and out, and finding what to say."""

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer, nothing
from handoff.api.bodies import EmptyBody, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.conversations import LARGEST_SEQ
from handoff.api.forms import only_file
from handoff.api.knowledge_bodies import DraftBody, ProposalRefusalBody
from handoff.api.knowledge_shapes import (
    life_json,
    pending_json,
    proposal_json,
    result_json,
    shelf_json,
    standing_json,
)
from handoff.api.paging import whole_number
from handoff.desk.knowledge.edit import Edit, approve, edit_entry, list_proposals, refuse, take_out
from handoff.desk.knowledge.files import export_file, import_file
from handoff.desk.knowledge.look_up import EntryFilter, life_of, list_entries, pending_changes, search
from handoff.domain.knowledge import Proposal
from handoff.errors import BadRequest, StaleEntry
from knowledge_base.differences import CHANGED, IN_FORCE, NEW, REMOVED
from knowledge_base.table import MAX_BYTES

knowledge = Blueprint("knowledge", url_prefix="/api/v1/knowledge")
STATES = (IN_FORCE, NEW, CHANGED, REMOVED)
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_QUERY = 200


def query_estate(request: Request) -> str:
    """Read which estate is meant; raises BadRequest."""
    estate: str = request.args.get("estate") or ""
    if not estate:
        raise BadRequest("请用 estate 说明是哪个小区。")
    return estate


@knowledge.get("/entries")
async def list_knowledge(request: Request) -> HTTPResponse:
    """List an estate's entries, drafted or still in force."""
    agent, estate = await agent_caller(request), query_estate(request)
    state = request.args.get("state")
    if state is not None and state not in STATES:
        raise BadRequest(f"state 只能是 {'、'.join(STATES)} 之一。")
    wanted = EntryFilter(text=_text(request), state=state, group=request.args.get("group"))
    return answer(shelf_json(await list_entries(desk_of(request), agent, estate, wanted), estate))


@knowledge.get("/entries/<entry_id:str>")
async def show_entry(request: Request, entry_id: str) -> HTTPResponse:
    """Show an entry with its history and what is proposed."""
    agent, estate = await agent_caller(request), query_estate(request)
    return answer(life_json(await life_of(desk_of(request), agent, estate, entry_id), estate))


@knowledge.put("/entries/<entry_id:str>")
async def change_entry(request: Request, entry_id: str) -> HTTPResponse:
    """Change an entry of the draft, or propose to."""
    agent, desk = await agent_caller(request), desk_of(request)
    body = read_body(request, DraftBody)
    edit = Edit(estate=body.estate, entry=body.entry(entry_id), base=body.base, note=body.note)
    try:
        done = await edit_entry(desk, agent, edit)
    except StaleEntry:
        life = await life_of(desk, agent, body.estate, entry_id)
        shown = standing_json(life.standing, body.estate) if life.standing else None
        raise StaleEntry(entry=shown) from None
    if isinstance(done, Proposal):
        return answer({"proposal": proposal_json(done, None)}, 202)
    return answer({"entry": standing_json(done, body.estate)}, 201)


@knowledge.delete("/entries/<entry_id:str>")
async def remove_entry(request: Request, entry_id: str) -> HTTPResponse:
    """Take an entry out of the draft."""
    agent, estate = await agent_caller(request), query_estate(request)
    base = whole_number(request, "base", LARGEST_SEQ)
    await take_out(desk_of(request), agent, estate, entry_id, base=base)
    return nothing()


@knowledge.get("/proposals")
async def list_proposed(request: Request) -> HTTPResponse:
    """List the proposals that wait for a decision, the oldest first."""
    agent, estate = await agent_caller(request), query_estate(request)
    found = await list_proposals(desk_of(request), agent, estate)
    return answer({"proposals": [proposal_json(proposal, drafted) for proposal, drafted in found]})


@knowledge.post("/proposals/<proposal_id:str>/approval")
async def approve_proposal(request: Request, proposal_id: str) -> HTTPResponse:
    """Make a proposal the draft."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    done, estate = await approve(desk_of(request), agent, proposal_id)
    return answer({"entry": standing_json(done, estate)}, 201)


@knowledge.post("/proposals/<proposal_id:str>/refusal")
async def refuse_proposal(request: Request, proposal_id: str) -> HTTPResponse:
    """Turn a proposal down with a reason."""
    agent = await agent_caller(request)
    body = read_body(request, ProposalRefusalBody)
    refused = await refuse(desk_of(request), agent, proposal_id, reason=body.reason)
    return answer({"proposal": proposal_json(refused, None)}, 201)


@knowledge.post("/import", stream=True)
async def import_entries(request: Request) -> HTTPResponse:
    """Make a knowledge file's entries the draft's, all or none."""
    agent, estate = await agent_caller(request), query_estate(request)
    file = await only_file(request, MAX_BYTES, what="一个 .xlsx 或 .csv 文件")
    brought = await import_file(desk_of(request), agent, estate, name=file.name or "", data=file.body)
    report = {"problems": list(brought.report.problems), "warnings": list(brought.report.warnings)}
    return answer({**vars(brought.tally), **report}, 201)


@knowledge.get("/export")
async def export_entries(request: Request) -> HTTPResponse:
    """Give the draft as a knowledge file."""
    agent, estate = await agent_caller(request), query_estate(request)
    suffix = request.args.get("format", "xlsx")
    if suffix not in TYPES:
        raise BadRequest("format 只能是 xlsx 或 csv。")
    data = await export_file(desk_of(request), agent, estate, suffix=suffix)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="knowledge-{estate}.{suffix}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HTTPResponse(data, headers=headers, content_type=TYPES[suffix])


@knowledge.get("/drafts")
async def show_draft(request: Request) -> HTTPResponse:
    """Show what the next publication would change, and what the check says."""
    agent, estate = await agent_caller(request), query_estate(request)
    return answer(pending_json(await pending_changes(desk_of(request), agent, estate)))


@knowledge.get("/search")
async def search_knowledge(request: Request) -> HTTPResponse:
    """Find the answers in force that fit a text best."""
    agent, estate = await agent_caller(request), query_estate(request)
    found = await search(desk_of(request), agent, estate, _text(request) or "")
    return answer({"results": [result_json(entry, score) for entry, score in found]})


def _text(request: Request) -> str | None:
    text: str | None = request.args.get("q")
    if text is not None and len(text) > LONGEST_QUERY:
        raise BadRequest(f"q 最多 {LONGEST_QUERY} 个字。")
    return text
