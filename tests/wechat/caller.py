"""A desk's outgoing side, as small as can be, for the tests of the platform itself."""

from __future__ import annotations

from typing import Any

import httpx

from tests.wechat.platform import Platform

RESIDENT = "oPms_resident_0001"
CUSTOMER = "wmResident0001"
NOON = 1_767_225_600.0
HOUR = 3600.0


class Caller:
    """Asks for tokens and calls with the last one."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.client = httpx.AsyncClient(base_url=platform.url, trust_env=False)
        self.token = ""

    async def stable(self, *, force: bool = False, **changed: str) -> dict[str, Any]:
        account = self.platform.official.account
        asked = {
            "grant_type": "client_credential",
            "appid": account.app_id,
            "secret": account.app_secret,
            "force_refresh": force,
        } | changed
        return dict((await self.client.post("/cgi-bin/stable_token", json=asked)).json())

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        asked = {"access_token": self.token}
        return dict((await self.client.post(f"/cgi-bin/{path}", params=asked, json=body)).json())

    async def say(self, to: str, content: str) -> int:
        body = {"touser": to, "msgtype": "text", "text": {"content": content}}
        return int((await self.post("message/custom/send", body))["errcode"])

    async def kf(self, call: str, **body: Any) -> dict[str, Any]:
        return await self.post(f"kf/{call}", {"open_kfid": self.platform.kf.account.open_kfid} | body)

    async def tell(self, content: str) -> int:
        part = {"touser": CUSTOMER, "msgtype": "text", "text": {"content": content}}
        return int((await self.kf("send_msg", **part))["errcode"])
