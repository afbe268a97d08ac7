"""What is asked of a message's entities (bot/recognition): the one value of a kind, the facts for a form."""

from bot.correction import correction_in
from bot.forms.houses import house_in
from bot.forms.reading import phone_in


def only_value(entities: tuple[dict[str, str], ...], kind: str) -> str | None:
    """Give the value of that kind, when exactly one is named."""
    values = {entity["value"] for entity in entities if entity["kind"] == kind}
    return values.pop() if len(values) == 1 else None


def facts_in(text: str) -> dict[str, str]:
    """Give what a message tells of the resident that a form would otherwise ask for."""
    correction = correction_in(text)
    said = correction.new if correction else text
    told = {"house": house_in(said), "phone": phone_in(text)}
    return {name: value for name, value in told.items() if value}
