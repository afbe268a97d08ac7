"""The part of a transaction that is about people at work, what many report, and what is counted."""

from typing import Protocol

from handoff.desk.figure_ports import FiguresView, Ratings
from handoff.desk.incident_ports import Incidents
from handoff.desk.people_repositories import (
    Accounts,
    Attempts,
    Backlogs,
    BoardView,
    CannedReplies,
    People,
    Routing,
    UnsentWords,
)
from handoff.desk.ticket_repositories import WorkSteps


class PeopleWork(Protocol):
    """What a transaction offers of people, incidents and figures."""

    @property
    def people(self) -> People:
        """Agents at work."""

    @property
    def accounts(self) -> Accounts:
        """Who may sign in."""

    @property
    def attempts(self) -> Attempts:
        """Who tried to sign in."""

    @property
    def routing(self) -> Routing:
        """Offers and handovers."""

    @property
    def backlogs(self) -> Backlogs:
        """What waits to be done."""

    @property
    def board(self) -> BoardView:
        """The supervisor's view."""

    @property
    def canned_replies(self) -> CannedReplies:
        """Replies that are written once and sent often."""

    @property
    def unsent(self) -> UnsentWords:
        """What agents have begun to write."""

    @property
    def incidents(self) -> Incidents:
        """Many like reports from one place."""

    @property
    def work_steps(self) -> WorkSteps:
        """What repairers wrote down."""

    @property
    def figures(self) -> FiguresView:
        """What is counted."""

    @property
    def ratings(self) -> Ratings:
        """Ratings, and the answers to bad ones."""
