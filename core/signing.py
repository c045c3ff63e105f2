"""The key with which this installation signs the files it sends out, and how anybody's signature is checked.

Ed25519 (RFC 8032). The secret half comes from `ZHIJIAN_PACKAGE_KEY`, or from a file under the folder for run-time files
that is made on first use and only its owner reads: neither in the database nor among the files that are served.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY = re.compile(r"[0-9a-f]{64}")
GROUPS = 8  # of four digits: 128 bits, enough that nobody makes a second key with the same ones


def public_key() -> str:
    """The public key of this installation, 64 hexadecimal digits."""
    return _secret_key().public_key().public_bytes_raw().hex()


def sign(message: bytes) -> str:
    """The signature of `message` by this installation, 128 hexadecimal digits."""
    return _secret_key().sign(message).hex()


def is_signed(message: bytes, *, signature: str, key: str) -> bool:
    """Whether `signature` is that of `message` by the owner of the public `key`, both hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """What people compare instead of a key: the first 32 digits of its SHA-256, in groups of four."""
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest().upper()
    return " ".join(digits[start : start + 4] for start in range(0, 4 * GROUPS, 4))


def same_fingerprint(typed: str, key: str) -> bool:
    """Whether somebody typed the fingerprint of `key`, however she parted it."""
    return re.sub(r"[^0-9A-F]", "", typed.upper()) == fingerprint(key).replace(" ", "")


def key_file() -> Path:
    return Path(settings.VAR_ROOT) / "keys" / "package.key"


def _secret_key() -> Ed25519PrivateKey:
    """Raises ImproperlyConfigured where the setting or the file holds no key."""
    digits = settings.ZHIJIAN_PACKAGE_KEY.strip().lower() or _kept()
    if not KEY.fullmatch(digits):
        raise ImproperlyConfigured("ZHIJIAN_PACKAGE_KEY, or keys/package.key, must hold 64 hexadecimal digits.")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(digits))


def _kept() -> str:
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)  # whoever comes first makes the key; the other takes that one
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return path.read_text("ascii").strip()
