"""The safety lane: fixed words first, then a person, whoever holds the conversation."""

from handoff import phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import say
from handoff.desk.escalate import Case, escalate
from handoff.desk.ports import Desk, Work
from handoff.domain.conversation import Conversation
from handoff.domain.envelope import Evidence
from handoff.domain.safety import Emergency
from handoff.domain.turn import SYSTEM, Line, Turn


async def raise_alarm(
    desk: Desk, work: Work, conversation: Conversation, emergency: Emergency, heard: Turn
) -> Conversation:
    """Say the safety text and escalate as urgent, inside the caller's transaction."""
    estate = await known_estate(work, conversation.estate)
    text = phrases.safety_text(
        emergency.hazard,
        hotline=estate.hotline,
        security=estate.security_phone,
        gas=estate.gas_emergency_phone,
    )
    said = {"act": "emergency", "escalation": {"reason": "emergency"}}
    await say(desk, work, conversation, Line(author=SYSTEM, text=text, reply_to=heard.seq, bot=said))
    evidence = Evidence(text=heard.text, threshold=desk.threshold, rule=f"safety.{emergency.hazard}")
    case = Case(reason="emergency", evidence=evidence, reply_to=heard.seq)
    return await escalate(desk, work, conversation, case)
