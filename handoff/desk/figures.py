"""Figures of service by estate, building, class, agent and day; and the alert when one stays bad."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handoff import alert_phrases, incident_phrases
from handoff.desk.access import known_estate
from handoff.desk.metric_limits import limits_of
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.domain.agent import Agent
from handoff.domain.alert import Cause
from handoff.domain.figures import (
    LIMITS,
    By,
    Figures,
    Limit,
    Metric,
    Run,
    alarming,
    bad_days,
    china_day,
    figures,
    grouped,
)
from handoff.domain.times import CHINA
from handoff.errors import BadRequest, NotFound

LONGEST = timedelta(days=366)
DAY = timedelta(days=1)
LOOKED_BACK = timedelta(days=31)  # late data older than this no longer alarm
CHECK_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which figures are wanted; China's days, both ends included."""

    first: date
    last: date
    by: By
    estate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures row by row, with what people call each row, and all together."""

    asked: Asked
    rows: Mapping[str, Figures]
    names: Mapping[str, str]
    total: Figures
    limits: Mapping[Metric, Limit]


async def show_figures(desk: Desk, agent: Agent, asked: Asked) -> Table:
    """Count what happened; raises NotFound, BadRequest for days that make no sense."""
    if asked.estate is not None and asked.estate not in agent.estates:
        raise NotFound("没有找到这个小区。请检查小区编号。")
    if not timedelta() <= asked.last - asked.first <= LONGEST:
        raise BadRequest("日期范围不对：开始不能晚于结束，最多366天。")
    estates = agent.estates if asked.estate is None else frozenset({asked.estate})
    async with desk.store.read() as work:
        since, until = _midnight(asked.first), _midnight(asked.last + DAY)
        facts = await work.figures.facts(estates, since, until, as_of=desk.now())
        rows = grouped(facts, asked.by)
        names = await _names(work, asked.by, rows)
        limits = await limits_of(work, min(estates)) if len(estates) == 1 else LIMITS
    return Table(asked=asked, rows=rows, names=names, total=figures(facts), limits=limits)


async def list_metric_alarms(
    desk: Desk, agent: Agent, *, estate: str | None
) -> list[tuple[str, Metric, Run, datetime]]:
    """Return the runs of bad days that alarmed, the newest first."""
    estates = agent.estates if estate is None else agent.estates & {estate}
    async with desk.store.read() as work:
        return await work.figures.alarms(estates)


async def watch_figures(desk: Desk, as_of: datetime) -> None:
    """Ring once for each run of three bad days or more, when the third has closed: a sweep.

    The last month is looked at again each time, so that downtime and late data change nothing but the hour.
    """
    async with desk.store.read() as work:
        checked = await work.figures.checked()
        estates = [one.id for one in await work.estates.every() if _is_due(checked.get(one.id), as_of)]
    for estate in estates:
        async with desk.store.read() as work:
            today = china_day(as_of)
            since = _midnight(today - LOOKED_BACK)
            facts = await work.figures.facts(frozenset({estate}), since, _midnight(today), as_of=as_of)
            by_day = grouped(facts, "day")
        async with desk.store.write() as work:
            await work.figures.check(estate, as_of)
            for metric, limit in (await limits_of(work, estate)).items():
                await _alarm(desk, work, estate, metric, bad_days(by_day, metric, limit))


def _is_due(checked: datetime | None, as_of: datetime) -> bool:
    return checked is None or abs(as_of - checked) >= CHECK_EVERY


async def _alarm(desk: Desk, work: Work, estate_id: str, metric: Metric, bad: list[date]) -> None:
    if not bad:
        return
    known_runs = await work.figures.runs(estate_id, metric, bad[0] - DAY)
    for run, known in alarming(bad, known_runs):
        if known:
            if run.last > known.last:
                await work.figures.lengthen_run(estate_id, metric, known, run.last)
        elif await work.figures.add_run(estate_id, metric, run, desk.now()):
            await _ring(desk, work, estate_id, metric, run)


async def _ring(desk: Desk, work: Work, estate_id: str, metric: Metric, run: Run) -> None:
    estate = await known_estate(work, estate_id)
    cause = Cause(
        key=f"metric/{estate_id}/{metric}/{run.first}",
        estate=estate_id,
        kind="metric",
        severity="alarm",
        urgency="general",
        text=alert_phrases.metric_alert(estate.name, metric, f"{run.first:%m-%d}", f"{run.last:%m-%d}"),
        due_at=_midnight(run.first + 3 * DAY),
    )
    await ring(desk, work, cause, at=desk.now())


async def _names(work: Work, by: By, keys: Iterable[str]) -> dict[str, str]:
    """Return what people call each row."""
    if by == "building":
        return {key: incident_phrases.place_name(key) if key else "未知" for key in keys}
    known = {"": "未知"}
    if by == "estate":
        known |= {one.id: one.name for one in await work.estates.every()}
    elif by == "agent":
        known |= {one.id: one.name for one in await work.agents.every()}
    elif by == "class":
        known |= {**alert_phrases.CLASSES, "": "未转人工"}
    return {key: known.get(key, key) for key in keys}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
