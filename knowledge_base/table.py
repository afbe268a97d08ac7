"""A table as a file holds it, before anyone asks what its cells mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 50
MAX_CELL = 32_767  # a spreadsheet's own limit

Cell = str | date


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells from the left."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Say whether nothing stands in the row."""
        return not any(str(cell).strip() for cell in self.cells)


@dataclass
class Table:
    """The rows, the header among them, and what is wrong with them as a table, in Chinese by row."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, number: int, cells: tuple[Cell, ...]) -> bool:
        """Take a row in; False when the file is too large for reading on to make sense."""
        width = max((column for column, cell in enumerate(cells, start=1) if str(cell).strip()), default=0)
        cells = cells[:width]
        if number > MAX_ROWS:
            self.problems.append(f"超过 {MAX_ROWS} 行，没有继续读；请删掉多余的行（包括只有格式的空行）")
            return False
        if len(cells) > MAX_COLUMNS:
            self.problems.append(f"第 {number} 行：有 {len(cells)} 列，最多 {MAX_COLUMNS} 列，没有继续读")
            return False
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                self.problems.append(
                    f"第 {number} 行：第 {column} 列有 {len(cell)} 个字，最多 {MAX_CELL} 个字"
                )
        self.rows.append(Row(number, cells))
        return True
