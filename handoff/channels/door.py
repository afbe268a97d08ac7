"""The door of one account: proves that a callback came from the platform, and is not an old one."""

from collections.abc import Mapping
from datetime import datetime

from handoff.channels.crypto import CallbackCipher, prove_signature
from handoff.channels.xml import Malformed, parse
from handoff.errors import NotGenuine

# Genuine retries come within 15 seconds; the rest is for clocks that differ.
FRESH_SECONDS = 300
LONGEST_ECHO = 128
LONGEST_TIMESTAMP = 12


class Door:
    """Opens callbacks with an account's token and keys. `query` is the request's, one value a name.

    A 公众号 says `encrypt_type=aes` with each sealed callback, and without it means plain text; WeCom knows
    no other kind and says nothing (`says_type=False`).
    """

    def __init__(
        self,
        token: str,
        cipher: CallbackCipher,
        *,
        own_id: str,
        says_type: bool = True,
        accepts_plain: bool = False,
    ) -> None:
        self._token = token
        self._cipher = cipher
        self._own_id = own_id
        self._sealed_types = {"aes"} if says_type else {"aes", ""}
        self._accepts_plain = accepts_plain

    def echo(self, query: Mapping[str, str]) -> str:
        """Return what a 公众号 console wants to hear when the address is saved; raises NotGenuine.

        Saving may be repeated at any time and changes nothing, so age is no matter here.
        """
        prove_signature(
            query.get("signature", ""), self._token, query.get("timestamp", ""), query.get("nonce", "")
        )
        echo = query.get("echostr", "")
        if not (echo.isascii() and echo.isalnum() and len(echo) <= LONGEST_ECHO):
            raise NotGenuine("bad_parameter")  # it is said back: nothing that a page could run
        return echo

    def sealed_echo(self, query: Mapping[str, str]) -> str:
        """Return what a WeCom console wants to hear: the echo comes sealed; raises NotGenuine."""
        sealed = query.get("echostr", "")
        self._prove(query, sealed)
        return self._cipher.open(sealed)

    def open(self, query: Mapping[str, str], body: bytes, now: datetime) -> str:
        """Return the message's XML; raises NotGenuine. What stands beside `Encrypt` counts nothing."""
        self._prove_fresh(query.get("timestamp", ""), now)
        is_sealed = bool(query.get("msg_signature")) and query.get("encrypt_type", "") in self._sealed_types
        if not is_sealed:
            return self._open_plain(query, body)
        sealed = parse(body).only("Encrypt")
        self._prove(query, sealed)
        message = self._cipher.open(sealed)
        self._prove_addressee(message)
        return message

    def _prove(self, query: Mapping[str, str], sealed: str) -> None:
        claimed = query.get("msg_signature", "")
        prove_signature(claimed, self._token, query.get("timestamp", ""), query.get("nonce", ""), sealed)

    def _prove_fresh(self, timestamp: str, now: datetime) -> None:
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
            raise NotGenuine("bad_parameter")
        if abs(now.timestamp() - int(timestamp)) > FRESH_SECONDS:
            raise NotGenuine("stale")

    def _open_plain(self, query: Mapping[str, str], body: bytes) -> str:
        if not self._accepts_plain:
            raise NotGenuine("plaintext_not_allowed")
        prove_signature(
            query.get("signature", ""), self._token, query.get("timestamp", ""), query.get("nonce", "")
        )
        try:
            message = body.decode()
        except UnicodeDecodeError:
            raise NotGenuine("bad_encoding", status=400) from None
        self._prove_addressee(message)
        return message

    def _prove_addressee(self, message: str) -> None:
        try:
            addressee = parse(message).get("ToUserName")
        except Malformed:
            addressee = None
        if addressee != self._own_id:
            raise NotGenuine("wrong_account")
