"""The calls of 微信客服 (protocol §2.2–2.4), each a dict in and a dict out."""

from __future__ import annotations

import secrets
from typing import Any

from tests.wechat.kf import MSGID, KfDesk
from tests.wechat.refusal import Refusal
from tests.wechat.sessions import PERSON

OK: dict[str, object] = {"errcode": 0, "errmsg": "ok"}
LONGEST_TEXT, LONGEST_EDGE, MOST_LINES, LONGEST_ID, LONGEST_LABEL = 2048, 1024, 10, 64, 128
WORKING = 1
Json = dict[str, Any]


async def sync_msg(desk: KfDesk, body: Json) -> Json:
    """Give a page of the log after the cursor; the first of all pages goes three days back."""
    _same_account(desk, body)
    desk.admit(str(body.get("token", "")))
    cursor, limit = str(body.get("cursor", "")), int(body.get("limit", 1000))
    if not 0 < limit <= 1000:
        raise Refusal(40058)
    start = _position(desk, cursor)
    if desk.empty_pages > 0:
        desk.empty_pages -= 1
        return OK | {"next_cursor": _cursor(desk, start), "has_more": 1, "msg_list": []}
    page = desk.log[start : start + min(limit, desk.page)]
    end = start + len(page)
    more = int(end < len(desk.log))
    return OK | {"next_cursor": _cursor(desk, end), "has_more": more, "msg_list": page}


async def send_msg(desk: KfDesk, body: Json) -> Json:
    """Show a message to a customer, if state and allowance permit."""
    _same_account(desk, body)
    _check_content(desk, body)
    msgid = str(body.get("msgid", "")) or secrets.token_hex(16)
    if not MSGID.fullmatch(msgid):
        raise Refusal(40058)
    desk.may_send(str(body.get("touser", "")))
    await desk.journal.accept(at=desk.clock.now(), account=desk.account.name, body=body, call="kf/send_msg")
    return OK | {"msgid": msgid}


async def send_msg_on_event(desk: KfDesk, body: Json) -> Json:
    """Show what a one-time code allows."""
    word = str(body.get("code", ""))
    found = next(((who, one) for who, one in desk.sessions.items() if one.holds(word)), None)
    if not found:
        raise Refusal(40058)
    customer, session = found
    _check_content(desk, body)
    session.redeem(word, kind=str(body["msgtype"]), at=desk.clock.now())
    await desk.journal.accept(
        at=desk.clock.now(),
        account=desk.account.name,
        body=body | {"touser": customer},
        call="kf/send_msg_on_event",
    )
    return OK | {"msgid": str(body.get("msgid", "")) or secrets.token_hex(16)}


async def get_state(desk: KfDesk, body: Json) -> Json:
    """Tell where a customer stands."""
    _same_account(desk, body)
    session = desk.sessions.get(str(body.get("external_userid", "")))
    if not session:
        raise Refusal(40096)
    session.settle(desk.clock.now())
    return OK | {"service_state": session.state, "servicer_userid": session.servicer}


async def change_state(desk: KfDesk, body: Json) -> Json:
    """Move a customer's session, and give the code that the move carries."""
    _same_account(desk, body)
    session = desk.sessions.get(str(body.get("external_userid", "")))
    if not session:
        raise Refusal(40096)
    state, servicer = body.get("service_state"), str(body.get("servicer_userid", ""))
    if not isinstance(state, int) or isinstance(state, bool) or state not in range(5):
        raise Refusal(40058)
    if state == PERSON and desk.servicers.get(servicer) != WORKING:
        raise Refusal(95014)
    code = session.move(state, servicer=servicer, at=desk.clock.now())
    return OK | ({"msg_code": code} if code else {})


async def list_servicers(desk: KfDesk, _body: Json) -> Json:
    """Tell who receives (0) and who has stopped (1)."""
    people = [{"userid": name, "status": int(state != WORKING)} for name, state in desk.servicers.items()]
    return OK | {"servicer_list": people}


async def customers(desk: KfDesk, body: Json) -> Json:
    """Tell what is known of customers; the names are made up."""
    asked = body.get("external_userid_list", [])
    if not 1 <= len(asked) <= 100:
        raise Refusal(40058)
    known = [{"external_userid": one, "nickname": "云杉居民"} for one in asked if one in desk.sessions]
    unknown = [one for one in asked if one not in desk.sessions]
    return OK | {"customer_list": known, "invalid_external_userid": unknown}


CALLS = {
    "sync_msg": sync_msg,
    "send_msg": send_msg,
    "send_msg_on_event": send_msg_on_event,
    "service_state/get": get_state,
    "service_state/trans": change_state,
    "servicer/list": list_servicers,
    "customer/batchget": customers,
}


def _same_account(desk: KfDesk, body: Json) -> None:
    if not body.get("open_kfid"):
        raise Refusal(95000)
    if body["open_kfid"] != desk.account.open_kfid:
        raise Refusal(95004)


def _cursor(desk: KfDesk, position: int) -> str:
    return f"{desk.account.open_kfid[-8:]}.{desk.begins_at + position:x}"


def _position(desk: KfDesk, cursor: str) -> int:
    if not cursor:
        return desk.first_kept()
    owner, _, position = cursor.rpartition(".")
    if owner != desk.account.open_kfid[-8:] or len(cursor) > 64:
        raise Refusal(40058)
    return max(int(position, 16) - desk.begins_at, desk.first_kept())


def _check_content(desk: KfDesk, body: Json) -> None:
    kind = body.get("msgtype")
    if kind not in {"text", "image", "voice", "video", "file", "link", "msgmenu", "location"}:
        raise Refusal(40008)
    part = body.get(kind)
    if not isinstance(part, dict):
        raise Refusal(47001)
    if kind == "text":
        _check_text(str(part.get("content", "")))
    elif kind == "msgmenu":
        _check_menu(part)
    elif "media_id" in part:
        desk.media.get(str(part["media_id"]))


def _check_text(content: str) -> None:
    if not content:
        raise Refusal(44004)
    if len(content.encode()) > LONGEST_TEXT:
        raise Refusal(45002)


def _check_menu(part: Json) -> None:
    edges = (part.get("head_content", ""), part.get("tail_content", ""))
    lines = part.get("list", [])
    if any(len(str(edge).encode()) > LONGEST_EDGE for edge in edges) or len(lines) > MOST_LINES:
        raise Refusal(45002)
    for line in lines:
        kind = line.get("type") if isinstance(line, dict) else None
        if kind not in {"click", "view", "miniprogram", "text"} or not isinstance(line.get(kind), dict):
            raise Refusal(47001)
        if kind != "click":
            continue
        if len(str(line["click"].get("id", "")).encode()) > LONGEST_ID:
            raise Refusal(45002)
        if not 0 < len(str(line["click"].get("content", "")).encode()) <= LONGEST_LABEL:
            raise Refusal(45002)
