"""What the operator may set, read once from the environment (names and defaults: docs/operations.md)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadSettingError(ValueError):
    """A LINDA_* variable holds something that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The desk's settings; every field is one LINDA_* variable of the contract."""

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key_file: Path = Path()
    backup_key_file: Path = Path()
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    redis_url: str = ""
    bot_url: str = "http://127.0.0.1:5005"  # or several, separated by blanks or commas
    bot_timeout: float = 3.0
    confidence_threshold: float = 0.70
    allowed_origins: frozenset[str] = frozenset()
    conversations_per_address: int = 60
    turns_per_minute: int = 60
    lines_per_address: int = 20
    connections_per_address: int = 240
    trusted_proxies: frozenset[str] = frozenset()
    sweep_seconds: float = 2.0
    webhook_url: str = ""
    webhook_hosts: frozenset[str] = frozenset({"qyapi.weixin.qq.com"})
    keep_chats_days: int = 180
    keep_tickets_days: int = 3 * 365
    silent_minutes: float = 30
    env: str = "development"
    channels_file: Path = Path("var/channels.toml")
    wechat_api_base: str = "https://api.weixin.qq.com"
    wecom_api_base: str = "https://qyapi.weixin.qq.com"

    @property
    def is_production(self) -> bool:
        """Whether the self-description pages stay off."""
        return self.env == "production"

    @property
    def bot_urls(self) -> tuple[str, ...]:
        """The bots, one or several."""
        return tuple(url.rstrip("/") for url in self.bot_url.replace(",", " ").split())

    @property
    def uploads(self) -> Path:
        """Where residents' pictures lie."""
        return self.data_dir / "uploads"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read every LINDA_* variable, or raise BadSettingError naming the one that cannot be used."""
    data_dir = Path(environ.get("LINDA_DATA_DIR") or "var")
    key_file = environ.get("LINDA_SECRET_KEY_FILE")
    workers = int(_number(environ, "LINDA_WORKERS", 1, low=1, high=64))
    redis_url = environ.get("LINDA_REDIS_URL", "").strip()
    if workers > 1 and not redis_url:
        raise BadSettingError("LINDA_WORKERS 大于 1 时要设 LINDA_REDIS_URL，各进程靠它互相通知。")
    origins = environ.get("LINDA_ALLOWED_ORIGINS", "").replace(",", " ").split()
    hosts = environ.get("LINDA_WEBHOOK_HOSTS") or "qyapi.weixin.qq.com"
    openings = int(_number(environ, "LINDA_CONVERSATIONS_PER_ADDRESS", 60, low=1))
    return Settings(
        data_dir=data_dir,
        database_url=_database(environ, data_dir),
        secret_key_file=Path(key_file) if key_file else data_dir / "secret.key",
        backup_key_file=Path(environ.get("LINDA_BACKUP_KEY_FILE") or data_dir / "backup.key"),
        host=environ.get("LINDA_HOST") or "127.0.0.1",
        port=int(_number(environ, "LINDA_PORT", 8000, low=1, high=65535)),
        workers=workers,
        redis_url=redis_url,
        bot_url=environ.get("LINDA_BOT_URL", "").strip() or "http://127.0.0.1:5005",
        bot_timeout=_number(environ, "LINDA_BOT_TIMEOUT", 3.0, low=0.05, high=60),
        confidence_threshold=_number(environ, "LINDA_CONFIDENCE_THRESHOLD", 0.70, low=0, high=1),
        allowed_origins=frozenset(origin.rstrip("/") for origin in origins),
        conversations_per_address=openings,
        lines_per_address=int(_number(environ, "LINDA_LINES_PER_ADDRESS", max(20, openings // 3), low=1)),
        connections_per_address=int(
            _number(environ, "LINDA_CONNECTIONS_PER_ADDRESS", max(240, 4 * openings), low=1)
        ),
        trusted_proxies=frozenset(environ.get("LINDA_TRUSTED_PROXIES", "").replace(",", " ").split()),
        turns_per_minute=int(_number(environ, "LINDA_TURNS_PER_MINUTE", 60, low=1)),
        sweep_seconds=_number(environ, "LINDA_SWEEP_SECONDS", 2.0, low=0.05, high=60),
        webhook_url=environ.get("LINDA_WEBHOOK_URL", "").strip(),
        webhook_hosts=frozenset(hosts.replace(",", " ").split()),
        silent_minutes=_number(environ, "LINDA_SILENT_MINUTES", 30, low=1, high=1440),
        keep_chats_days=int(_number(environ, "LINDA_KEEP_CHATS_DAYS", 180, low=1)),
        keep_tickets_days=int(_number(environ, "LINDA_KEEP_TICKETS_DAYS", 3 * 365, low=1)),
        env=environ.get("LINDA_ENV") or "development",
        channels_file=Path(environ.get("LINDA_CHANNELS_FILE") or data_dir / "channels.toml"),
        wechat_api_base=_base(environ, "LINDA_WECHAT_API_BASE", "https://api.weixin.qq.com"),
        wecom_api_base=_base(environ, "LINDA_WECOM_API_BASE", "https://qyapi.weixin.qq.com"),
    )


def _database(environ: Mapping[str, str], data_dir: Path) -> str:
    written = environ.get("LINDA_DATABASE_URL") or f"sqlite+aiosqlite:///{data_dir / 'linda.db'}"
    if not written.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        # Not repeated: it may hold a password.
        raise BadSettingError(
            "LINDA_DATABASE_URL 应该以 sqlite+aiosqlite:// 或 postgresql+asyncpg:// 开头"
            "（见 docs/operations.md）。"
        )
    return written


def _base(environ: Mapping[str, str], name: str, default: str) -> str:
    written = (environ.get(name) or default).rstrip("/")
    if not written.startswith(("https://", "http://")):
        raise BadSettingError(f"{name} 应该是 https:// 开头的地址，现在是“{written}”。")
    return written


def _number(
    environ: Mapping[str, str], name: str, default: float, *, low: float = 0, high: float = 1_000_000_000
) -> float:
    written = environ.get(name) or str(default)
    try:
        value = float(written)
    except ValueError:
        raise BadSettingError(f"{name} 应该是数字，现在是“{written}”。") from None
    if not low <= value <= high:
        raise BadSettingError(f"{name} 应在 {low:g} 与 {high:g} 之间，现在是“{written}”。")
    return value
