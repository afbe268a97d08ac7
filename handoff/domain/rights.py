"""Who may call what: one table that the code, its tests and docs/access.md share.

Each row is a route by the name of its handler. `caller` says whose it is; `grade` is the lowest grade of an
agent that may call it at all; grade 0 is a repairer, who works on orders and opens nothing else. What a grade
sees of other estates, other people's conversations and personal fields is decided where the object is found
(`desk/access.py`, `desk/unmask.py`): finding is permission.
"""

from dataclasses import dataclass
from typing import Literal

Caller = Literal["anyone", "resident", "agent", "resident or agent", "platform", "this machine"]
REPAIRS, BASIC, COORDINATES, MANAGES = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Right:
    """A row of the table; `limits` says what more is asked, in words for docs/access.md."""

    caller: Caller
    grade: int = BASIC
    limits: str = ""


ANYONE, RESIDENT, BOTH = Right("anyone"), Right("resident"), Right("resident or agent")
AGENT, COORDINATOR, MANAGER = Right("agent"), Right("agent", COORDINATES), Right("agent", MANAGES)
REPAIRER = Right("agent", REPAIRS)
OWNER = Right("agent", limits="who holds the conversation")

RIGHTS: dict[str, Right] = {
    # pages and operation
    "show_demo": ANYONE,
    "show_widget": ANYONE,
    "show_console": ANYONE,
    "show_console_root": ANYONE,
    "show_orders_page": ANYONE,
    "show_orders_root": ANYONE,
    "read_the_docs": Right("anyone", limits="off in production"),
    "describe": Right("anyone", limits="off in production"),
    "live": ANYONE,
    "ready": ANYONE,
    "figures": Right("this machine"),
    "verify_address": Right("platform", limits="by signature"),
    "take_callback": Right("platform", limits="by signature"),
    # residents
    "show_estate": ANYONE,
    "begin_conversation": Right("anyone", limits="so many an address in 10 minutes"),
    "press_the_button": RESIDENT,
    "rate_the_service": RESIDENT,
    "take_along": RESIDENT,
    "forget": RESIDENT,
    "show_own_tickets": RESIDENT,
    "confirm_it": RESIDENT,
    "urge_it": RESIDENT,
    "follow_conversation": RESIDENT,
    # both
    "say_something": Right("resident or agent", limits="an agent who holds it; a note: the estate's"),
    "read_turns": BOTH,
    "upload_picture": Right("resident or agent", limits="an agent who holds it"),
    "show_picture": BOTH,
    # agents about themselves
    "open_session": Right("anyone", limits="so many tries an account and an address in 15 minutes"),
    "show_session": REPAIRER,
    "end_session": REPAIRER,
    "change_password": Right("agent", REPAIRER.grade, limits="so many tries in 15 minutes"),
    "change_presence": AGENT,
    "show_filters": AGENT,
    "keep_filters": AGENT,
    "follow_estates": AGENT,
    "list_colleagues": AGENT,
    # conversations
    "list_them": AGENT,
    "show_conversation": AGENT,
    "show_related": AGENT,
    "show_envelope": AGENT,
    "claim_it": AGENT,
    "transfer_it": Right("agent", limits="who holds it; by force from the second grade on"),
    "put_it_back": OWNER,
    "refuse_it": OWNER,
    "close_it": OWNER,
    "show_unsent": Right("agent", limits="one's own; the owner: the replies that colleagues have begun, too"),
    "keep_it_unsent": Right("agent", limits="one's own"),
    "take_it_over": OWNER,
    "unmask_it": Right("agent", limits="who holds it, or the second grade; 20, 60 a day; until closed"),
    "whisper_to_the_owner": COORDINATOR,
    "make_house_code": AGENT,
    # tickets
    "list_all_tickets": AGENT,
    "open_new_ticket": AGENT,
    "show_ticket": AGENT,
    "move_it": AGENT,
    "follow_it_up": AGENT,
    "hand_it_on": Right(
        "agent", limits="its owner, anybody where it has none; else from the second grade on"
    ),
    "link_it": AGENT,
    "put_picture_on_it": AGENT,
    "promise_it": AGENT,
    "list_all_promises": AGENT,
    "keep_it": AGENT,
    "promise_here": OWNER,
    "propose_promise": AGENT,
    # work orders: a repairer's own list, any other agent's estates
    "list_orders": REPAIRER,
    "take_step": REPAIRER,
    "take_step_picture": REPAIRER,
    "show_order_picture": REPAIRER,
    # the work of others
    "list_all_alerts": AGENT,
    "acknowledge_it": AGENT,
    "show_audit": Right("agent", limits="one's own; from the second grade on the estates'"),
    "look_at_the_board": COORDINATOR,
    "change_profile": MANAGER,
    "add_account": Right("agent", MANAGES, limits="in estates of one's own"),
    "suspend_account": Right("agent", MANAGES, limits="not one's own"),
    "restore_account": MANAGER,
    "end_all_sessions": MANAGER,
    "show_canned_replies": AGENT,
    "add_canned_reply": Right("agent", limits="the estate's: from the second grade on"),
    "change_canned_reply": Right("agent", limits="the estate's: from the second grade on"),
    "forget_canned_reply": Right("agent", limits="the estate's: from the second grade on"),
    "list_all_incidents": AGENT,
    "show_one_incident": AGENT,
    "open_incident": Right("agent", limits="one that nobody proposed: from the second grade on"),
    "update_incident": AGENT,
    "dismiss_incident": COORDINATOR,
    "end_incident": AGENT,
    "look_at_figures": COORDINATOR,
    "take_figures_along": COORDINATOR,
    "look_at_metric_alarms": COORDINATOR,
    "look_at_ratings": COORDINATOR,
    "answer_a_rating": Right("agent", COORDINATES, limits="not of one's own service"),
    "show_service_times": AGENT,
    "change_service_times": MANAGER,
    "show_metric_limits": COORDINATOR,
    "change_metric_limits": MANAGER,
    "show_webhook": MANAGER,
    "change_webhook": MANAGER,
    "send_trial": MANAGER,
    # knowledge
    "list_knowledge": AGENT,
    "show_entry": AGENT,
    "search_knowledge": AGENT,
    "show_draft": AGENT,
    "list_versions": AGENT,
    "list_publications": AGENT,
    "show_publication": AGENT,
    "export_entries": COORDINATOR,
    "change_entry": Right("agent", limits="the first grade proposes, the second changes the draft"),
    "list_proposed": AGENT,
    "remove_entry": COORDINATOR,
    "import_entries": COORDINATOR,
    "approve_proposal": COORDINATOR,
    "refuse_proposal": COORDINATOR,
    "show_misses": AGENT,
    "draft_miss": Right("agent", limits="the first grade proposes, the second changes the draft"),
    "dismiss_cluster": COORDINATOR,
    "show_thresholds": COORDINATOR,
    "publish_it": COORDINATOR,
    "roll_it_back": MANAGER,
}


def as_page() -> str:
    """Return the table as docs/access.md holds it."""
    lines = ["| what | who | lowest grade | besides |", "|---|---|---|---|"]
    for name, right in RIGHTS.items():
        grade = str(right.grade) if "agent" in right.caller else ""
        lines.append(f"| `{name}` | {right.caller} | {grade} | {right.limits} |")
    return "\n".join(lines) + "\n"
