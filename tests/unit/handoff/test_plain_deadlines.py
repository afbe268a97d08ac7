"""The desk counts times due as a plain model does that shares no code with it (benchmarks/alert_model.py)."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from benchmarks.alert_model import DAY, FOREVER, HOUR, RESOLUTION, RESPONSE, Plain
from handoff.domain.escalation import Urgency
from handoff.domain.service_times import URGENCIES, USUAL_TIMES, Reckoning, Span
from handoff.domain.times import CHINA
from handoff.holidays import Holidays

FIRST = date(2026, 1, 1)
MODEL = Plain(FIRST, 364)


@pytest.fixture(scope="module")
def reckoning(tmp_path_factory: pytest.TempPathFactory) -> Reckoning:
    return Reckoning(
        USUAL_TIMES, Holidays(Path(tmp_path_factory.mktemp("data")) / "none.toml").is_working_day
    )


def moment(second: int) -> datetime:
    return datetime.combine(FIRST, time(), CHINA).astimezone(UTC) + timedelta(seconds=second)


def moments(count: int) -> Iterator[int]:
    """Any second of the year but its last month, and the edges of every stretch of service."""
    dice = random.Random(11)
    yield from (dice.randrange(330 * DAY) for _ in range(count))
    yield from (edge for stretch in MODEL.service for edge in stretch if edge < 330 * DAY)


def test_both_know_the_same_working_days_of_the_year(reckoning: Reckoning) -> None:
    served = {begins // DAY for begins, _ in MODEL.service}
    days = range(MODEL.days)
    assert served == {day for day in days if reckoning.is_working_day(FIRST + timedelta(days=day))}


@pytest.mark.parametrize("urgency", URGENCIES)
def test_an_answer_is_due_and_warned_of_at_the_same_second(reckoning: Reckoning, urgency: Urgency) -> None:
    amount, always = RESPONSE[urgency]
    for at in moments(400):
        found = reckoning.response(urgency, moment(at))
        expected = [MODEL.reached(part, [(at, FOREVER)], always) for part in (amount * 3 // 4, amount)]
        assert [found.warned_at, found.due_at] == [moment(one) for one in expected], at


@pytest.mark.parametrize("urgency", URGENCIES)
def test_work_that_was_sent_back_twice_is_due_at_the_same_second(
    reckoning: Reckoning, urgency: Urgency
) -> None:
    dice = random.Random(12)
    amount, always = RESOLUTION[urgency]
    for at in moments(200):
        ends = [at + dice.randrange(1, 30 * HOUR) for _ in range(4)]
        first, back, again, last = sorted(ends)
        plain = [(at, first), (back, again), (last, FOREVER)]
        spans: list[Span] = [(moment(begins), moment(ended)) for begins, ended in plain[:2]]
        found = reckoning.resolution(urgency, [*spans, (moment(last), None)])
        if always and urgency != "urgent":
            plain = [(MODEL.open_from(begins), ended) for begins, ended in plain]
        assert found.due_at == moment(MODEL.reached(amount, plain, always)), at
