"""Reads a dated promise in an agent's words: 明天上午, 下午三点前, 周五之前, 两小时内, 三个工作日内.

It only proposes: the agent sees the moment before anything is promised, and the resident reads it in
writing. A day without a time of day means the end of the usual service day; so does 周五之前.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from handoff.domain.service_hours import ServiceClock
from handoff.domain.times import CHINA

_DIGITS = {**{numeral: digit for digit, numeral in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6}
_DAYS_AHEAD = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
# By when a part of the day is over, and which hours belong to it when a clock time follows.
_PARTS: dict[str, tuple[int, int]] = {
    "凌晨": (6, 0), "清晨": (8, 0), "早上": (10, 0), "早晨": (10, 0), "早": (10, 0), "上午": (12, 0),
    "中午": (14, 11), "下午": (18, 12), "傍晚": (19, 12), "晚上": (21, 12), "晚": (21, 12),
    "夜里": (22, 12), "下班": (18, 12),
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?P<ahead>大后|今|当|明|后)(?:天|日)?(?=(?:{_PART})|(?<=[天日]))"
    rf"|(?P<week>下下|下|本|这)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    rf"|(?P<month>{_NUMBER})月(?P<monthday>{_NUMBER})[日号]"
    rf"|(?P<onlyday>{_NUMBER})[号日](?!楼|线|栋|单元|门|机)"
    r"|(?P<monthend>(?:这个|本)?月底)"
)
_CLOCK = re.compile(
    rf"(?P<hour>{_NUMBER})(?:[:：](?P<digits>[0-5]\d)|[点时](?!间)(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>{_NUMBER})分?)?)"
)
_WITHIN = re.compile(
    rf"(?<!个)(?P<half>半个?)(?:小时|钟头)(?:之?内|以内|左右|后)|(?P<count>{_NUMBER})(?:个(?P<and>半)?)?"
    r"(?P<unit>分钟|小时|钟头|工作日|天)(?:之?内|以内|左右|后)"
)
_NO_PROMISE = re.compile(
    r"[吗么嘛？?]|是否|能不能|可不可以|行不行|方便不方便|昨|前天|上周|上个?月|刚才|之前说|不能|没法|无法|来不了|去不了"
    r"|不行|不上班|休息|没空|不一定|不确定|尽量|争取|也许|可能|大概|请您|您.{0,4}(?:过来|来一趟)"
)
# Without a day or a part of it, hours are a promise only where something happens then: 一点小问题 is none.
_HAPPENS = re.compile(
    r"(?:钟|整)?(?:之?前|以前|左右|到|来|去|上门|给|恢复|修|处理|完成|解决|答复|回|联系|安排)"
)
_END_OF_DAY = 18
_LAST_HOUR, _NOON = 24, 12
_EARLIEST = 7  # nobody promises 三点 for the night
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A promise as it may be made: the words, and by when."""

    text: str
    due_at: datetime


def propose(text: str, at: datetime, clock: ServiceClock) -> Proposal | None:
    """Return the promise in a message written at this moment; None where there is none that lies ahead."""
    for sentence in re.split(r"[。！!；;\n]", text):
        words = sentence.strip(" ，,")
        if not words or _NO_PROMISE.search(sentence):
            continue
        due = _due(words, at, clock)
        if due and due > at:
            return Proposal(words[:500], due.astimezone(UTC))
    return None


def _due(words: str, at: datetime, clock: ServiceClock) -> datetime | None:
    if within := _WITHIN.search(words):
        return _within(within, at, clock)
    now = at.astimezone(CHINA)
    day = _DAY.search(words)
    rest = words[day.end() :] if day else words
    on = _day(day, now.date()) if day else None
    if day and on is None:
        return None
    part = re.search(_PART, rest) if not day or re.match(rf"的?(?:{_PART})", rest) else None
    part = part or re.search(_PART, rest)
    hour_words = _CLOCK.search(rest)
    if hour_words and not day and not part and not _HAPPENS.match(rest, hour_words.end()):
        return None
    if hour_words:
        return _at_the_hour(hour_words, part[0] if part else None, on, now)
    if part:
        return _moment(on or now.date(), _PARTS[part[0]][0])
    return _moment(on, _END_OF_DAY) if on else None


def _within(found: re.Match[str], at: datetime, clock: ServiceClock) -> datetime:
    if found["half"]:
        return at + timedelta(minutes=30)
    count = _number(found["count"]) + (0.5 if found["and"] else 0)
    unit = found["unit"]
    if unit == "工作日":
        return clock.after(at, count * clock.hours.a_working_day)
    if unit == "天":
        return at + timedelta(days=count)
    return at + (timedelta(minutes=count) if unit == "分钟" else timedelta(hours=count))


def _day(found: re.Match[str], today: date) -> date | None:
    if found["ahead"]:
        return today + timedelta(days=_DAYS_AHEAD[found["ahead"]])
    if found["weekday"]:
        return _weekday(found["week"], _WEEKDAYS[found["weekday"]], today)
    if found["monthend"]:
        return _date(today.year + today.month // MONTHS, today.month % MONTHS + 1, 1, less=1)
    day = _number(found["monthday"] or found["onlyday"])
    month = _number(found["month"]) if found["month"] else today.month
    named = _date(today.year, month, day)
    if named and named < today:
        named = _date(today.year + 1, month, day) if found["month"] else _next_month(today, day)
    return named


def _weekday(week: str | None, weekday: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = {"下下": 2, "下": 1}.get(week or "", 0)
    on = monday + timedelta(days=weekday, weeks=weeks)
    return on + timedelta(weeks=1) if week is None and on < today else on


def _next_month(today: date, day: int) -> date | None:
    return _date(today.year + today.month // MONTHS, today.month % MONTHS + 1, day)


def _at_the_hour(found: re.Match[str], part: str | None, on: date | None, now: datetime) -> datetime | None:
    hour = _number(found["hour"])
    minute = _minute(found)
    if hour > _LAST_HOUR or minute is None:
        return None
    if part:
        begins = _PARTS[part][1]
        hour += _NOON if begins and hour < begins and hour < _NOON else 0
        return _moment(on or now.date(), hour, minute)
    if hour < _EARLIEST and not found["digits"]:
        hour += _NOON
    due = _moment(on or now.date(), hour, minute)
    if on is None and due and due <= now and hour < _NOON:
        due = _moment(now.date(), hour + _NOON, minute)
    return due


def _minute(found: re.Match[str]) -> int | None:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 * _number(found["quarter"])
    written = found["digits"] or found["minute"]
    minute = _number(written) if written else 0
    return minute if minute < 60 else None  # noqa: PLR2004 - minutes of an hour


def _moment(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=CHINA) + timedelta(hours=hour, minutes=minute)


def _date(year: int, month: int, day: int, *, less: int = 0) -> date | None:
    try:
        return date(year, month, day) - timedelta(days=less)
    except ValueError:
        return None


def _number(written: str) -> int:
    """Read up to two digits, or a Chinese numeral up to 九十九."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[one]) for one in written))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
