"""Turns: who speaks where in transcripts, from the labels at the start of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A paragraph of a turn: its words, and the label it was opened with."""

    start: int
    end: int
    label_start: int
    label_end: int
    previous: int | None = None
    """Start of the paragraph it goes on from."""


_WORD = r"[^\W\d_][\w’'.-]*"
_CAPITALS = re.compile(
    r"((?:[A-Z][A-Z’'.-]*[A-Z.]|[A-Z]\.)(?:[ ,]+(?:[A-Z][A-Z’'.-]*|of|de|bin|al)){0,7}(?:\s?\([^()\n]{1,60}\)){0,2})(?:\s?:\s+|\s?：\s*)"
)
_WORDS = re.compile(_WORD)
_SMALL = frozenset({"of", "for", "and", "the", "de", "bin", "al"})
_LETTER = re.compile(
    r"(Q|A)(?:uestion|nswer)?(?:\s?\(([^()\n]{1,60})\))?(?:\s?[:.]\s+|\s?：\s*|\s{2,}|\t\s*|\s(?=[A-Z“\"(]))"
)
_MIXED = re.compile(rf"((?:(?:{_WORD})[ ,]+){{0,7}}(?:{_WORD})(?:\s?\([^()\n]{{1,60}}\)){{0,2}})(?:\s?:\s+|\s?：\s*)")
_STOPPED = re.compile(
    r"((?:The|Mr\.|Mrs\.|Ms\.|Dr\.|[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}) "
    r"[A-Z][A-Z’'-]{2,}(?: [A-Z][A-Z’'-]+)*(?:\s?\([^()\n]{1,60}\))?)\.\s+(?=[A-Z“])"
)
"""A label closed by a full stop, the name or the office in capitals: `Prime Minister KUROKAWA. `."""
_END = re.compile(r"(?:#\s?#\s?#|\* ?\* ?\*|-? ?END ?-?\b|\(?END\b|\d{1,2}[:.]\d\d ?[AaPp]\.?[Mm]\b)")


_ASKS = re.compile(r"(?:Q|Question|QUESTION)s?\.?\s?\d{0,2}")


def find_turns(text: str, bounds: Sequence[tuple[int, int]], fields: frozenset[str]) -> list[Turn]:
    """The turns of a transcript, one row a paragraph; nothing where fewer than two paragraphs carry a label.

    fields: labels of forms and lists, which nobody speaks under.
    """
    formal = {start for start, end in bounds if _is_field(text, start, end, fields)}
    labels = _labels(text, [bound for bound in bounds if bound[0] not in formal])
    if len(labels) < 2:
        return []
    following = {start: after for (start, _), (after, _) in pairwise(bounds)}
    # Where only questions are labelled, what follows one is an answer and no part of it.
    asked_only = all(_ASKS.fullmatch(text, start, stop) for start, (stop, _) in labels.items())
    found: list[Turn] = []
    label: tuple[int, int] | None = None
    for start, end in bounds:
        previous = None
        if start in formal:
            label = None
            continue
        if start in labels:
            label, begin = (start, labels[start][0]), labels[start][1]
        elif asked_only and text[end - 1] != "?":
            label = None
            continue
        elif label is None or (text[start] in "([" and text[end - 1] in ")]"):
            continue
        elif _ends_turn(text, start, end, followed=following.get(start) in labels):
            label = None
            continue
        else:
            begin, previous = start, found[-1].start if found else None
        if begin < end:
            turn = Turn(start=begin, end=end, label_start=label[0], label_end=label[1], previous=previous)
            found.append(turn)
    return found


def _ends_turn(text: str, start: int, end: int, *, followed: bool) -> bool:
    """Whether an unlabelled paragraph is no speech: an end mark, capitals, a number with a title, a title before a label."""
    if _END.match(text, start, end) or not any(c.islower() for c in text[start : min(end, start + 200)]):
        return True
    if end - start > 90 or text[end - 1] in ".?!,;:…—–-”\"’')":
        return False
    words = text[start:end].split()
    numbered = len(words) > 1 and words[0].rstrip(".)").isdigit() and words[0][-1] in ".)"
    return numbered or (followed and len(words) <= 8 and words[0][0].isupper() and _is_title(words))


def _is_title(words: Sequence[str]) -> bool:
    """Whether all long words have a capital."""
    return all(w[0].isupper() or len(w) < 5 for w in words)


def _is_field(text: str, start: int, end: int, fields: frozenset[str]) -> bool:
    """Whether a paragraph opens with the label of a field or a list: alone, or with what it is of."""
    label = _MIXED.match(text, start, min(end, start + 200))
    if label is None:
        return False
    words = label[1].lower().replace("’", "'")
    return words in fields or _OF.split(words, maxsplit=1)[0] in fields


_OF = re.compile(r"\s(?=(?:of|at|for|by|to|from|on)\s)|\s?\(")


def _labels(text: str, bounds: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Start of a labelled paragraph → end of its label and start of its words."""
    sure: dict[int, tuple[int, int]] = {}
    maybe: list[tuple[str, int, int, int]] = []
    for start, end in bounds:
        capitals = _CAPITALS.match(text, start, end) or _STOPPED.match(text, start, end)
        letter = _LETTER.match(text, start, end)
        if letter and (letter[2] or letter.end() < end):
            sure[start] = (
                letter.end(2) + 1
                if letter[2]
                else letter.end(1) + (len(letter[0].replace("：", ":").split(":")[0].split()[0]) - 1),
                letter.end(),
            )
        elif capitals and len(capitals[1]) > 1:
            sure[start] = (capitals.end(1), capitals.end())
        else:
            mixed = _MIXED.match(text, start, end)
            if mixed and mixed[1][0].isupper() and end - mixed.end() > 1:
                maybe.append((mixed[1], start, mixed.end(1), mixed.end()))
    if all(text[start:stop] == "A" for start, (stop, _) in sure.items()):
        # `A man left.`: without a question there are no answers.
        sure = {}
    counted = Counter(label for label, *_ in maybe)
    titled = [m for m in maybe if all(w[0].isupper() or w in _SMALL for w in _WORDS.findall(m[0]))]
    surnames = Counter(_WORDS.findall(label.partition("(")[0])[-1] for label, *_ in titled)
    # `Secretary General, Ann Lee:`, then `Ann Lee:`: one person under two labels, among other speakers.
    shared = len(titled) > 3 and any(n > 1 and len(surnames) > 1 for n in surnames.values())
    if sure or shared or any(counted[label] > 1 for label, *_ in titled):
        sure.update({start: (stop, begin) for _, start, stop, begin in titled})
    return sure
