"""Lists page by page, and what else a query may say of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sanic import Request

from handoff.errors import BadRequest

LARGEST_PAGE, USUAL_PAGE = 100, 50
FURTHEST = 100_000
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page: how many, behind how many. `asked` is one more, which tells whether there is a next page."""

    limit: int
    offset: int

    @property
    def asked(self) -> int:
        """How many to look for."""
        return self.limit + 1

    def cut(self, found: Sequence[Shown]) -> tuple[Sequence[Shown], int | None]:
        """Return what the page shows, and what to give as `after` for the next one, if there is one."""
        return found[: self.limit], self.offset + self.limit if len(found) > self.limit else None


def page_wanted(
    request: Request, *, largest: int = LARGEST_PAGE, usual: int = USUAL_PAGE, furthest: int = FURTHEST
) -> PageWanted:
    """Read `limit` and `after` from the query; raises BadRequest."""
    limit = whole_number(request, "limit", largest) or usual
    return PageWanted(limit, whole_number(request, "after", furthest))


def one_of(request: Request, name: str, allowed: Collection[str]) -> str | None:
    """Read a word from the query, None where it is not given; raises BadRequest for any other word."""
    written: str | None = request.args.get(name)
    if written is not None and written not in allowed:
        raise BadRequest(f"{name} 只能是 {'、'.join(allowed)} 之一。")
    return written


def whole_number(request: Request, name: str, most: int) -> int:
    """Read a whole number from the query, 0 where it is not given; raises BadRequest."""
    written = request.args.get(name, "0")
    if not written.isascii() or not written.isdigit() or len(written) > len(str(most)) or int(written) > most:
        raise BadRequest(f"{name} 应该是0到{most}之间的整数。")
    return int(written)
