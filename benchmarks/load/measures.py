"""How waits are summed up."""

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return p50, p95, p99 and the longest in milliseconds."""
    shares = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
    return {name: 1000 * percentile(seconds, share) for name, share in shares.items()} | {
        "max": 1000 * max(seconds)
    }
