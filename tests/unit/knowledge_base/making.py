"""Small estates for the tests to build on."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge_base.content import Content
from knowledge_base.documents import Document
from knowledge_base.draft import Draft
from knowledge_base.entry import Entry, Source
from knowledge_base.estate import Chip, Estate
from knowledge_base.ledger.drafts import load_draft, store_content
from knowledge_base.ledger.opening import in_ledger
from knowledge_base.ledger.revisions import IMPORT, Mark
from knowledge_base.places import Places

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FEES = Document(
    "收费.md", "# 收费\n\n## 一、单价\n\n高层2.80元，叠拼3.60元，2025年1月1日起。热线0571-55500101。\n"
)
ESTATE = Estate("cedar", "雪松里", hotline="0571-55500101", chips=(Chip("单价", "物业费多少钱？"),))
RATE = Entry(
    id="fee.rate",
    group="fee",
    title="物业费单价",
    questions=("物业费多少钱一平", "叠拼怎么收"),
    answer="高层每平方米2.80元，叠拼3.60元。",
    source=Source("收费.md", "一、单价"),
)
PHONE = Entry(
    "contact.hotline", "contact", "热线", (), "请打0571-55500101。", source=Source("收费.md", "收费")
)


def content(*entries: Entry, **changes: Any) -> Content:
    """An estate whose check finds nothing, unless the entries or changes bring it in."""
    return replace(Content(ESTATE, entries or (RATE, PHONE), (FEES,)), **changes)


def url_of(places: Places) -> str:
    """The estate's database, in its data folder."""
    return f"sqlite+aiosqlite:///{places.data_dir / 'linda.db'}"


def store(places: Places, wanted: Content) -> None:
    """Make the content the estate's draft, as an import does."""
    mark = Mark(IMPORT, NOON)
    in_ledger(url_of(places), lambda kept: store_content(kept, wanted, mark=mark))


def draft(places: Places) -> Draft:
    """The estate's draft as it stands."""
    return in_ledger(url_of(places), lambda kept: load_draft(kept, places, now=NOON))


def trainer(path: Path, script: str) -> Path:
    """An interpreter that stands in for the bot's: `$2` is its module, `$3` the folder to train or ask in."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path
