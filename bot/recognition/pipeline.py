"""The spaCy pipeline: patterns from bot/data/lexicon/entities.jsonl, then the readers of quantities.

A blank Chinese pipeline needs no model. Spans may lie over one another (叠拼 in 叠拼12号), so they are kept
as a span group; of one kind the longest counts.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.quantities.reading import fold, read
from bot.recognition.tokens import Tokens
from bot.recognition.values import house_value, masked, quantity_value
from bot.settings import LEXICON

_FOUND = "entities"  # the span group
_TODAY = "today"  # where a document carries the day from which dates are told
_HOUSE, _PHONE = "house_number", "phone"
_MOST = 20
Entity = dict[str, str]
Span.set_extension("said", default=None)


@Language.component("quantities")
def add_quantities(doc: Doc) -> Doc:
    """Add what the message states in numbers, its value as the span's id."""
    quantities = read(doc.text, doc.user_data[_TODAY])
    for one in quantities.found:
        said = quantity_value(one)
        span = said and doc.char_span(
            one.start, one.end, label=said[0], span_id=said[1], alignment_mode="expand"
        )
        if span:
            # jieba may join its end with what follows (下个月 初交); 今 alone stands in 今晚.
            span._.said = one.text if len(one.text) > 1 else span.text
            doc.spans[_FOUND].append(span)
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Give the pipeline, made once."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Tokens(nlp.vocab)
    ruler = cast(SpanRuler, nlp.add_pipe("span_ruler", config={"spans_key": _FOUND, "annotate_ents": False}))
    patterns = (LEXICON / "entities.jsonl").read_text(encoding="utf-8").splitlines()
    ruler.add_patterns([json.loads(pattern) for pattern in patterns])
    nlp.add_pipe("quantities")
    return nlp


def recognised(text: str, today: date) -> tuple[Entity, ...]:
    """Give the entities of a normalised message in its order, as `{kind, text, value}`; phones masked.

    Dates are told from `today`. Of many, the first twenty.
    """
    nlp = pipeline()
    doc = nlp.make_doc(fold(text))
    doc.user_data[_TODAY] = today
    return tuple(_entity(span) for span in _longest(nlp(doc).spans[_FOUND])[:_MOST])


def _longest(spans: Iterable[Span]) -> list[Span]:
    by_kind: dict[str, list[Span]] = {}
    for span in spans:
        by_kind.setdefault(span.label_, []).append(span)
    kept = [span for of_kind in by_kind.values() for span in filter_spans(of_kind)]
    return sorted(kept, key=lambda span: (span.start_char, -span.end_char))


def _entity(span: Span) -> Entity:
    said = span._.said or span.text
    value = house_value(said) if span.label_ == _HOUSE else span.id_
    return {"kind": span.label_, "text": masked(said) if span.label_ == _PHONE else said, "value": value}
