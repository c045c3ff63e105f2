"""The secret of a draw under a key that is not in the database: a copy of the database tells nobody the result."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


class SealBroken(Exception):
    """The secret cannot be opened: the key is another one by now, or somebody changed what is stored."""


def seal(secret: bytes, label: str) -> bytes:
    """`secret` sealed by AES-GCM; it opens only under the same `label` (the code of the draw)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, secret, label.encode())


def open_sealed(sealed: bytes, label: str) -> bytes:
    """The secret. Raises SealBroken."""
    try:
        return AESGCM(_key()).decrypt(sealed[:NONCE], sealed[NONCE:], label.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(label) from error


def _key() -> bytes:
    """From the key for draws, or from the site's secret key while none is set; never the site's key itself."""
    material = settings.ZHIJIAN_DRAW_KEY or settings.SECRET_KEY
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"zhijian/draw-secret/v1").derive(material.encode())
