"""What agents may send about incidents and ratings."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from handoff.api.bodies import Body, Key, Short, Text
from handoff.domain.facility import Facility

Sentence = Annotated[Text, Field(max_length=500)]
Building = Annotated[str, Field(pattern=r"^[0-9A-Za-z\u4e00-\u9fff]{1,16}$")]


class IncidentBody(Body):
    """Open a proposed incident by its id, or one that nobody proposed by its place."""

    proposal_id: Short | None = None
    estate: Short | None = None
    building: Building | None = None
    facility: Facility | None = None
    text: Sentence | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        places = self.estate is not None and self.facility is not None
        if places == (self.proposal_id is not None):
            raise ValueError("proposal_id")
        return self


class DismissalBody(Body):
    """Dismiss a proposed incident, and why."""

    reason: Sentence


class UpdateBody(Body):
    """A word to everybody who is linked."""

    client_key: Key
    text: Sentence


class WordsBody(Body):
    """Closing words, or an answer to a rating."""

    text: Sentence
