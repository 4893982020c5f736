"""The model's entities made fit to be mentions: cut to the name, split where they hold several, labels repaired."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.candidates import LINKS, Candidate, Surroundings, is_name_word
from pipeline.names import name_end
from pipeline.words import BREAK, Words

LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
"""Labels that a mention can have."""

_PLACES = frozenset({"GPE", "NORP", "LOC"})
_PARTS = frozenset(
    [
        "Article",
        "Articles",
        "Section",
        "Sections",
        "Chapter",
        "Annex",
        "Paragraph",
        "Paragraphs",
        "Rule",
        "Title",
        "Part",
        "Resolution",
        "Resolutions",
        "Decision",
    ]
)
_SHELLS = frozenset(
    [
        "Government",
        "Governments",
        "Authorities",
        "People",
        "Article",
        "Articles",
        "Preamble",
        "Member",
        "Members",
        "Territory",
    ]
)
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_PLACE_CUE = re.compile(
    r"(?:\b[Ii]n|\bnear|\bacross|\bfrom|\bto|\baround|\boutside|\binside|\bvisit(?:ed|s)?|\btown of|\bcity of)\s(?:the\s)?$"
)


def find_guesses(doc: Doc, around: Surroundings) -> Iterator[Candidate]:
    """Candidates from the entities of the model."""
    words = around.words
    for ent in doc.ents:
        if ent.label_ not in LABELS:
            continue
        i = bisect_left(words.starts, ent.start_char)
        j = bisect_right(words.ends, ent.end_char)
        # A span that starts inside one of our words, or whose token goes on after it (`U.S.-designated`).
        if i and words.ends[i - 1] > ent.start_char:
            i -= 1
        for start, end in _stretches(words, i, j):
            if ent.label_ == "PERSON":
                yield from _people(start, end, around)
            else:
                yield from _trim(start, end, ent.label_, around)


def _stretches(words: Words, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The parts of a span between breaks and possessives."""
    start = i
    for k in range(i, j):
        if words.texts[k] is BREAK or words.texts[k] in ("’s", "'s"):
            if k > start:
                yield start, k
            start = k + 1
    if j > start:
        yield start, j


def _trim(i: int, j: int, label: str, around: Surroundings) -> Iterator[Candidate]:
    """A stretch without articles, signs, titles and known names at its ends."""
    texts, known, lists = around.words.texts, around.known, around.lists
    i = _cut_start(i, j, around)
    j = _cut_end(i, j, around)
    if i >= j or known.get(i) == j or (texts[i] in _MONTHS and j - i > 1 and texts[i + 1][0].isdigit()):
        return
    if (j - i == 1 and texts[i] in lists.headings) or lists.is_generic(" ".join(texts[i:j]).split(" of ")[0]):
        return
    if texts[i] in _PARTS and j - i > 1 and texts[i + 1][0].isdigit():
        return
    if label in _PLACES and any(texts[k] in (",", "and") for k in range(i, j)):
        return
    if _is_portfolio(i, j, around) or not _says_more(i, j, label, around):
        return
    label = _label(i, j, label, around)
    if label != "PERSON":
        yield Candidate(i, j, label, "model", 5)


def _cut_start(i: int, j: int, around: Surroundings) -> int:
    """Start without articles, signs and `Government of the`, with the `al-` that the model's tokens leave out."""
    texts, lists = around.words.texts, around.lists
    while i < j and i not in around.known:
        if texts[i] in _SHELLS and i + 1 < j and (texts[i + 1] == "of" or texts[i + 1][0].isdigit()):
            i += 2
        elif (
            not is_name_word(texts[i]) and not (texts[i].lower() in ("al", "el") and i + 1 < j and texts[i + 1] == "-")
        ) or (lists.is_title(texts[i]) and i + 1 < j and not any(lists.head(t) for t in texts[i:j])):
            i += 1
        else:
            break
    if i > 1 and texts[i - 1] == "-" and texts[i - 2].lower() in ("al", "el", "ash", "an", "as") and i < j:
        i -= 2
    return i


