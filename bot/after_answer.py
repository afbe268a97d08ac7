"""A message behind an answer, read in every light that tells what it means (bot/topics/following.py)."""

from bot.estates import Published
from bot.follow_up import fragment_of, full_question, subject_of, with_value
from bot.language.meaning import encode
from bot.topics.following import Follow


def follow_of(published: Published, said: str, *, topic: str, asked: str, sure: float) -> Follow:
    """Read the message behind the answer of `topic` to the question `asked`; `sure` is it by itself."""
    entry, bare, model = published.entries[topic], fragment_of(said), published.model
    title = subject_of(entry.title)
    wordings = [said, f"{asked},{said}", f"{title}{said}", title]
    wordings += [full_question(bare, question=asked, title=entry.title)] if bare else []
    vectors = [encode(text) for text in wordings]
    readings = [model.read(text, vector) for text, vector in zip(wordings, vectors, strict=True)]
    alone, behind, with_subject, subject, *completed = readings
    return Follow(
        said,
        before=model.ids.index(topic),
        alone=alone,
        behind_the_question=behind,
        with_the_subject=with_subject,
        subject=subject,
        completed=completed[0] if completed else alone,
        fits=model.fits(vectors[0]),
        fits_behind=model.fits(vectors[1]),
        sure=sure,
        bare=bare is not None,
        swapped=bare is not None and bare.kind == "value" and with_value(asked, bare.said) is not None,
    )
