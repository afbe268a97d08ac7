"""Which facility each of three residents reports, as the desk hears it: python -m benchmarks.facilities."""

from collections import Counter
from pathlib import Path

import yaml

from handoff.domain.facility import reported_facility

VOICES = Path("tests/data/facility_voices.yml")
NONE = "none"


def main() -> None:
    """Print, for each voice, what was heard, mistaken or missed, and the sentences."""
    for voice, sentences in yaml.safe_load(VOICES.read_text(encoding="utf-8")).items():
        counted: Counter[str] = Counter()
        for meant, said in sentences:
            heard = reported_facility(said) or NONE
            kind = _kind(meant, heard)
            counted[kind] += 1
            if kind not in {"heard", "left alone"}:
                print(f"  {voice} {kind}: {said} ({meant}, heard {heard})")
        reports = len([one for one in sentences if one[0] != NONE])
        print(
            f"{voice}: heard {counted['heard']} of {reports} reports, missed {counted['missed']}, "
            f"another facility {counted['another']}; false reports {counted['false']} "
            f"of {len(sentences) - reports}"
        )


def _kind(meant: str, heard: str) -> str:
    if meant == NONE:
        return "left alone" if heard == NONE else "false"
    if heard == meant:
        return "heard"
    return "missed" if heard == NONE else "another"


if __name__ == "__main__":
    main()
