"""Acts: who did what towards whom with words that are no quotation."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from pipeline.quotes.ranking import SIGNS, Signs, Weights, best_of

Analyse = Callable[..., SimpleNamespace]
ESTONIA = "Foreign Minister Margus Kallas of Estonia "


@pytest.mark.parametrize(
    ("text", "act", "target", "topic"),
    [
        (ESTONIA + "accused Latvia of closing the strait.", "ACCUSE", "Latvia", "closing the strait"),
        (ESTONIA + "called on Latvia to open the strait.", "REQUEST", "Latvia", "to open the strait"),
        (ESTONIA + "urged Latvia to open the strait.", "REQUEST", "Latvia", "to open the strait"),
        (ESTONIA + "condemned the attack on the ferry.", "ACCUSE", None, "the attack on the ferry"),
        (ESTONIA + "thanked Latvia for its help.", "SUPPORT", "Latvia", "its help"),
        (ESTONIA + "rejected the offer of the council.", "REJECT", None, "the offer of the council"),
        (ESTONIA + "pledged to open the strait.", "AGREE", None, "to open the strait"),
    ],
)
def test_acts_have_actor_target_and_topic(
    analyse: Analyse, text: str, act: str, target: str | None, topic: str
) -> None:
    (row,) = analyse(text).acts
    assert (row.act, row.actor_name, row.target_name, row.topic) == (act, "Margus Kallas", target, topic)
    assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    "text",
    [
        ESTONIA + "may condemn the attack.",
        ESTONIA + "wants to thank Latvia.",
        "If Estonia condemned the attack, Latvia would leave.",
        "The storm accused nobody of anything.",
        "“We condemn the attack on the ferry,” the minister said.",
    ],
)
def test_what_is_no_act(analyse: Analyse, text: str) -> None:
    assert analyse(text).acts == []


@pytest.mark.parametrize("text", [ESTONIA + "did not condemn the attack.", ESTONIA + "refused to condemn the attack."])
def test_what_was_not_done_is_negated(analyse: Analyse, text: str) -> None:
    assert [row.negated for row in analyse(text).acts] == [True]


def test_several_speakers_are_all_named(analyse: Analyse) -> None:
    (row,) = analyse("Canada and Mexico said the panel would have to meet.").quotes
    assert (row.speaker_kind, row.speaker_name, row.speaker_country) == ("several", None, None)
    assert (row.speaker_names, row.speaker_countries) == (["Canada", "Mexico"], ["CAN", "MEX"])


def test_one_speaker_is_the_only_one_of_the_lists(analyse: Analyse) -> None:
    (row,) = analyse(ESTONIA + "said that the strait was open.").quotes
    assert (row.speaker_names, row.speaker_countries) == (["Margus Kallas"], ["EST"])


def _signs(**given: float) -> Signs:
    return Signs(**{**dict.fromkeys(SIGNS, 0.0), **given})


def test_best_of_needs_the_margin() -> None:
    weights = Weights(tuple(1.0 if name == "subject" else 0.1 for name in SIGNS), margin=0.5)
    near, far = _signs(subject=1), _signs(known=1)
    assert best_of([("far", far), ("near", near)], weights) == "near"
    assert best_of([("near", near), ("also", _signs(subject=1, known=1))], weights) is None
    assert best_of([("alone", far)], weights) == "alone"
    assert best_of([], weights) is None
