"""Ranking: the candidates for an antecedent side by side, each with signs for and against it, weighed by a linear scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from pipeline.resources import KnowledgeError, Models

WEIGHTS = "en/speaker_weights.txt"
READS = (WEIGHTS,)
"""Files of `models/` that `read_weights` takes."""

Candidate = TypeVar("Candidate")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for or against a candidate for the antecedent of a word.

    here: named in the word's own sentence. distance: sentences back to the last mention. subject: subject of the sentence of the
    last mention. leads: named first in it. reports: source of words in it. reporter: the last source of words before the word.
    told: the last mention stands in a reported clause. known: the gender is
    known and agrees. frequent: share of the mentions. attached: the word stands in a relative clause on a phrase that names them.
    """

    here: float
    distance: float
    subject: float
    leads: float
    reports: float
    reporter: float
    told: float
    known: float
    frequent: float
    attached: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each sign, and the margin by which the best candidate must lead the next."""

    signs: tuple[float, ...]
    margin: float

    def score(self, signs: Signs) -> float:
        """The weighed sum of the signs."""
        return sum(weight * float(getattr(signs, name)) for weight, name in zip(self.signs, SIGNS, strict=True))


SIGNS = tuple(field.name for field in fields(Signs))
"""Names of the signs, in order."""


def read_weights(models: Models) -> Weights:
    """The weights of `models/`; raises KnowledgeError where a sign has none."""
    values = {name: float(value) for name, value in models.pairs(WEIGHTS).items()}
    wanted = {*SIGNS, "margin"}
    if set(values) != wanted:
        raise KnowledgeError(f"{WEIGHTS}:0: weights for {sorted(values)}, expected {sorted(wanted)}")
    return Weights(tuple(values[name] for name in SIGNS), values["margin"])


def best_of(candidates: Sequence[tuple[Candidate, Signs]], weights: Weights) -> Candidate | None:
    """The candidate with the highest score; None where no candidate leads the next by the margin."""
    ranked = sorted(((weights.score(signs), -n) for n, (_, signs) in enumerate(candidates)), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < weights.margin):
        return None
    return candidates[-ranked[0][1]][0]
