"""An audit that did not take place never looks like one that found nothing."""

from datetime import date
from typing import Any

import pytest

from setup.audit import EXCEPTIONS, LOCKS, ROOT, Finding, exceptions, judge, pinned, read_findings
from setup.words import SetupError

TODAY = date(2026, 11, 22)
HOLE = Finding("keras", "2.12.0", ("PYSEC-2024-1", "CVE-2024-3660"), ("2.13.1",))
KNOWN: dict[str, Any] = {"name": "six", "version": "1.17.0", "vulns": []}
UNKNOWN: dict[str, Any] = {"name": "six", "skip_reason": "Dependency not found"}


def test_packages_that_the_service_does_not_know_are_no_clean_bill() -> None:
    for packages in ([UNKNOWN, UNKNOWN, KNOWN], [KNOWN, KNOWN, UNKNOWN], []):
        with pytest.raises(SetupError, match="没有核对"):
            read_findings(packages, "requirements.lock", "pypi")
    bad = {"id": "PYSEC-2024-1", "aliases": ["CVE-2024-3660"], "fix_versions": ["2.13.1"]}
    keras = {"name": "keras", "version": "2.12.0", "vulns": [bad]}
    assert read_findings([KNOWN, keras], "requirements.lock", "pypi") == [HOLE]


def test_an_exception_covers_an_advisory_by_any_of_its_names_until_its_day() -> None:
    assert "都有写明的例外" in judge([HOLE], {"CVE-2024-3660": TODAY}, TODAY)
    for excepted in ({}, {"CVE-2024-3660": date(2026, 11, 21)}):
        with pytest.raises(SetupError, match=r"keras 2\.12\.0：PYSEC-2024-1、CVE-2024-3660"):
            judge([HOLE], excepted, TODAY)


def test_an_exception_that_nothing_needs_any_more_is_named() -> None:
    assert "CVE-2024-3660" in judge([], {"CVE-2024-3660": TODAY}, TODAY)


def test_every_written_exception_is_about_a_package_in_its_locked_version() -> None:
    page = EXCEPTIONS.read_text(encoding="utf-8")
    locked = {pair for lock in LOCKS for pair in pinned((ROOT / lock).read_text(encoding="utf-8"))}
    rows = [line.split("|") for line in page.splitlines() if line.startswith(("| CVE", "| GHSA", "| PYSEC"))]
    assert len(rows) == len(exceptions(page)) > 0
    assert [row[2].strip() for row in rows if tuple(row[2].split()) not in locked] == []
