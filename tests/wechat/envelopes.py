"""How the platform seals what it posts, by wechatpy; a second implementation reads every seal again.

Neither shares a line with the product: the one is on `cryptography`, the other (the vendor's own sample)
on pycryptodome.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wework_callback.WXBizMsgCrypt3 import WXBizMsgCrypt

from tests.wechat.accounts import Account, OfficialAccount


@dataclass(frozen=True)
class Envelope:
    """One request as the platform sends it."""

    query: dict[str, str]
    body: str = field(repr=False)


def sign(*parts: str) -> str:
    """Return the platform's signature: SHA-1 over the sorted parts (protocol §1.1)."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def seal(account: Account, plaintext: str, *, at: float, openid: str = "") -> Envelope:
    """Encrypt and sign a callback. Raises AssertionError when the second opinion cannot read it."""
    timestamp, nonce = str(int(at)), str(secrets.randbelow(10**10))
    peer = WeChatCrypto(account.token, account.encoding_aes_key, account.receive_id)
    sealed = xmltodict.parse(peer.encrypt_message(plaintext, nonce, timestamp))["xml"]
    query = {"msg_signature": sealed["MsgSignature"], "timestamp": timestamp, "nonce": nonce}
    if isinstance(account, OfficialAccount):
        query |= {
            "signature": sign(account.token, timestamp, nonce),
            "openid": openid,
            "encrypt_type": "aes",
        }
        head = f"<ToUserName><![CDATA[{account.original_id}]]></ToUserName>"
    else:
        head = f"<ToUserName><![CDATA[{account.corp_id}]]></ToUserName><AgentID><![CDATA[]]></AgentID>"
    body = f"<xml>{head}<Encrypt><![CDATA[{sealed['Encrypt']}]]></Encrypt></xml>"
    envelope = Envelope(query, body)
    assert second_opinion(account, envelope) == plaintext, "the two peers disagree"
    return envelope


def second_opinion(account: Account, envelope: Envelope) -> str:
    """Read an envelope with the vendor's sample. Raises AssertionError with its code when it refuses."""
    reader = WXBizMsgCrypt(account.token, account.encoding_aes_key, account.receive_id)
    query = envelope.query
    code, plaintext = reader.DecryptMsg(
        envelope.body, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    assert code == 0, f"the second opinion refuses: {code}"
    return bytes(plaintext).decode()


def verification(account: Account, *, at: float) -> tuple[dict[str, str], str]:
    """Return the query of the console's GET and what must be echoed (protocol §1.1, §2.1)."""
    timestamp, nonce = str(int(at)), str(secrets.randbelow(10**10))
    word = str(secrets.randbelow(10**19))
    if isinstance(account, OfficialAccount):
        signature = sign(account.token, timestamp, nonce)
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce, "echostr": word}, word
    sealed = xmltodict.parse(
        WeChatCrypto(account.token, account.encoding_aes_key, account.corp_id).encrypt_message(
            word, nonce, timestamp
        )
    )["xml"]
    query = {"timestamp": timestamp, "nonce": nonce, "echostr": sealed["Encrypt"]}
    return query | {"msg_signature": sealed["MsgSignature"]}, word


def read_reply(account: Account, body: str) -> dict[str, str]:
    """Decrypt a passive reply. Raises when its signature, its padding or its receive id is wrong."""
    outer = xmltodict.parse(body)["xml"]
    peer = WeChatCrypto(account.token, account.encoding_aes_key, account.receive_id)
    inner = peer.decrypt_message(body, outer["MsgSignature"], outer["TimeStamp"], outer["Nonce"])
    reply: dict[str, str] = xmltodict.parse(inner)["xml"]
    return reply
