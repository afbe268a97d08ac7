"""Entries in the database: every change is kept, nobody writes over another, what ships stays fresh."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge_base import places as where
from knowledge_base.content import load_content, write_content
from knowledge_base.draft import Accepted
from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.ledger.accepted import accept, accepted_answers, let_go
from knowledge_base.ledger.opening import in_ledger
from knowledge_base.ledger.revisions import (
    EDIT,
    IMPORT,
    Mark,
    Revision,
    StaleError,
    Tally,
    heads,
    history,
    replace_all,
    revise,
)
from knowledge_base.places import SHIPPED, Places
from knowledge_base.published import load_version
from knowledge_base.publishing import Publisher
from tests.unit.knowledge_base.making import ESTATE, NOON, PHONE, RATE, content, draft, store, url_of

LI = Mark(EDIT, NOON + timedelta(hours=1), "a1", "小李", "改电话")
NEW_RATE = replace(RATE, answer="叠拼每平方米3.60元。", also=("别的.md",))


def edit(places: Places, entry: Entry | str, base: int) -> Revision:
    return in_ledger(url_of(places), lambda kept: revise(kept, ESTATE.id, entry, base=base, mark=LI))


def test_a_change_is_a_revision_by_an_author_at_a_moment(places: Places) -> None:
    edit(places, NEW_RATE, 1)
    [new, old] = in_ledger(url_of(places), lambda kept: history(kept, ESTATE.id, RATE.id))
    assert (new.number, new.entry, new.mark) == (2, NEW_RATE, LI)
    assert (old.number, old.entry, old.mark.origin) == (1, RATE, IMPORT)
    assert draft(places).content.entries == (NEW_RATE, PHONE)


@pytest.mark.parametrize("base", [0, 2])
def test_who_saw_another_revision_writes_over_nothing(places: Places, base: int) -> None:
    with pytest.raises(StaleError):
        edit(places, NEW_RATE, base)
    assert draft(places).content.entries == (RATE, PHONE)


def test_what_was_taken_out_keeps_its_history_and_can_come_back(places: Places) -> None:
    edit(places, PHONE.id, 1)
    assert draft(places).content.entries == (RATE,)
    edit(places, PHONE, 2)
    assert draft(places).revisions == {RATE.id: 1, PHONE.id: 3}


def test_an_import_makes_revisions_of_what_differs_only(places: Places) -> None:
    other = replace(PHONE, id="contact.other", title="别的", answer="请打0571-55500101找我们。")
    tally = in_ledger(url_of(places), lambda kept: replace_all(kept, ESTATE.id, [NEW_RATE, other], mark=LI))
    assert tally == Tally(entries=2, new=1, changed=1, removed=1)
    found = in_ledger(url_of(places), lambda kept: heads(kept, ESTATE.id))
    assert [(head.entry_id, head.number, head.entry is None) for head in found] == [
        (RATE.id, 2, False),
        (PHONE.id, 2, True),
        (other.id, 1, False),
    ]
    again = in_ledger(url_of(places), lambda kept: replace_all(kept, ESTATE.id, [NEW_RATE, other], mark=LI))
    assert again == Tally(2, 0, 0, 0)


def test_the_shipped_estate_survives_the_database(tmp_path: Path) -> None:
    shipped = load_content(SHIPPED / "yunshan")
    kept = draft(Places(tmp_path, "yunshan")).content
    assert kept == shipped


def test_a_new_shipped_state_comes_in_except_where_people_changed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, "SHIPPED", tmp_path / "shipped")
    places = Places(tmp_path / "var", ESTATE.id)
    write_content(tmp_path / "shipped" / ESTATE.id, content(RATE, PHONE))
    assert len(draft(places).content.entries) == 2
    edit(places, replace(PHONE, title="电话"), 1)
    (tmp_path / "shipped" / ESTATE.id).rename(tmp_path / "before")
    added = replace(PHONE, id="contact.door", title="门岗", answer="门岗也打0571-55500101。")
    write_content(tmp_path / "shipped" / ESTATE.id, content(NEW_RATE, replace(PHONE, title="新热线"), added))
    entries = {entry.id: entry for entry in draft(places).content.entries}
    assert entries == {RATE.id: NEW_RATE, PHONE.id: replace(PHONE, title="电话"), added.id: added}
    store(places, content(RATE))
    assert draft(places).content.entries == (RATE,)


def test_a_version_names_the_revisions_that_it_holds(publisher: Publisher, places: Places) -> None:
    edit(places, NEW_RATE, 1)
    in_ledger(
        url_of(places),
        lambda kept: accept(kept, ESTATE.id, [Accepted("叠拼怎么收", RATE.id)], at=NOON),
    )
    with pytest.raises(KnowledgeError, match="有 1 个问题"):
        publisher.publish(NOON)  # it names a document that is not there
    edit(places, replace(NEW_RATE, also=()), 2)
    publisher.publish(NOON)
    folder = places.versions / "0001"
    assert load_version(folder).release.revisions == {RATE.id: 3, PHONE.id: 1}
    assert (folder / "accepted.jsonl").read_text() == ('{"question": "叠拼怎么收", "entry_id": "fee.rate"}\n')


def test_an_accepted_answer_stays_until_it_is_let_go_and_does_not_come_back(places: Places) -> None:
    one, two = Accepted("物业费多少", RATE.id), Accepted("电话多少", PHONE.id)

    def work(kept: sa.Connection) -> list[list[Accepted]]:
        said = [accept(kept, ESTATE.id, [one, two, one], at=NOON)]
        assert said == [2]
        before = list(accepted_answers(kept, ESTATE.id))
        assert let_go(kept, ESTATE.id, ["物业费多少", "没有的"], by="a1", at=NOON) == 1
        assert accept(kept, ESTATE.id, [one], at=NOON) == 0
        return [before, list(accepted_answers(kept, ESTATE.id))]

    before, after = in_ledger(url_of(places), work)
    assert (set(before), after) == ({one, two}, [two])
    assert draft(places).accepted == (two,)
