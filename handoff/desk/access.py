"""Finding is permission: whoever may not see a conversation does not find it."""

import hashlib
import re
import secrets
from datetime import datetime

from handoff.desk.ports import Work
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.estate import Estate
from handoff.domain.rights import BASIC
from handoff.domain.ticket import Ticket
from handoff.domain.work_order import may_be_worked_on
from handoff.errors import BadRequest, NotFound, NotPermitted

_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NUMBER = re.compile(r"[A-Z]{1,6}-\d{8}-\d{4,9}")


def new_id() -> str:
    """Make an id that cannot be guessed: 144 random bits."""
    return secrets.token_urlsafe(18)


def new_token() -> str:
    """Make a token that opens something: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def require_grade(agent: Agent, grade: int) -> None:
    """Refuse what is above an agent's grade; raises NotPermitted."""
    if agent.grade < grade:
        raise NotPermitted(f"这项操作需要{'一二三'[grade - 1]}级权限。请联系您的主管。")


async def known_estate(work: Work, estate_id: str) -> Estate:
    """Find an estate; raises NotFound."""
    estate = await work.estates.get(estate_id)
    if estate is None:
        raise NotFound("没有找到这个小区。请检查小区编号。")
    return estate


async def resident_conversation(work: Work, conversation_id: str, token: str) -> Conversation:
    """Find the conversation that this token opens; raises NotFound."""
    if _ID.fullmatch(conversation_id):
        found = await work.conversations.get_by_token(conversation_id, hash_token(token))
        if found:
            return found
    raise NotFound


async def access_conversation(work: Work, agent: Agent, conversation_id: str) -> Conversation:
    """Find a conversation in one of the agent's estates; raises NotFound."""
    if _ID.fullmatch(conversation_id):
        found = await work.conversations.get(conversation_id)
        if found and found.estate in agent.estates:
            return found
    raise NotFound


async def access_ticket(work: Work, agent: Agent, number: str) -> Ticket:
    """Find a ticket in one of the agent's estates; raises NotFound."""
    if _NUMBER.fullmatch(number):
        found = await work.tickets.get(number)
        if found and found.estate in agent.estates:
            return found
    raise NotFound


async def access_work_order(work: Work, agent: Agent, number: str, at: datetime) -> Ticket:
    """Find a ticket that an agent may work on: a repairer's own list, else the estate's; raises NotFound."""
    ticket = await access_ticket(work, agent, number)
    if agent.grade < BASIC and not may_be_worked_on(ticket, agent, at):
        raise NotFound
    return ticket


async def known_colleague(work: Work, agent_id: str, estate: str) -> Agent:
    """Find whom something of an estate may be given to; raises BadRequest."""
    found = await work.agents.get(agent_id)
    if found is None or not found.answers_in(estate):
        raise BadRequest("没有找到这位坐席，或对方不负责这个小区。请重新选择。")
    if found.suspended_at:
        raise BadRequest(f"{found.name}的账号已停用。请选择其他同事。")
    return found


async def residents_ticket(work: Work, conversation: Conversation, number: str) -> Ticket:
    """Find a ticket that belongs to this very conversation; raises NotFound."""
    for ticket in await work.tickets.of(conversation.id):
        if ticket.number == number:
            return ticket
    raise NotFound
