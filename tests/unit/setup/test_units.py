"""The systemd units are understood by systemd, name files that there are, and hold no secret."""

import shutil
import subprocess
from pathlib import Path

import pytest

from handoff.settings import read_settings

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"})
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze here")


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units as they would be installed, with the project where it lies now."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/usr/local/lib/linda/", f"{ROOT}/")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return [tmp_path / unit.name for unit in UNITS]


@needs_systemd
def test_systemd_finds_nothing_to_complain_about(installed: list[Path]) -> None:
    assert ANALYZE
    said = subprocess.run(
        [ANALYZE, "verify", "--man=no", *installed], capture_output=True, text=True, check=False
    )
    about_ours = [line for line in said.stderr.splitlines() if "linda" in line]
    assert (said.returncode, about_ours) == (0, [])


@needs_systemd
@pytest.mark.parametrize("name", ["linda.service", "linda-backup.service"])
def test_a_service_is_shut_in_well(installed: list[Path], name: str) -> None:
    assert ANALYZE
    unit = next(path for path in installed if path.name == name)
    # 0 is shut in entirely, 100 not at all; the threshold fails what is above it.
    said = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--threshold=25", "--no-pager", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout[-400:] + said.stderr


def test_the_settings_file_can_be_read_and_holds_no_secret() -> None:
    lines = (DEPLOY / "linda.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    settings = read_settings(given)
    assert settings.is_production
    assert settings.database_url == "sqlite+aiosqlite:////var/lib/linda/linda.db"
    assert [name for name in given if "SECRET" in name or "PASSWORD" in name or "TOKEN" in name] == []
