"""Embeddings computed once for each distinct token of a batch: a token's embedding depends on the token alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import IDS, ORTH
from thinc.api import Model

ALONE = frozenset(
    [
        "extract_features",
        "list2ragged",
        "ragged2list",
        "ints-getitem",
        "hashembed",
        "static_vectors",
        "maxout",
        "layernorm",
        "dropout",
    ]
)
"""Layers that look at one token at a time."""


class DistinctTokens:
    """What the embedding layers ask of a Doc, for the distinct tokens of several Docs."""

    def __init__(self, docs: Sequence[Any], columns: Sequence[Any]) -> None:
        self.vocab = docs[0].vocab
        self._place = {column: number for number, column in enumerate(columns)}
        rows = np.concatenate([np.asarray(doc.to_array(list(columns)), dtype="uint64") for doc in docs])
        # As one field of bytes a token, so that they are compared whole.
        whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
        _, first, self.places = np.unique(whole, return_index=True, return_inverse=True)
        self._rows = rows[first]

    def __len__(self) -> int:
        return len(self._rows)

    def to_array(self, wanted: Any) -> Any:
        """The attributes of the distinct tokens, one column each, or one array for a single attribute."""
        if isinstance(wanted, list | tuple):
            return self._rows[:, [self._place[attribute(name)] for name in wanted]]
        return self._rows[:, self._place[attribute(wanted)]]


def attribute(name: str | int) -> int:
    """The number of a token attribute."""
    return int(IDS[name]) if isinstance(name, str) else name


def embed_distinct(model: Any) -> bool:
    """Let a tok2vec model (embedding, encoding) embed each distinct token once; False if its layers may not allow it."""
    if len(model.layers) != 2:
        return False
    embed = model.layers[0]
    if not embed.layers or embed.layers[-1].name != "ragged2list":
        return False
    leaves = [node for node in embed.walk() if not node.layers]
    extracts = [node for node in leaves if node.name == "extract_features"]
    if not extracts or any(node.name not in ALONE for node in leaves):
        return False
    columns = {attribute(name) for node in extracts for name in node.attrs["columns"]}
    model.layers[0] = Model(
        "distinct_tokens",
        _forward,
        layers=[embed],
        dims={"nO": embed.maybe_get_dim("nO")},
        attrs={"attributes": sorted(columns | {ORTH})},
        ops=embed.ops,
    )
    return True


def _forward(model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
    embed = model.layers[0]
    full = [doc for doc in docs if len(doc)]
    if is_train or not full:
        return embed(docs, is_train)  # type: ignore[no-any-return]
    tokens = DistinctTokens(full, model.attrs["attributes"])
    rows = embed.predict([tokens])[0][tokens.places]
    ends = np.cumsum([len(doc) for doc in docs])
    return [rows[end - len(doc) : end] for doc, end in zip(docs, ends, strict=True)], None
