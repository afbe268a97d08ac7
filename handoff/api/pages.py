"""The pages: the estate's demo page, the widget's modules, the console, the repairers' work orders."""

from pathlib import Path

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.assets import send_asset
from handoff.errors import NotFound

pages = Blueprint("pages")
HERE = Path(__file__).resolve().parent.parent
WIDGET = HERE / "widget"
CONSOLE = HERE / "console" / "dist"
ORDERS = HERE / "orders"
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
ORDERS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SERVED = frozenset(
    {".html", ".js", ".css", ".svg", ".png", ".ico", ".woff2", ".json", ".webmanifest", ".mp3", ".wav"}
)


@pages.get("/")
async def show_demo(request: Request) -> HTTPResponse:
    """Show the estate's demo page."""
    return await _serve(request, WIDGET / "demo", "index.html", ancestors="'self'")


@pages.get("/widget/<name:path>")
async def show_widget(request: Request, name: str) -> HTTPResponse:
    """Serve the widget's modules; any site may load them."""
    served = await _serve(request, WIDGET, name, ancestors="'self'")
    if name.endswith(".js"):
        served.headers["Access-Control-Allow-Origin"] = "*"
        served.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return served


@pages.get("/console", name="show_console_root")
@pages.get("/console/<name:path>")
async def show_console(request: Request, name: str = "index.html") -> HTTPResponse:
    """Serve the console; its own addresses all lead to its one page."""
    try:
        return await _serve(request, CONSOLE, name, ancestors="'none'")
    except NotFound:
        if Path(name).suffix:
            raise
        return await _serve(request, CONSOLE, "index.html", ancestors="'none'")


@pages.get("/orders", name="show_orders_root")
@pages.get("/orders/<name:path>")
async def show_orders_page(request: Request, name: str = "index.html") -> HTTPResponse:
    """Serve the page on the repairer's phone, which its service worker keeps there."""
    return await _serve(request, ORDERS, name or "index.html", policy=ORDERS_POLICY)


async def _serve(
    request: Request, folder: Path, name: str, *, ancestors: str = "'none'", policy: str = PAGE_POLICY
) -> HTTPResponse:
    """Serve a file of this folder; raises NotFound for anything else."""
    if "\0" in name:
        raise NotFound
    wanted = (folder / name).resolve()
    if not wanted.is_relative_to(folder) or wanted.suffix not in _SERVED or not wanted.is_file():
        raise NotFound
    hashed = folder == CONSOLE and wanted.parent.name == "assets"  # the build puts a hash into these names
    kept = "public, max-age=31536000, immutable" if hashed else "no-cache"
    headers = {"Cache-Control": kept}
    if wanted.suffix == ".html":
        headers["Content-Security-Policy"] = policy.format(ancestors=ancestors)
    return await send_asset(request, wanted, headers)
