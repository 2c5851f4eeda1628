"""Digests of texts and short keyed hashes of sentences."""

from __future__ import annotations

import hashlib
import hmac

SHORTEST_HASHED = 20
HASH_LENGTH = 16


def make_salt(digest: str) -> str:
    """Return a release's public salt, made from the digest of what it releases."""
    return hashlib.sha256(f"corpus-tools release {digest}".encode()).hexdigest()[:32]


def hash_text(text: str, salt: str) -> str | None:
    """Return 64 bits of HMAC-SHA256 over a unit's text as models see it, as 16 hex digits.

    Texts under 20 characters get none: a short one could be guessed.

    >>> hash_text("Inspectors closed two bakeries.", "salt")
    '2948fd2bac83ecf8'
    >>> hash_text("Bakers fined", "salt") is None
    True
    """
    if len(text) < SHORTEST_HASHED:
        return None
    return hmac.digest(salt.encode(), text.encode(), "sha256").hex()[:HASH_LENGTH]


def digest_text(text: str) -> str:
    """Return the sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
