"""Which facility a resident reports, and what only sounds like it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from handoff.domain.facility import asks_after, reported_facility

TABLE = yaml.safe_load((Path(__file__).parents[2] / "data" / "facility_reports.yml").read_text("utf-8"))


def reports() -> Iterator[tuple[str, str]]:
    for facility, sentences in TABLE.items():
        if facility not in {"none", "after"}:
            yield from ((facility, sentence) for sentence in sentences)


@pytest.mark.parametrize(("facility", "sentence"), list(reports()))
def test_a_report_names_its_facility(facility: str, sentence: str) -> None:
    assert reported_facility(sentence) == facility


@pytest.mark.parametrize("sentence", TABLE["none"])
def test_fees_plans_and_what_is_over_are_no_reports(sentence: str) -> None:
    assert reported_facility(sentence) is None


@pytest.mark.parametrize(("facility", "sentence"), TABLE["after"])
def test_who_asks_how_it_goes_on_is_understood(facility: str, sentence: str) -> None:
    assert asks_after(sentence, facility)  # type: ignore[arg-type]  # the table's words are the facilities'
    assert reported_facility(sentence) is None


@pytest.mark.parametrize("voice", ["elder", "young"])
def test_the_voices_that_the_words_were_mended_on_are_heard(voice: str) -> None:
    voices = yaml.safe_load((Path(__file__).parents[2] / "data" / "facility_voices.yml").read_text("utf-8"))
    wrong = [said for meant, said in voices[voice] if (reported_facility(said) or "none") != meant]
    assert len(wrong) <= 1
