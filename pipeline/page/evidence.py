"""Evidence: candidates for a fact of the page, the weights of their features added up, and the winner by a margin."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.resources import Models

WEIGHTS = "en/page_evidence.csv"
"""The file of `models/` that `load_weights` reads."""

T = TypeVar("T", bound=Hashable)
Weights = Mapping[str, Mapping[str, float]]
"""Decision → feature → weight."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of `page_evidence.csv`: what one feature of a candidate counts for one decision."""

    decision: str
    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible value, the features that speak for and against it, and the words it was read from."""

    value: T
    features: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The best candidate, and the best one of another value that comes within the margin; None where there is none."""

    winner: Candidate[T] | None = None
    rival: Candidate[T] | None = None
    score: float = 0.0


def load_weights(models: Models) -> Weights:
    """The weights by decision; raises KnowledgeError naming file and line."""
    weights: dict[str, dict[str, float]] = {}
    for row in models.csv(WEIGHTS, Weight):
        weights.setdefault(row.decision, {})[row.feature] = row.weight
    return weights


def choose(candidates: Iterable[Candidate[T]], weights: Mapping[str, float], margin: float = 0.0) -> Choice[T]:
    """The candidate with the highest sum of weights, the first of equals; no winner below the weight `least`.

    Candidates of one value vouch for it: each further one adds the weight `vouched`. A feature without a weight counts
    nothing.
    """
    best: dict[T, tuple[float, Candidate[T]]] = {}
    for candidate in candidates:
        score = sum(weights.get(feature, 0.0) for feature in candidate.features)
        known = best.get(candidate.value)
        if known is None:
            best[candidate.value] = score, candidate
            continue
        top = known if known[0] >= score else (score, candidate)
        best[candidate.value] = top[0] + weights.get("vouched", 0.0), top[1]
    ranked = sorted(best.values(), key=lambda each: -each[0])
    if not ranked or ranked[0][0] < weights.get("least", 0.0):
        return Choice()
    score, winner = ranked[0]
    rival = next((c for s, c in ranked[1:2] if score - s < margin), None)
    return Choice(winner, rival, score)
