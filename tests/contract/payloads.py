"""The captured bot replies that both sides read."""

from pathlib import Path

FOLDER = Path(__file__).parent / "bot"


def payload(name: str) -> bytes:
    """Return a captured reply by its name without ending."""
    return (FOLDER / f"{name}.json").read_bytes()


def names(prefix: str) -> list[str]:
    """Return the names that begin with `good_` or `bad_`."""
    return sorted(path.stem for path in FOLDER.glob(f"{prefix}_*.json"))
