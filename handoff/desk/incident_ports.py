"""What the desk keeps about incidents; `storage` provides it."""

from datetime import datetime
from typing import Literal, Protocol

from handoff.domain.facility import Facility
from handoff.domain.incident import Decision, Incident, Report, Update


class Incidents(Protocol):
    """Incidents and the reports that they are made of; houses are sealed by the implementation."""

    async def add_report(self, report: Report) -> None:
        """Store that a resident reported a facility."""

    async def reports(
        self, estate: str, facility: Facility, since: datetime, until: datetime
    ) -> list[Report]:
        """Return a facility's reports in a time, both ends included, with their words, in order."""

    async def add(self, incident: Incident) -> bool:
        """Store a proposed incident; False where the place has a live one."""

    async def get(self, incident_id: str) -> Incident | None:
        """Find an incident by its id."""

    async def live(self, estate: str) -> list[Incident]:
        """Return the proposed and open incidents of an estate."""

    async def proposed(self, until: datetime) -> list[Incident]:
        """Return what was proposed by a moment and neither opened nor dismissed since."""

    async def ended(self, estate: str, facility: Facility, since: datetime) -> list[Incident]:
        """Return a facility's incidents that ended since a moment."""

    async def search(self, estates: frozenset[str], *, limit: int) -> list[Incident]:
        """Return incidents, the newest first."""

    async def decide(
        self, incident_id: str, kind: Literal["opened", "dismissed", "closed"], decision: Decision
    ) -> bool:
        """Store a decision; False where it was taken before. All but the opening end the incident."""

    async def link(self, incident_id: str, conversation_id: str, at: datetime) -> bool:
        """Link a conversation; False where it is linked already."""

    async def update(self, incident_id: str, update: Update, client_key: str) -> None:
        """Store a word to everybody; raises RepeatedKey where this very one was said."""

    async def erase(self, conversation_id: str) -> None:
        """Forget which houses a conversation reported from."""
