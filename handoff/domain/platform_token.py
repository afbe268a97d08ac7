"""A platform's access token as every worker shares it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlatformToken:
    """A token, until when it holds, and when somebody last asked the platform for one."""

    token: str = field(repr=False)
    expires_at: datetime
    asked_at: datetime
