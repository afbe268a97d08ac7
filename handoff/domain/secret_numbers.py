"""Identity-card and bank-card numbers that somebody wrote into a message: nobody here needs them.

They are hidden before anything is stored (law: PIPL 6, only what the purpose needs), so that neither the
database nor a backup, the bot or a list ever has them. Only what a checksum proves is hidden: a telephone
number, a ticket's or a meter's must stay readable.
"""

import re
from datetime import date

HIDDEN = "*"
KEPT_OF_CARD = 4  # the last digits of a bank card: enough to say which one, as on any receipt
# GB 11643-1999: six digits of a region, the day of birth, three of order, one to check (ISO 7064 MOD 11-2).
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}((?:18|19|20)\d{6})\d{3}[\dXx](?!\d)")
_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECKS = "10X98765432"  # by the weighted sum modulo 11
# ISO/IEC 7812-1: 3 to 6 lead payment cards, 62 China's own; digits alone or in groups.
_CARD = re.compile(r"(?<![\d*])[3-6](?:[ -]?\d){15,18}(?!\d)")
_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def hide_numbers(text: str) -> str:
    """Return the text with each such number hidden, sign by sign: its length stays the same."""
    plain = text.translate(_DIGITS)  # one sign for one sign, so places are the same in both
    hidden = list(text)
    for found in _IDENTITY.finditer(plain):
        if _is_identity(found[0], born=found[1]):
            hidden[found.start() : found.end()] = HIDDEN * len(found[0])
    for found in _CARD.finditer(plain):
        if HIDDEN not in hidden[found.start() : found.end()] and _is_card(found[0]):
            _hide_card(hidden, plain, found.start(), found.end())
    return "".join(hidden)


def _is_identity(number: str, *, born: str) -> bool:
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[weighed % 11] == number[-1].upper()


def _is_card(written: str) -> bool:
    """Whether the digits pass Luhn's check (ISO/IEC 7812-1, annex B)."""
    digits = [int(sign) for sign in written if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _hide_card(hidden: list[str], plain: str, start: int, end: int) -> None:
    places = [place for place in range(start, end) if plain[place].isdigit()]
    for place in places[:-KEPT_OF_CARD]:
        hidden[place] = HIDDEN
