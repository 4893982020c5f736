"""Greedy transitions of many texts side by side.

spaCy's own loop lets go of the interpreter's lock and takes it again in every query of a state, which is a third of its
time; this one keeps it, and calls spaCy's functions for the states, the scores and the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def is_greedy(component: Any) -> bool:
    """Whether a component decides by greedy transitions: a dependency parser or entity recognizer without a beam."""
    return hasattr(component, "transition_states") and component.cfg.get("beam_width", 1) == 1


def run_transitions(component: Any, docs: Sequence[Any]) -> None:
    """Set what a parser or entity recognizer finds on docs, as its `pipe` would."""
    states = component.moves.init_batch(docs)
    live = [state for state in states if not state.is_final()]
    if live:
        step = component.model.predict(docs)
        score = _scorer(step)
        while live:
            live = component.transition_states(live, score(live))
        step.clear_memory()
    component.set_annotations(docs, states)


def stands_test(component: Any, docs: Sequence[Any]) -> bool:
    """Whether `run_transitions` finds on these docs what the component itself does: it uses private parts of spaCy."""
    ours, theirs = [doc.copy() for doc in docs], [doc.copy() for doc in docs]
    try:
        run_transitions(component, ours)
    except Exception:  # Whatever a part raises that is not what it was.
        return False
    component.set_annotations(theirs, component.predict(theirs))
    return all(mine.to_json() == other.to_json() for mine, other in zip(ours, theirs, strict=True))


def _scorer(step: Any) -> Callable[[Sequence[Any]], Any]:
    """States to scores, a row each: spaCy's own function, without its bookkeeping for training where that is all it adds."""
    upper = step.vec2scores
    if upper is None or upper.name != "linear" or not step._class_mask.all():
        return step.predict  # type: ignore[no-any-return]
    ops, weight, bias = upper.ops, upper.get_param("W"), upper.get_param("b")
    token_ids, hidden = step.get_token_ids, step.state2vec.predict

    def score(states: Sequence[Any]) -> Any:
        scores = ops.gemm(hidden(token_ids(states)), weight, trans2=True)
        scores += bias
        return scores

    return score
