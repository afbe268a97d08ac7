"""How fluid the console's list is with 10,000 who wait: python -m benchmarks.long_lists [HOW_MANY].

Starts a desk of its own, writes the conversations into its database, and signs a browser in. Beside it, in
the same browser, stands a plain list of the same length without a framework: each row a button of three
lines. Printed are the time until the list stands, the frames while it is scrolled from end to end, and the
time from a press in the search field to the next frame.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import CHROMIUM, ESTATE, WAITING, Desk, a_desk
from handoff.bootstrap import open_store
from handoff.desk.access import new_id
from handoff.desk.ports import Work
from handoff.domain.conversation import Consent, Resident
from handoff.domain.escalation import Escalation
from handoff.domain.records import NewConversation
from handoff.domain.turn import RESIDENT, Line
from handoff.settings import read_settings

MANY = 10_000
AT_ONCE = 500  # conversations a transaction
PATIENCE = 180_000  # milliseconds
SCREEN = {"width": 1440, "height": 900}
FRAMES = 240
SEEN = 50  # milliseconds; a frame that takes longer is seen as a stutter
WORDS = ("1101", "501", "灯", "11")
PLAIN = """count => {
  document.body.innerHTML = `<input id="q">
    <div id="box" style="height:800px;overflow:auto"><ul id="all"></ul></div>`;
  const began = performance.now();
  const rows = Array.from({ length: count }, (_, at) => {
    const row = document.createElement('li');
    const room = `${at % 40 + 1}-1-${at % 30 + 1}01`;
    row.innerHTML = `<button><b>${room}</b><br>楼道的灯不亮 ${at}<br><i>住户要求人工</i></button>`;
    return row;
  });
  document.querySelector('#all').append(...rows);
  document.querySelector('#q').addEventListener('input', event => {
    for (const row of rows) row.hidden = !row.textContent.includes(event.target.value);
  });
  return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))));
}"""
SCROLL = """([selector, frames]) => new Promise(done => {
  const box = document.querySelector(selector);
  const step = (box.scrollHeight - box.clientHeight) / frames;
  const times = [];
  let before = performance.now();
  box.scrollTop = 0;
  requestAnimationFrame(function frame(now) {
    times.push(now - before);
    before = now;
    box.scrollTop += step;
    if (times.length < frames) requestAnimationFrame(frame);
    else done(times.slice(1));
  });
})"""
TYPE = """([selector, words]) => new Promise(done => {
  const field = document.querySelector(selector);
  const began = performance.now();
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def main(many: int) -> None:
    """Print the figures."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("No Chromium here: install one, e.g. the system's package `chromium`.")
    with tempfile.TemporaryDirectory() as folder, a_desk(Path(folder), LINDA_SWEEP_SECONDS="60") as desk:
        asyncio.run(fill(desk.environment, many - WAITING))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]  # Playwright's own shape
            print(f"plain list of {many}: stands after {float(page.evaluate(PLAIN, many)):.0f} ms")
            report(page, "plain list", box="#box", field="#q")
            page.close()
            page = signed_in(browser.new_page(viewport=SCREEN), desk, many)  # type: ignore[arg-type]  # as above
            report(page, "console", box=".window", field="input[type=search]")
            browser.close()


async def fill(environment: Mapping[str, str], many: int) -> None:
    """Write so many residents into the queue, each with a word of theirs."""
    begun = datetime.now(UTC) - timedelta(hours=1)
    async with open_store(read_settings(environment)) as store:
        for begin in range(0, many, AT_ONCE):
            async with store.write() as work:
                for at in range(begin, min(begin + AT_ONCE, many)):
                    await wait(work, at, begun + at * timedelta(milliseconds=300))


async def wait(work: Work, number: int, at: datetime) -> None:
    """Let somebody wait for a person since a moment."""
    room = f"{number % 40 + 1}栋1单元{number % 30 + 1}01"
    new = NewConversation(
        id=new_id(),
        token_hash=new_id(),
        estate=ESTATE,
        channel="web",
        resident=Resident(room=room),
        consent=Consent("1", at),
        at=at,
    )
    await work.conversations.add(new)
    await work.turns.append(new.id, Line(author=RESIDENT, text=f"楼道的灯不亮 {number}"), at)
    later = at + timedelta(days=1)
    escalation = Escalation(
        id=new_id(),
        conversation_id=new.id,
        reason="asked",
        urgency="general",
        envelope={},
        position=1,
        opened_at=at,
        due_at=later,
        warned_at=later,
    )
    await work.escalations.add(escalation)
    conversation = await work.conversations.get(new.id)
    if conversation is None:
        raise LookupError(new.id)
    await work.conversations.change_holder(conversation, "queue", None, at=at)


def signed_in(page: Page, desk: Desk, many: int) -> Page:
    """Open the console and print how long it takes until all of the list is known."""
    name, _, value = desk.cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": desk.url}])
    page.goto(f"{desk.url}/console/")
    first = "() => document.querySelector('.window li')"
    page.wait_for_function(first, timeout=PATIENCE)
    shown = float(page.evaluate("() => performance.now()"))
    whole = "many => Number(document.querySelector('.window li')?.ariaSetSize) >= many"
    page.wait_for_function(whole, arg=many, timeout=PATIENCE)
    print(f"console: first rows after {shown:.0f} ms, all {many} known after", end=" ")
    print(f"{float(page.evaluate('() => performance.now()')):.0f} ms")
    return page


def report(page: Page, name: str, *, box: str, field: str) -> None:
    """Print frames of a scroll from end to end, and how long a filter takes to the next frame."""
    times = [float(one) for one in page.evaluate(SCROLL, [box, FRAMES])]
    slow = sum(one > SEEN for one in times)
    print(
        f"{name}: {len(times)} frames, median {median(times):.0f} ms, "
        f"p95 {quantiles(times, n=20)[-1]:.0f} ms, longest {max(times):.0f} ms, over {SEEN} ms {slow}"
    )
    typed = [float(page.evaluate(TYPE, [field, words])) for words in (*WORDS, "")]
    print(f"{name}: filtered and drawn after {', '.join(f'{one:.0f}' for one in typed)} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
