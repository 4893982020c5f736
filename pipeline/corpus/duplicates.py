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
import pyarrow.compute as pc

from pipeline.corpus import columns
from pipeline.text.view import View

SIMILAR = 0.8
"""Texts with at least this share of three-word sequences in common (Jaccard) are nearly the same."""

SIZE = 48
"""Values of a text's sketch; the similarity it gives is right within 0.06."""

_BAND = 4
"""Values that must agree for two texts to be compared: at 0.8 no pair in five hundred is missed."""
_FEWEST = 20
"""Word sequences below which only equal texts count: short notices are all alike."""
_WEEK = datetime.timedelta(days=7)
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


def find_signature(view: View) -> list[Signature]:
    """The signature of a document's body; none without one."""
    document = view.document
    body = " ".join(view.text[s.start : s.end] for s in view.segments if s.role in _BODY)
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
    if not signature.num_rows:
        return {}
    published = pc.fill_null(signature["published"].cast(pa.string()), "9999")
    order = pc.sort_indices(
        pa.table({"published": published, "doc_id": signature["doc_id"]}),
        sort_keys=[("published", "ascending"), ("doc_id", "ascending")],
    )
    rows = signature.take(order).combine_chunks()
    of_row, firsts = columns.group([columns.codes(rows["text_hash"])])
    doc_ids = rows["doc_id"].to_pylist()
    first_of = [doc_ids[first] for first in firsts.tolist()]
    near = _near_copies(rows.select(["doc_id", "published", "sketch"]).take(pa.array(firsts)))
    copies = dict(near)
    for doc_id, number in zip(doc_ids, of_row.tolist(), strict=True):
        first = first_of[number]
        if doc_id != first:
            copies[doc_id] = near.get(first, first)
    return copies


def _near_copies(rows: pa.Table) -> dict[str, str]:
    """The same for different texts that are nearly the same, in the order in which they were issued."""
    rows = rows.filter(pc.not_equal(rows["sketch"], ""))
    if not rows.num_rows:
        return {}
    doc_ids, days = rows["doc_id"].to_pylist(), [_day(value) for value in rows["published"].to_pylist()]
    values = np.frombuffer(bytes.fromhex("".join(rows["sketch"].to_pylist())), np.uint16).reshape(-1, SIZE)
    bands, shared = _bands(values)
    copies: dict[str, str] = {}
    buckets: dict[tuple[int, int], list[int]] = {}
    for number in np.flatnonzero(shared).tolist():
        keys = list(enumerate(bands[number].tolist()))
        near = sorted({other for key in keys for other in buckets.get(key, ())})
        alike = np.count_nonzero(values[near] == values[number], axis=1) >= SIMILAR * SIZE
        fitting = (near[at] for at in np.flatnonzero(alike).tolist())
        original = next((other for other in fitting if not _apart(days[number], days[other])), None)
        if original is not None:
            copies[doc_ids[number]] = doc_ids[original]
            continue
        for key in keys:
            bucket = buckets.setdefault(key, [])
            if len(bucket) < _BUCKET:
                bucket.append(number)
    return copies


def _bands(values: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """For each sketch a number for each of its bands, equal for equal ones; and whether it shares one with another sketch."""
    keys = values.reshape(len(values), -1, _BAND).view(np.uint64)[:, :, 0]
    bands = np.empty(keys.shape, np.int64)
    shared = np.zeros(len(values), bool)
    for at in range(keys.shape[1]):
        _, bands[:, at], counts = np.unique(keys[:, at], return_inverse=True, return_counts=True)
        shared |= counts[bands[:, at]] > 1
    return bands, shared


def _day(value: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


def _apart(day: datetime.date | None, other: datetime.date | None) -> bool:
    """Whether the days of two texts say that none is a copy of the other."""
    return day is not None and other is not None and abs(day - other) > _WEEK
