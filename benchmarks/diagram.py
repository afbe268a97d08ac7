"""The reliability diagram: whether a confidence means what it says."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.outcomes import BINS, Outcome, calibration_error, in_bins, said_and_true


def draw(series: dict[str, Sequence[Outcome]], file: Path) -> None:
    """Draw one line a series, confidence said against share that was right, and how often it was said."""
    import matplotlib as mpl  # noqa: PLC0415  takes a second, and only this needs it

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415  after the choice of a backend

    figure, (curve, counts) = plt.subplots(
        2, 1, figsize=(6, 7), sharex=True, gridspec_kw={"height_ratios": [3, 1]}
    )
    curve.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="means what it says")
    for place, (name, outcomes) in enumerate(series.items()):
        points = [said_and_true(bin_) for bin_ in in_bins(outcomes) if bin_]
        label = f"{name}: ECE {calibration_error(outcomes):.3f}"
        curve.plot(*zip(*points, strict=True), marker="o", color=f"C{place}", label=label)
        middles = [(at + 0.3 + 0.4 * place) / BINS for at in range(BINS)]
        counts.bar(middles, [len(bin_) for bin_ in in_bins(outcomes)], width=0.035, color=f"C{place}")
    curve.set(ylabel="share that was right", xlim=(0, 1), ylim=(0, 1), title="Held-out questions")
    counts.set(xlabel="confidence", ylabel="questions")
    curve.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)
