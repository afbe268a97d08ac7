"""`make audit`: known weaknesses of every locked package, against the written exceptions; and what is inside.

The exceptions are the table of docs/decisions/012-advisories.md: each has an end, and one that is over fails
like a new advisory. Where the advisory service does not answer, or does not know a package (a mirror
without its data), that was not audited, and it is said and is a failure: silence is not safety.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from setup.environments import desk_environment
from setup.places import DESK_VENV, ROOT, python_of
from setup.words import SetupError, say, stop

LOCKS = ("requirements.lock", "requirements-dev.lock", "bot/requirements.lock")
EXCEPTIONS = ROOT / "docs" / "decisions" / "012-advisories.md"
NAMED = 10  # packages in one sentence
_ROW = re.compile(r"\| *((?:CVE|GHSA|PYSEC)-[\w-]+) *\| *([\w. -]+?) *\|(.+)\| *(\d{4}-\d\d-\d\d) *\|")
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)")


@dataclass(frozen=True)
class Finding:
    """An advisory about a locked package; `names` are its id and its aliases."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fixed = f"，已在 {'、'.join(self.fixed_in)} 修复" if self.fixed_in else "，还没有修复版本"
        return f"{self.package} {self.version}：{'、'.join(self.names)}{fixed}"


def main() -> None:
    """Audit, and write the bill of materials beside it where one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m setup.audit", description="核对依赖的已知漏洞")
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi", help="漏洞资料的来源")
    parser.add_argument("--sbom", type=Path, metavar="FILE", help="另外写出物料清单（CycloneDX 1.6）")
    wanted = parser.parse_args()
    try:
        desk_environment(for_tests=True).make()
        if wanted.sbom:
            say(f"物料清单：{write_bill(wanted.sbom)} 个软件包，写在 {wanted.sbom}。")
        found = [one for lock in LOCKS for one in audit(lock, wanted.service)]
        say(judge(found, exceptions(EXCEPTIONS.read_text(encoding="utf-8")), datetime.now(UTC).date()))
    except SetupError as error:
        stop(error)


def audit(lock: str, service: str) -> list[Finding]:
    """Ask the service about a lock's packages; raises SetupError where it could not say."""
    done = subprocess.run(
        [
            *(str(python_of(DESK_VENV)), "-m", "pip_audit", "--requirement", lock, "--disable-pip"),
            *("--require-hashes", "--format", "json", "--vulnerability-service", service),
            *("--progress-spinner", "off", "--timeout", "20"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (done.stderr.strip().splitlines() or ["没有输出"])[-1]
        raise SetupError(f"漏洞资料（{service}）连不上，{lock} 没有核对：{said[:300]}") from None
    return read_findings(packages, lock, service)


def read_findings(packages: list[dict[str, Any]], lock: str, service: str) -> list[Finding]:
    """Read what pip-audit reports; raises SetupError where the service does not know one of the packages."""
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if unknown or not packages:
        rest = "等" if len(unknown) > NAMED else ""
        raise SetupError(
            f"{service} 这里不认识 {lock} 的 {len(unknown)}/{len(packages)} 个软件包，它们没有核对："
            f"{'、'.join(unknown[:NAMED])}{rest}。"
            "请换一个能访问 pypi.org 或 api.osv.dev（--service osv）的网络再试。"
        )
    return [
        Finding(one["name"], one["version"], (bad["id"], *bad.get("aliases", ())), tuple(bad["fix_versions"]))
        for one in packages
        for bad in one.get("vulns", ())
    ]


def exceptions(page: str) -> dict[str, date]:
    """Return the advisories that the page excepts, each with the day after which it does not any more."""
    return {row[1]: date.fromisoformat(row[4]) for row in _ROW.finditer(page)}


def judge(found: list[Finding], excepted: dict[str, date], today: date) -> str:
    """Say that all is well; raises SetupError that names every finding which no exception covers."""
    open_ones = [one for one in found if not any(today <= excepted.get(name, date.min) for name in one.names)]
    if open_ones:
        listed = "\n".join(f"  {one}" for one in open_ones)
        raise SetupError(
            f"{len(open_ones)} 个已知漏洞没有写明例外，或例外已到期：\n{listed}\n"
            f"请升级，或在 {EXCEPTIONS.relative_to(ROOT)} 写明为什么不受影响、到什么时候。"
        )
    known = {name for one in found for name in one.names}
    idle = sorted(set(excepted) - known)
    rest = f"；这些例外已经用不上，可以删去：{'、'.join(idle)}" if idle else ""
    return f"已核对 {len(LOCKS)} 份锁定清单，{len(found)} 个已知漏洞都有写明的例外{rest}。"


def write_bill(target: Path) -> int:
    """Write the bill of materials of all locks, and return how many packages it names."""
    packages = sorted({pair for lock in LOCKS for pair in pinned((ROOT / lock).read_text(encoding="utf-8"))})
    components = [
        {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}",
         "bom-ref": f"{name}@{version}"}
        for name, version in packages
    ]  # fmt: skip
    console = json.loads((ROOT / "handoff/console/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, facts in sorted(console.items()):
        name = path.rpartition("node_modules/")[2]
        if name and "version" in facts:
            purl = f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}"
            components.append(
                {"type": "library", "name": name, "version": facts["version"], "purl": purl, "bom-ref": path}
            )
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    return len(components)


def pinned(lock: str) -> set[tuple[str, str]]:
    """Return the packages of a lock with their versions."""
    return {(found[1], found[2]) for line in lock.splitlines() if (found := _PINNED.match(line))}


if __name__ == "__main__":
    main()
