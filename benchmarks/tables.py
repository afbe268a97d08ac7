"""How the figures are printed: Markdown, so that docs/quality.md can keep them as they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.asked import FAR, NEAR, TOPIC, Asked
from benchmarks.outcomes import Figure, Outcome, of_kind, share

_SHOWN = 12


def side_by_side(columns: Mapping[str, Sequence[Figure]]) -> list[str]:
    """Give one line a figure, one column a pipeline."""
    lines = [_row("", *columns), _row("---", *("---" for _ in columns))]
    named = [dict(figures) for figures in columns.values()]
    lines += [_row(name, *(f"{column[name]:.3f}" for column in named)) for name in named[0]]
    return lines


def listed(figures: Iterable[Figure]) -> list[str]:
    """Give one line a figure."""
    return [_row("", ""), _row("---", "---"), *(_row(name, f"{value:.3f}") for name, value in figures)]


def by(name: str, key: Callable[[Asked], object], outcomes: Iterable[Outcome]) -> list[str]:
    """Give one line a voice or a group, the worst first."""
    parts: dict[object, list[Outcome]] = defaultdict(list)
    for one in of_kind(outcomes, TOPIC):
        parts[key(one.asked)].append(one)
    lines = [_row(name, "questions", "right at once", "or offered", "wrong"), _row(*["---"] * 5)]
    found = sorted((_reached(part), str(label), part) for label, part in parts.items())
    for reached, label, part in found:
        once = share(part, lambda one: one.answered and one.right)
        wrong = share(part, lambda one: one.answered and not one.right)
        lines.append(_row(label, str(len(part)), f"{once:.2f}", f"{reached:.2f}", f"{wrong:.2f}"))
    return lines


def mistakes(outcomes: Sequence[Outcome]) -> list[str]:
    """Name what is confused most often, and the surest misses that were answered."""
    wrong = [one for one in of_kind(outcomes, TOPIC) if one.answered and not one.right]
    pairs = Counter((one.asked.entry_id, one.first) for one in wrong)
    lines = ["Taken for another:", ""]
    lines += [f"- `{meant}` for `{said}`: {count}" for (meant, said), count in pairs.most_common(_SHOWN)]
    for kind in (NEAR, FAR):
        answered = [one for one in of_kind(outcomes, kind) if one.answered]
        surest = sorted(answered, key=lambda one: -one.confidence)[:_SHOWN]
        lines += ["", f"Answered though {kind} ({len(answered)}), the surest:", ""]
        lines += [f"- {one.asked.text} → `{one.first}` {one.confidence:.2f}" for one in surest]
    return lines


def _reached(part: Sequence[Outcome]) -> float:
    return share(part, lambda one: (one.answered and one.right) or one.among)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
