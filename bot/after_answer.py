"""A message behind an answer, read in every light that tells what it means (bot/topics/following.py)."""

from bot.estates import Published
from bot.follow_up import fragment_of
from bot.language.meaning import encode
from bot.topics.following import Follow
from bot.topics.recall import Recall


def follow_of(published: Published, said: str, *, topic: str, asked: str, recall: Recall | None) -> Follow:
    """Read the message behind the answer of `topic` to the question `asked`."""
    model, vector = published.model, encode(said)
    thread = f"{asked},{said}"
    behind = encode(thread)
    return Follow(
        said,
        before=model.ids.index(topic),
        alone=model.read(said, vector),
        behind_the_question=model.read(thread, behind),
        fits=model.fits(vector),
        fits_behind=model.fits(behind),
        sure=model.judge(said, vector).candidates[0][1],
        bare=fragment_of(said) is not None,
        recalled=recall.recalled(said, vector, before=topic, ids=model.ids) if recall else None,
    )
