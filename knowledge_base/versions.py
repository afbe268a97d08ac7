"""The published versions on the disk: made whole beside the others, then put in force by one rename."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from knowledge_base.content import Content, write_tariffs
from knowledge_base.draft import Accepted
from knowledge_base.durable import replace_file, sync_folder, sync_tree
from knowledge_base.places import Places
from knowledge_base.published import Release

KEPT = 10
ACCEPTED = "accepted.jsonl"
_UNFINISHED = ".unfinished-"


def new_folder(places: Places) -> Path:
    """Make an empty folder to build the next version in.

    Its name is never used twice: a trainer that outlives its killed publish writes into no later version.
    """
    places.versions.mkdir(parents=True, exist_ok=True)
    return Path(mkdtemp(prefix=_UNFINISHED, dir=places.versions))


def sweep(places: Places) -> None:
    """Delete what a killed publish left behind."""
    for folder in places.versions.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def names(places: Places) -> list[str]:
    """Name the whole versions, oldest first."""
    return sorted((path.name for path in places.versions.glob("[0-9]*") if path.name.isdecimal()), key=int)


def next_name(places: Places) -> str:
    """Name the version after the last."""
    return f"{max(map(int, names(places)), default=0) + 1:04d}"


def write(folder: Path, content: Content, release: Release) -> None:
    """Write the profile, the entries, the tariffs and the report into a version's folder."""
    _write_json(folder / "estate.json", content.estate.as_json())
    _write_json(folder / "entries.json", [entry.as_json() for entry in content.entries])
    write_tariffs(folder, content)
    _write_json(folder / "report.json", release.as_json())


def write_accepted(folder: Path, accepted: Iterable[Accepted]) -> None:
    """Write the accepted answers, which the gate asks again, one a line."""
    lines = [
        json.dumps({"question": one.question, "entry_id": one.entry_id}, ensure_ascii=False)
        for one in accepted
    ]
    if lines:
        (folder / ACCEPTED).write_text("\n".join(lines) + "\n", encoding="utf-8")


def finish(places: Places, folder: Path, name: str) -> None:
    """Give the whole folder its version's name."""
    folder.chmod(0o755)
    sync_tree(folder)
    folder.rename(places.versions / name)
    sync_folder(places.versions)


def put_in_force(places: Places, name: str) -> None:
    """Make that version the current one; readers see the old name or the new one, nothing else."""
    replace_file(places.current, f"{name}\n".encode("ascii"))


def prune(places: Places, keep: tuple[str | None, ...]) -> None:
    """Delete all but the last versions and those to keep."""
    for name in names(places)[:-KEPT]:
        if name not in keep:
            shutil.rmtree(places.versions / name)


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
