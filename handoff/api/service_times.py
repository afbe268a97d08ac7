"""Service times: an estate's agents read them, its managers set them."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from sanic import Blueprint, HTTPResponse, Request

from handoff.api.answers import answer
from handoff.api.bodies import Body, EmptyBody, read_body
from handoff.api.callers import agent_caller, desk_of
from handoff.api.shapes import Json
from handoff.desk.ports import Desk
from handoff.desk.service_times import service_times, set_service_times
from handoff.desk.webhook import set_webhook, try_webhook, webhook_of
from handoff.domain.agent import Agent
from handoff.domain.service_times import Reckoning, ServiceTimes
from handoff.domain.times import CHINA, rfc3339
from handoff.errors import BadRequest

service = Blueprint("service_times", url_prefix="/api/v1/estates")
SHOWN_AHEAD = 30  # days
SATURDAY = 5
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]
Stretch = Annotated[list[TimeOfDay], Field(min_length=2, max_length=2)]
Day = Annotated[list[Stretch], Field(max_length=8)]


class HoursBody(Body):
    """The stretches of service of a working day and of a day off."""

    working_days: Day
    days_off: Day = Field(default_factory=list)


class TargetBody(Body):
    """How long something may take: minutes by a clock, or working days."""

    minutes: Annotated[int, Field(ge=1, le=86_400)] | None = None
    clock: Literal["always", "service"] = "service"
    working_days: Annotated[int, Field(ge=1, le=60)] | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.minutes is None) == (self.working_days is None):
            raise ValueError("minutes")
        return self


class TargetsBody(Body):
    """A class's two times."""

    response: TargetBody
    resolution: TargetBody


class ClassesBody(Body):
    """The times of the three classes."""

    urgent: TargetsBody
    important: TargetsBody
    general: TargetsBody


class ServiceTimesBody(Body):
    """An estate's service standard."""

    hours: HoursBody
    classes: ClassesBody


@service.get("/<estate_id:str>/service-times")
async def show_service_times(request: Request, estate_id: str) -> HTTPResponse:
    """Show an estate's service standard and calendar to its agents."""
    reckoning = await service_times(desk_of(request), await agent_caller(request), estate_id)
    return answer(_shown(desk_of(request), estate_id, reckoning))


@service.put("/<estate_id:str>/service-times")
async def change_service_times(request: Request, estate_id: str) -> HTTPResponse:
    """Set an estate's service standard; what is open is counted anew."""
    agent = await agent_caller(request)
    body = read_body(request, ServiceTimesBody)
    try:
        times = ServiceTimes.from_json(body.model_dump(exclude_none=True))
    except ValueError as error:
        raise BadRequest(str(error)) from None
    reckoning = await set_service_times(desk_of(request), agent, estate_id, times)
    return answer(_shown(desk_of(request), estate_id, reckoning))


class WebhookBody(Body):
    """Where an estate's group is told, or nowhere."""

    url: Annotated[str, Field(min_length=1, max_length=500)] | None


@service.get("/<estate_id:str>/webhook")
async def show_webhook(request: Request, estate_id: str) -> HTTPResponse:
    """Show, masked, where an estate's alerts go."""
    agent = await agent_caller(request)
    return answer(await _webhook(desk_of(request), agent, estate_id))


@service.put("/<estate_id:str>/webhook")
async def change_webhook(request: Request, estate_id: str) -> HTTPResponse:
    """Set where an estate's alerts go."""
    agent = await agent_caller(request)
    await set_webhook(desk_of(request), agent, estate_id, read_body(request, WebhookBody).url)
    return answer(await _webhook(desk_of(request), agent, estate_id))


@service.post("/<estate_id:str>/webhook/trial")
async def send_trial(request: Request, estate_id: str) -> HTTPResponse:
    """Send a trial line to an estate's group."""
    agent = await agent_caller(request)
    read_body(request, EmptyBody)
    failure = await try_webhook(desk_of(request), agent, estate_id)
    return answer({"delivered": failure is None, "failure": failure})


async def _webhook(desk: Desk, agent: Agent, estate_id: str) -> Json:
    return {"masked": await webhook_of(desk, agent, estate_id), "hosts": list(desk.robot.hosts)}


def _shown(desk: Desk, estate_id: str, reckoning: Reckoning) -> Json:
    now = desk.now()
    opens_at = reckoning.clock.next_open(now)
    return {
        "estate": estate_id,
        **reckoning.times.to_json(),
        "calendar": _calendar(desk),
        "open_now": opens_at == now,
        "opens_at": None if opens_at == now else rfc3339(opens_at),
    }


def _calendar(desk: Desk) -> Json:
    state, calendar = desk.calendar.state, desk.calendar
    today = desk.now().astimezone(CHINA).date()
    ahead = [today + timedelta(days=number) for number in range(SHOWN_AHEAD)]
    return {
        "source": state.source,
        "until": state.until.isoformat(),
        "override": state.override,
        "refused": state.refused,
        "next": [
            {"date": day.isoformat(), "working": is_working, "name": calendar.name_of(day)}
            for day in ahead
            if (is_working := calendar.is_working_day(day)) != (day.weekday() < SATURDAY)
        ],
    }
