"""Accessibility, first paint and weight of the widget and the console: python -m benchmarks.pages.

Starts a desk of its own with a few waiting conversations (no bot: a page does not wait for it) and a browser.
Lighthouse (benchmarks/lighthouse, fetched with `npm ci` at the first run) gives the accessibility; the
browser's own paint records give the first paint, each time with an empty cache and beside a page of one line
from the same desk; the browser's own resource records give what travelled.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.acceptance.product import run_command

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "benchmarks" / "lighthouse"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ESTATE = "yunshan"
FORMS = {"desktop": ("--preset=desktop",), "phone": ("--form-factor=mobile",)}
LOADS = 9
WAITING = 12
PATIENCE = 60.0  # seconds until the desk answers
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
WEIGHT = """() => performance.getEntriesByType('resource')
    .filter((one) => ['script', 'link', 'css'].includes(one.initiatorType) && /[.](js|css)$/.test(one.name))
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


@dataclass(frozen=True)
class Desk:
    """A running desk and the cookie of somebody who is signed in there."""

    url: str
    cookie: str
    environment: dict[str, str]


def main() -> None:
    """Print the figures."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("No Chromium here: install one, e.g. the system's package `chromium`.")
    if not (LIGHTHOUSE / "node_modules").is_dir():
        subprocess.run([_tool("npm"), "ci", "--no-audit", "--no-fund"], cwd=LIGHTHOUSE, check=True)
    with tempfile.TemporaryDirectory() as folder, a_desk(Path(folder)) as desk:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            _paints(browser, desk)
            browser.close()
        pages = {"widget": "/", "console, sign-in": "/console/", "console, signed in": "/console/#/"}
        for name, path in pages.items():
            cookie = desk.cookie if name.endswith("signed in") else None
            for form, flags in FORMS.items():
                score, failed = accessibility(desk.url + path, found, flags, cookie=cookie)
                print(f"Lighthouse accessibility, {name}, {form}: {score:.0f} {' '.join(failed)}".rstrip())


def _tool(name: str) -> str:
    """Return where a tool lies; raises FileNotFoundError."""
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found


@contextmanager
def a_desk(folder: Path, **settings: str) -> Iterator[Desk]:
    """Start a desk with an estate, an agent and waiting conversations; stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "LINDA_DATA_DIR": str(folder),
        "LINDA_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'linda.db'}",
        "LINDA_SECRET_KEY_FILE": str(folder / "secret.key"),
        "LINDA_PORT": str(port),
        "LINDA_CONVERSATIONS_PER_ADDRESS": "1000",
        **settings,
    }
    password = secrets.token_urlsafe(9)
    profile = ROOT / "knowledge_base" / "estates" / ESTATE / "estate.yml"
    run_command(environment, "estates", "add", ESTATE, "--name", "云杉花园", "--profile", str(profile))
    agent = ("agents", "add", "xiaolin", "--display-name", "小林", "--grade", "2", "--estate", ESTATE)
    run_command(environment, *agent, "--password-stdin", typed=password)
    serving = subprocess.Popen(
        [sys.executable, "-m", "handoff", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        _fill(url)
        yield Desk(url, _sign_in(url, password), environment)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def _wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/livez", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError(f"the desk did not answer within {PATIENCE:.0f} seconds")


def _fill(url: str) -> None:
    consent = {"version": "1", "at": "2026-01-01T00:00:00Z"}
    for floor in range(1, WAITING + 1):
        body = {
            "estate": ESTATE,
            "channel": "web",
            "consent": consent,
            "resident": {"room": f"3栋1单元{floor}01"},
        }
        opened = httpx.post(f"{url}/api/v1/conversations", json=body, timeout=10).json()
        at, headers = (
            f"{url}/api/v1/conversations/{opened['id']}",
            {"Authorization": f"Bearer {opened['token']}"},
        )
        httpx.post(f"{at}/escalation", json={}, headers=headers, timeout=10).raise_for_status()


def _sign_in(url: str, password: str) -> str:
    body = {"username": "xiaolin", "password": password}
    signed = httpx.post(f"{url}/api/v1/sessions", json=body, timeout=10)
    return "; ".join(f"{name}={value}" for name, value in signed.raise_for_status().cookies.items())


def _paints(browser: Browser, desk: Desk) -> None:
    """Print first paints in ms with an empty cache, beside a page of one line, and what travelled."""
    bare, console, weight = [], [], 0
    for _ in range(LOADS):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        name, _, value = desk.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": desk.url}])
        bare.append(_paint(context, f"{desk.url}/livez")[0])
        paint, weight = _paint(context, f"{desk.url}/console/")
        console.append(paint)
        context.close()
    for what, times in (("a page of one line", bare), ("console, signed in", console)):
        print(
            f"first paint, {what}: median {median(times):.0f} ms, most {max(times):.0f} ms of {LOADS} loads"
        )
    print(f"console, times the page of one line: {median(console) / median(bare):.1f}")
    print(f"console, JavaScript and styles of the first page, compressed: {weight / 1000:.0f} kB")


def _paint(context: BrowserContext, address: str) -> tuple[float, int]:
    page = context.new_page()
    page.goto(address, wait_until="networkidle" if address.endswith("/livez") else "load")
    page.wait_for_function(PAINTED, timeout=PATIENCE * 1000)
    found = float(page.evaluate(PAINT)), int(page.evaluate(WEIGHT))
    page.close()
    return found


def accessibility(
    url: str, chromium: str, flags: tuple[str, ...], *, cookie: str | None
) -> tuple[float, list[str]]:
    """Return Lighthouse's score of 0 to 100, and the audits that failed."""
    command = [_tool("npx"), "--no-install", "lighthouse", url, "--output=json", "--quiet", *flags]
    command += ["--only-categories=accessibility", "--chrome-flags=--headless=new --no-sandbox --lang=zh-CN"]
    if cookie:
        command += ["--extra-headers", json.dumps({"Cookie": cookie})]
    ran = subprocess.run(
        command,
        cwd=LIGHTHOUSE,
        env=os.environ | {"CHROME_PATH": chromium},
        check=True,
        capture_output=True,
    )
    report = json.loads(ran.stdout)
    failed = [name for name, audit in report["audits"].items() if audit["score"] == 0]
    return 100 * report["categories"]["accessibility"]["score"], failed


if __name__ == "__main__":
    main()
