"""Duplicates: the same release under two names or on two sites, found in time linear in the corpus."""

from __future__ import annotations

import datetime
import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.tables import Document, Segment

SIMILAR = 0.8
"""Texts with at least this share of three-word sequences in common (Jaccard) are nearly the same."""

SIZE = 48
"""Values of a text's sketch; the similarity it gives is right within 0.06."""

_BAND = 4
"""Values that must agree for two texts to be compared: at 0.8 no pair in five hundred is missed."""
_FEWEST = 20
"""Word sequences below which only equal texts count: short notices are all alike."""
_APART = datetime.timedelta(days=7)
"""Texts issued further apart are yearly greetings or forms, not copies."""
_BUCKET = 40
"""Texts kept under one band: a form that thousands of texts share must not make the search quadratic."""

_BODY = frozenset(("body", "list", "quote_block"))
_WORDS = re.compile(r"\w+")
_PRIME = np.uint64((1 << 31) - 1)
_SEEDS = np.array([zlib.crc32(b"minhash %d" % n) for n in range(2 * SIZE)], dtype=np.uint64) % _PRIME
_FACTORS, _SUMMANDS = _SEEDS[:SIZE, None] | np.uint64(1), _SEEDS[SIZE:, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a document's text is compared by: a flat row, kept a document.

    text_hash: of the words of its body. sketch: MinHash of its three-word sequences, four hexadecimal digits a value, empty
    for a text too short to be compared.
    """

    doc_id: str
    published: str | None
    text_hash: str
    sketch: str


def find_signature(document: Document, segments: Sequence[Segment]) -> list[Signature]:
    """The signature of a document's body; none without one."""
    body = " ".join(document.text[s.start : s.end] for s in segments if s.role in _BODY)
    words = _WORDS.findall(body.casefold())
    if not words:
        return []
    text_hash = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).hexdigest()
    published = document.published.isoformat() if document.published else None
    return [Signature(doc_id=document.doc_id, published=published, text_hash=text_hash, sketch=_sketch(words))]


def _sketch(words: Sequence[str]) -> str:
    """The least value of each of `SIZE` hash functions over the three-word sequences (Broder 1997)."""
    coded = [word.encode("utf-8", "replace") for word in words]
    sequences = set(map(b"%b %b %b".__mod__, zip(coded, coded[1:], coded[2:], strict=False)))
    if len(sequences) < _FEWEST:
        return ""
    hashes = np.fromiter(map(zlib.crc32, sequences), np.uint64, len(sequences)) % _PRIME
    # The remainder by a Mersenne prime, without the division, which is slow in 64 bits: high bits added to low ones.
    values = hashes[None, :] * _FACTORS + _SUMMANDS
    values = (values & _PRIME) + (values >> np.uint64(31))
    values = (values & _PRIME) + (values >> np.uint64(31))
    values[values == _PRIME] = 0
    least = values.min(axis=1)
    return "".join(f"{value & 0xFFFF:04x}" for value in least.tolist())


def gather_duplicates(signature: pa.Table) -> dict[str, str]:
    """doc_id of a later document → doc_id of the first one with the same or nearly the same text.

    The first is the one issued first, undated ones last, then by doc_id; a copy is never the first of another one.
    """
    rows = sorted(signature.to_pylist(), key=lambda r: (r["published"] or "9999", r["doc_id"]))
    copies: dict[str, str] = {}
    by_hash: dict[str, str] = {}
    buckets: dict[tuple[int, str], list[int]] = {}
    values: list[npt.NDArray[np.uint16]] = []
    originals: list[tuple[str, datetime.date | None]] = []
    for row in rows:
        doc_id, sketch = row["doc_id"], row["sketch"]
        first = by_hash.setdefault(row["text_hash"], doc_id)
        if first != doc_id:
            copies[doc_id] = copies.get(first, first)
            continue
        if not sketch:
            continue
        day = datetime.date.fromisoformat(row["published"]) if row["published"] else None
        own = np.frombuffer(bytes.fromhex(sketch), dtype=np.uint16)
        keys = [(at, sketch[at : at + 4 * _BAND]) for at in range(0, 4 * SIZE, 4 * _BAND)]
        near = sorted({n for key in keys for n in buckets.get(key, ())})
        original = next((originals[n][0] for n in near if _is_copy(own, day, values[n], originals[n][1])), None)
        if original is not None:
            copies[doc_id] = original
            continue
        for key in keys:
            bucket = buckets.setdefault(key, [])
            if len(bucket) < _BUCKET:
                bucket.append(len(values))
        values.append(own)
        originals.append((doc_id, day))
    return copies


def _is_copy(
    own: npt.NDArray[np.uint16],
    day: datetime.date | None,
    other: npt.NDArray[np.uint16],
    other_day: datetime.date | None,
) -> bool:
    """Whether two sketches agree enough and the days do not speak against it."""
    if day and other_day and abs(day - other_day) > _APART:
        return False
    return bool(np.count_nonzero(own == other) >= SIMILAR * SIZE)