def _cut_end(i: int, j: int, around: Surroundings) -> int:
    """End without signs, small words, numbers, possessives and office words; nothing after an opening bracket."""
    texts, lists = around.words.texts, around.lists
    for k in range(i + 1, j):
        if texts[k] == "(" and ")" not in texts[k:j]:
            j = k
            break
    has_head = any(lists.head(texts[k]) for k in range(i, j))
    while j > i and around.ends.get(j, -1) < i:
        word = texts[j - 1]
        if word == ")" and "(" in texts[i:j]:
            break
        if (
            not word[0].isalnum()
            or word in LINKS
            or word[0].islower()
            or (lists.is_office(word) and not (has_head and j - 2 > i and texts[j - 2] in LINKS))
            or (word in lists.headings and j - i > 1 and around.in_heading(i))
        ):
            j -= 1
        else:
            break
    return j


def _is_portfolio(i: int, j: int, around: Surroundings) -> bool:
    """Whether the words say what somebody is responsible for: `Minister of [Foreign Affairs and Trade]`."""
    texts, lists = around.words.texts, around.lists
    if any(lists.head(t) for t in texts[i:j]) or i in around.known:
        return False
    k = i - 1
    while k > 0 and texts[k] in ("the", "("):
        k -= 1
    if k >= 1 and texts[k] in ("of", "for", "on") and lists.is_title(texts[k - 1]):
        return j - i > 1 or texts[i] in ("Defence", "Defense", "Finance", "Trade", "Justice", "Energy", "Commerce")
    return k >= 0 and k < i - 1 and texts[i - 1] == "(" and lists.is_title(texts[k])


def _says_more(i: int, j: int, label: str, around: Surroundings) -> bool:
    """Whether a stretch with known names inside is a name of its own rather than these names and their surroundings."""
    texts, known, lists = around.words.texts, around.known, around.lists
    inner = [k for k in range(i, j) if k in known and known[k] <= j]
    if not inner:
        return True
    if any(lists.head(texts[k]) for k in range(i, j) if not any(s <= k < known[s] for s in inner)):
        return True
    if (
        texts[known[inner[0]] : known[inner[0]] + 1] == ["-"]
        and known[inner[0]] + 1 < j
        and known[inner[0]] + 1 not in known
    ):
        return True
    if label in ("GPE", "NORP", "LOC", "PERSON") or around.in_heading(i):
        return False
    if inner[0] == i:
        rest = known[i]
        if around.labels(i) & {"ORG", "LAW", "EVENT"}:
            return False
        content = [k for k in range(rest, j) if is_name_word(texts[k]) and not lists.is_office(texts[k])]
        return bool(content) and not lists.is_generic(" ".join(texts[rest:j]))
    return not all(around.labels(k) & {"ORG"} for k in inner) or label in ("WORK_OF_ART", "LAW", "EVENT")


def _label(i: int, j: int, label: str, around: Surroundings) -> str:
    """The label by the name's own head noun, where it has one; a nation that something happens in is a place."""
    texts, lists = around.words.texts, around.lists
    head = lists.head(texts[j - 1]) or lists.head(texts[i])
    if head is not None and j - i > 1:
        return head.label
    if label == "NORP" and _PLACE_CUE.search(
        around.words.text, max(0, around.words.starts[i] - 12), around.words.starts[i]
    ):
        return "GPE"
    return label


def _people(i: int, j: int, around: Surroundings) -> Iterator[Candidate]:
    """The personal names in a stretch the model takes for a person."""
    texts, lists = around.words.texts, around.lists
    if j - i > 1 and (lists.head(texts[i]) or lists.head(texts[j - 1])) and not lists.is_title(texts[i]):
        yield from _trim(i, j, "ORG", around)
        return
    k = i
    while k < j:
        if k in around.known and "PERSON" not in around.labels(k) and not _could_be_person(k, j, around):
            k = around.known[k]
            continue
        end = name_end(around, k)
        if end > k:
            yield Candidate(k, end, "PERSON", "model", 5)
            k = end
        else:
            k += 1


def _could_be_person(k: int, j: int, around: Surroundings) -> bool:
    """Whether a known name at k may be a given name: `Jordan`, `Chad`, `Georgia` before a surname."""
    after, texts = around.known[k], around.words.texts
    return (
        after == k + 1
        and after < j
        and is_name_word(texts[after])
        and not around.lists.is_title(texts[after])
        and any(not n.sure or n.label == "GPE" for n in around.names[k])
    )
