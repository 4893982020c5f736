"""The gazetteer: names in a sentence's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.gazetteer import READS, Gazetteer, load_gazetteer
from pipeline.knowledge import Models


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer(Models(Path(__file__).parents[1] / "models", READS))


def found(sentence: str) -> list[tuple[str, str]]:
    """Surface and id of the sure names in a sentence whose words are parted by spaces."""
    words = sentence.split()
    return [
        (" ".join(words[start:end]), names[0].thing)
        for start, end, names in _gazetteer().matches(words)
        if names[0].sure
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("MOSCOW , May 5", [("MOSCOW", "place:moscow")]),
        ("the U.S. and the US told us", [("U.S.", "country:USA"), ("US", "country:USA")]),
        ("Guinea - Bissau and Côte d’Ivoire", [("Guinea - Bissau", "country:GNB"), ("Côte d’Ivoire", "country:CIV")]),
        ("the Russian Foreign Ministry said", [("Russian Foreign Ministry", "ministry:RUS")]),
        ("Foreign Ministry of Serbia", [("Foreign Ministry of Serbia", "ministry:SRB")]),
        (
            "Ministry of Foreign Affairs of the Kyrgyz Republic",
            [("Ministry of Foreign Affairs of the Kyrgyz Republic", "ministry:KGZ")],
        ),
        ("the Embassy of Norway in Kenya", [("Embassy of Norway in Kenya", "embassy:NOR:KEN")]),
        ("the Assembly 's Third Committee", [("Assembly 's Third Committee", "body:un-third-committee")]),
        ("UN GA met", [("UN GA", "body:un-general-assembly")]),
        ("WHO said so ?", []),
    ],
)
def test_names(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected
