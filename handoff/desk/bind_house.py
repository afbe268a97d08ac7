"""A house is bound to somebody's messenger by a one-time code; a name and a number prove nothing."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from handoff import channel_phrases
from handoff.desk.access import known_estate, new_id
from handoff.desk.announcing import announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.receive import Message
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.house import parse_room
from handoff.domain.house_code import DIGITS, TRIES_A_DAY, VALID_FOR, HouseCode, read_code
from handoff.domain.turn import RESIDENT, SYSTEM, Line
from handoff.errors import BadRequest, NotFound

DAY = timedelta(days=1)
CODE_SHOWN = "[绑定码]"  # what stands in the transcript instead of it


async def make_code(desk: Desk, agent: Agent, *, estate: str, room: str) -> HouseCode:
    """Make a code for a house of the agent's estate; raises NotFound, BadRequest for what is no house."""
    if estate not in agent.estates:
        raise NotFound("没有找到这个小区。请检查小区编号。")
    now = desk.now()
    async with desk.store.write() as work:
        return await store_code(
            work, estate=estate, room=room, made_by=agent.id, lasting=(now, now + VALID_FOR)
        )


async def store_code(
    work: Work, *, estate: str, room: str, made_by: str, lasting: tuple[datetime, datetime]
) -> HouseCode:
    """Make a code in the caller's transaction, valid from a moment until another; raises as `make_code`."""
    house = parse_room(room)
    if house is None:
        raise BadRequest("看不懂这个房号。请写成 3栋2单元1201、叠拼12号 或 S8。")
    await known_estate(work, estate)
    made_at, expires_at = lasting
    code = HouseCode(
        id=new_id(),
        estate=estate,
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}",
        room=house.address,
        made_by=made_by,
        made_at=made_at,
        expires_at=expires_at,
    )
    await work.house_codes.add(code)
    return code


async def offered_code(work: Work, conversation: Conversation, message: Message) -> str | None:
    """Return the code that a message offers, or None; digits that answer a question are an answer."""
    if message.kind != "text" or conversation.holder == "agent":
        return None
    text = message.text or ""
    if read_code(text, may_be_bare=True) is None:
        return None  # most messages: only digits need a look at what was asked before
    latest = await work.turns.latest(conversation.id, 1)
    is_asked = bool(latest) and latest[-1].act == "ask"
    return read_code(text, may_be_bare=not is_asked)


async def bind_house(desk: Desk, work: Work, conversation: Conversation, code: str, message: Message) -> None:
    """Bind the house that a code stands for, in the caller's transaction; say what came of it."""
    line = Line(author=RESIDENT, text=CODE_SHOWN, client_key=message.client_key, via=message.via)
    heard = await say(desk, work, conversation, line)
    text = await _outcome(desk, work, conversation, code)
    await say(desk, work, conversation, Line(author=SYSTEM, text=text, reply_to=heard.seq))
    await announce_summary(work, conversation)


async def _outcome(desk: Desk, work: Work, conversation: Conversation, code: str) -> str:
    correspondent = await work.correspondents.of(conversation.id)
    if correspondent is None:
        raise NotFound
    now = desk.now()
    who = (correspondent.account, correspondent.person)
    if await work.house_codes.tries(*who, now - DAY) >= TRIES_A_DAY:
        return channel_phrases.HOUSE_CODE_TOO_OFTEN
    await work.house_codes.note_try(*who, now)
    room = await work.house_codes.use(conversation.estate, code, now)
    if room is None:
        return channel_phrases.HOUSE_CODE_WRONG
    await work.conversations.set_room(conversation.id, room, now)
    await work.correspondents.update(replace(correspondent, house_bound_at=now))
    return channel_phrases.house_bound_text(room)
