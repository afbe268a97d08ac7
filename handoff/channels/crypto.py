"""The callback cipher that 公众号, 微信客服 and mini programs share, and its signature.

AES-256-CBC with the key's first half as IV, PKCS#7 to blocks of 32 (not AES's 16), around
`random(16) | length(4, big-endian) | message | receive id`; the signature is SHA-1 over the sorted parts.
CBC carries no proof of its own: nothing is decrypted before its signature was found right.
Source: developers.weixin.qq.com/doc/oplatform, 消息加解密说明.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from handoff.errors import NotGenuine

AES_BLOCK = 16
PADDED_TO = 32
PREFIX = 16
HEAD = PREFIX + 4


def signature(*parts: str) -> str:
    """Return the lower-case hex signature over parts in any order."""
    joined = b"".join(sorted(part.encode("utf-8", "surrogatepass") for part in parts))
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()  # the platform's choice, not ours


def prove_signature(claimed: str, *parts: str) -> None:
    """Raise NotGenuine unless the claimed signature is the one over these parts, in constant time."""
    if not hmac.compare_digest(signature(*parts).encode(), claimed.encode("utf-8", "surrogatepass")):
        raise NotGenuine("bad_signature")


class CallbackCipher:
    """Opens what was sealed for one receive id (AppID or CorpID), with the present key or the last."""

    def __init__(self, keys: Sequence[bytes], receive_id: str) -> None:
        self._keys = tuple(keys)
        self._receive_id = receive_id.encode()

    def open(self, sealed: str) -> str:
        """Return the message; raises NotGenuine. Its signature must have been proved before."""
        raw = _decode(sealed)
        failures = []
        for key in self._keys:
            try:
                return self._open_with(key, raw)
            except NotGenuine as failure:
                failures.append(failure)
        raise failures[0]

    def _open_with(self, key: bytes, raw: bytes) -> str:
        decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:AES_BLOCK])).decryptor()
        framed = _unpad(decryptor.update(raw) + decryptor.finalize())
        if len(framed) < HEAD:
            raise NotGenuine("bad_frame")
        length = int.from_bytes(framed[PREFIX:HEAD], "big")
        if length > len(framed) - HEAD:
            raise NotGenuine("bad_frame")
        message, receive_id = framed[HEAD : HEAD + length], framed[HEAD + length :]
        if not hmac.compare_digest(receive_id, self._receive_id):
            raise NotGenuine("wrong_receive_id")
        try:
            return message.decode()
        except UnicodeDecodeError:
            raise NotGenuine("bad_encoding") from None


def _decode(sealed: str) -> bytes:
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        raise NotGenuine("bad_ciphertext") from None
    if not raw or len(raw) % AES_BLOCK:
        raise NotGenuine("bad_ciphertext")
    return raw


def _unpad(padded: bytes) -> bytes:
    """Take the padding off; every byte of it must say how long it is."""
    count = padded[-1]
    is_right = len(padded) % PADDED_TO == 0 and 1 <= count <= PADDED_TO
    if not is_right or padded[-count:] != bytes([count]) * count:
        raise NotGenuine("bad_padding")
    return padded[:-count]
