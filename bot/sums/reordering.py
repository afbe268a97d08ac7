"""What stays ordered of a price list when a later message adds things, refuses some or counts them anew."""

import re
from collections.abc import Iterator

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER
from bot.sums.counting import CLASSIFIERS, COUNT, counts
from knowledge_base.tariffs.price_lists import Item, PriceList

_ADDS = re.compile(
    r"[再又]加|外加|加上|加个|加埋|还有[一两二三四五\d]|仲有|另外|顺[便手带道]|捎[带上]|同次|一起|一块|一并|连同|连着|"
    r"再[顺更]?.{0,2}[换擦装通拉搬修来带洗买]|也.{0,4}(?:[换擦装通拉搬修捅洗坏丢断]|不见)"
)
_ADDS_SO_MANY = re.compile(
    rf"(?:[再又还](?!改|换成)[^,.;]{{0,5}}?|多(?:出|来|了)?){NUMBER}[{CLASSIFIERS}](?!月)"
)
_ONLY_THESE = re.compile(rf"[那这嗰呢该](?:{NUMBER}|几)[张个件只台盏把]")
_THESE = re.compile(
    rf"[这那](?:{NUMBER}[{CLASSIFIERS}样]|[俩仨])|{NUMBER}[{CLASSIFIERS}](?=一共|总共|合计|加起来|加一起)"
)
_THEM = re.compile(r"[她他]们|[她他](?=[俩仨])")
_REFUSED = (
    r"(?P<before>{words})[^,.;不]{{0,3}}(?:不要|不用|不算|不拉|不换|不修|不洗|去掉|减掉|拿掉|算了)了?|"
    r"(?:不要|不用|去掉|减掉|除了|不算)[^,.;]{{0,3}}?(?P<after>{words})了?"
)


def adds_more(said: str) -> bool:
    """Say whether a message puts something beside what was told, whatever it names."""
    return _ADDS.search(said) is not None


def adds_things(told: str, said: str, prices: PriceList) -> bool:
    """Say whether a message orders more of a list beside what was ordered: 「再加一张床垫呢」."""
    if _ONLY_THESE.search(said):
        return False
    again = any(word in told and word in said for word in words_of(prices))
    return _ADDS_SO_MANY.search(said) is not None or (_ADDS.search(said) is not None and not again)


def names_things(said: str, prices: PriceList) -> bool:
    """Say whether a message names something of a list, in more than one sign."""
    return any(word in said for word in words_of(prices) if len(word) > 1)


def named_again(told: str, said: str, prices: PriceList) -> str:
    """Give a message with what was told in the place of a word that only points there: 他们, 这三件."""
    guest = next((item for item in prices.items if prices.heads and item.name == prices.heads.guest), None)
    known = [word for word in guest.words if word in told] if guest else []
    said = _THEM.sub(known[-1], said) if known else said
    all_told = sum(number for _, number in counts(told))
    one_more = _ADDS.search(said) is not None and len(counts(said)) == 1
    meant = {all_told, all_told + one_more}
    return _THESE.sub(lambda one: "" if meant & {number for _, number in counts(one[0])} else one[0], said)


def narrowed(told: str, said: str, prices: PriceList) -> tuple[str, str]:
    """Give what was told without the things that are not wanted any more, and what else is said.

    「椅子不要了」 refuses one; 「只有床垫呢」 leaves the others out and counts the mattresses as before.
    """
    words = "|".join(re.escape(word) for word in sorted(words_of(prices), key=len, reverse=True))
    refused = re.search(_REFUSED.format(words=words), said)
    word = (refused["before"] or refused["after"]) if refused else ""
    if refused and word in told:
        told, said = _without_thing(told, word), said.replace(refused[0], "")
    some = [item for item in _named_of(said, prices) if item in _named_of(told, prices)]
    if prices.heads or not some or counts(said) or some != _named_of(said, prices) or adds_more(said):
        return told, said
    for item in prices.items:
        for word in sorted(item.words, key=len, reverse=True):
            if item in some:
                said = said.replace(word, "")
            else:
                told = _without_thing(told, word)
    return told, said


def _without_thing(text: str, word: str) -> str:
    return re.sub(rf"(?:{NUMBER}?[{CLASSIFIERS}])?[大小旧新破老木]{{0,2}}{re.escape(word)}", "", text)


def replaced_things(before: Quantities, after: Quantities, prices: PriceList) -> Iterator[tuple[int, int]]:
    """Give the places of what is not ordered any more; counts alone count the same things anew."""
    named = any(word in after.text for word in words_of(prices))
    added = _ADDS.search(after.text) or _ADDS_SO_MANY.search(after.text)
    until = after.text[: added.start()] if added else ""
    anew = counts(until) and any(word in until and word in before.text for word in words_of(prices))
    if named and not anew and adds_things(before.text, after.text, prices):
        return
    words = words_of(prices)
    if named and counts(after.rest) and _is_among(before.text, after.text, prices):
        words = [word for item in _named_of(after.text, prices) for word in item.words]
        beside = re.compile(
            rf"(?:{COUNT.pattern})?[^,.;{CLASSIFIERS}]{{0,3}}(?:{'|'.join(map(re.escape, words))})"
        )
        yield from ((one.start(), len(one[0])) for one in beside.finditer(before.rest))
        return
    if named:
        for word in words:
            yield from ((match.start(), len(word)) for match in re.finditer(re.escape(word), before.text))
    if named or counts(after.rest):
        yield from ((match.start(), len(match[0])) for match in COUNT.finditer(before.rest))


def _named_of(text: str, prices: PriceList) -> list[Item]:
    return [item for item in prices.items if any(word in text for word in item.words)]


def _is_among(told: str, said: str, prices: PriceList) -> bool:
    """Say whether a message counts some of several kinds of things anew, so that the others stay."""
    before, after = _named_of(told, prices), _named_of(said, prices)
    return len(before) > len(after) and all(item in before for item in after)


def words_of(prices: PriceList) -> list[str]:
    """Give every word of a list."""
    return [word for item in prices.items for word in item.words]
