"""How figures and ratings look outside: JSON, and a table that Excel opens right."""

import csv
import io
from collections.abc import Mapping

from handoff.alert_phrases import METRICS
from handoff.api.shapes import Json, agent_name, author_json
from handoff.desk.figures import Table
from handoff.domain.figures import LIMITS, Figures, Limit, Metric, Share
from handoff.domain.rating import RatedService
from handoff.domain.times import rfc3339

BOM = "\ufeff"
# What a spreadsheet takes for a formula at the beginning of a cell; the full-width ones too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def figures_json(row: Figures) -> Json:
    """Show one row of figures."""
    return {**{metric: _share(share) for metric, share in row.shares.items()}, "reasons": row.reasons}


def table_json(table: Table) -> Json:
    """Show figures row by row."""
    asked = table.asked
    return {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "by": asked.by,
        "rows": [
            {"key": key, "name": table.names[key], "figures": figures_json(row)}
            for key, row in table.rows.items()
        ],
        "total": figures_json(table.total),
        "thresholds": limits_json(table.limits),
    }


def limits_json(limits: Mapping[Metric, Limit]) -> Json:
    """Show where each metric begins to worry, and on which side."""
    return {metric: {"limit": one.limit, "worse": one.worse} for metric, one in limits.items()}


def table_csv(table: Table) -> str:
    """Write the figures as CSV for Excel: a BOM, and no cell that a spreadsheet would compute."""
    written = io.StringIO()
    writer = csv.writer(written)
    heads = [f"{METRICS[metric]}{part}" for metric in LIMITS for part in ("", "（分子）", "（分母）")]
    writer.writerow(["项目", *heads])
    for key, row in table.rows.items():
        writer.writerow([defused(table.names[key]), *_cells(row)])
    writer.writerow(["合计", *_cells(table.total)])
    return BOM + written.getvalue()


def defused(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def rating_in_list_json(rated: RatedService) -> Json:
    """Show a rating with whose service it is of, and its answer."""
    answer = rated.answer
    return {
        "closure_id": rated.closure_id,
        "conversation_id": rated.conversation_id,
        "estate": rated.estate,
        "agent": agent_name(rated.agent, for_agent=True),
        "score": rated.score,
        "comment": rated.comment,
        "at": rfc3339(rated.at),
        "answer": answer
        and {
            "text": answer.text,
            "by": author_json(answer.by, for_agent=True),
            "at": rfc3339(answer.at),
        },
    }


def _share(share: Share) -> Json:
    value = share.value
    return {
        "value": None if value is None else round(value, 4),
        "numerator": share.hits,
        "denominator": share.cases,
    }


def _cells(row: Figures) -> list[str | int]:
    cells: list[str | int] = []
    for share in row.shares.values():
        value = share.value
        cells += ["" if value is None else f"{value:.4f}", share.hits, share.cases]
    return cells
