"""What agents may send about knowledge."""

from typing import Annotated, Any

from pydantic import Field

from handoff.api.bodies import Body, Short, Text
from handoff.errors import BadEntry
from knowledge_base.entry import Entry
from knowledge_base.entry_fields import read_entry
from knowledge_base.errors import KnowledgeError

Remark = Annotated[str, Field(max_length=500)]
Question = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=150)]


class SourceBody(Body):
    """Where an answer comes from."""

    document: Annotated[str, Field(max_length=200)]
    section: Annotated[str, Field(max_length=200)]


class EntryBody(Body):
    """An entry's fields; what they may hold, `knowledge_base` says, and names everything that is wrong."""

    group: Annotated[str, Field(max_length=400)]
    title: Annotated[str, Field(max_length=600)]
    answer: Annotated[str, Field(max_length=20_000)]
    questions: Words = Field(default_factory=list)
    audience: Words = Field(default_factory=list)
    buildings: Words = Field(default_factory=list)
    valid_from: Annotated[str, Field(max_length=40)] | None = None
    valid_until: Annotated[str, Field(max_length=40)] | None = None
    source: SourceBody | None = None
    also: Words = Field(default_factory=list)

    def entry(self, entry_id: str) -> Entry:
        """Make the entry; raises BadEntry with all that is wrong."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in EntryBody.model_fields}
        source = self.source.model_dump() if self.source else None
        try:
            return read_entry({**fields, "source": source, "id": entry_id})
        except KnowledgeError as error:
            raise BadEntry(problems=list(error.problems)) from error


class DraftBody(EntryBody):
    """Change an entry of the draft, as it was seen at revision `base`; 0 makes a new one."""

    estate: Short
    base: Annotated[int, Field(ge=0)]
    note: Remark = ""


class ProposalRefusalBody(Body):
    """Turn a proposal down."""

    reason: Annotated[Text, Field(max_length=500)]


class PublicationBody(Body):
    """Put the draft into force; `let_go` names accepted questions that need not hold any more."""

    estate: Short
    note: Remark = ""
    let_go: Annotated[list[Question], Field(max_length=500)] = Field(default_factory=list)


class RollbackBody(Body):
    """Put the version before into force."""

    estate: Short
    note: Remark = ""


class NewEntryBody(EntryBody):
    """A new entry made of a miss."""

    id: Annotated[str, Field(max_length=80)]


class MissDraftBody(Body):
    """Answer a cluster of misses: with questions added to an entry, or with a new one."""

    estate: Short
    into: Annotated[str, Field(max_length=80)] | None = None
    questions: Annotated[list[Question], Field(max_length=50)] = Field(default_factory=list)
    entry: NewEntryBody | None = None
    note: Remark = ""


class MissDismissalBody(Body):
    """Take a cluster of misses off the board."""

    estate: Short
    reason: Annotated[Text, Field(max_length=500)]
