"""The model's entities made fit to be mentions: cut to the name, split where they hold several, labels repaired."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.entities.candidates import LINKS, Candidate, Surroundings
from pipeline.entities.from_titles import could_be_given, name_end
from pipeline.entities.words import BREAK, Words
from pipeline.text.annotated import Text

LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
"""Labels that a mention can have."""

_PLACES = frozenset({"GPE", "NORP", "LOC"})
_ARTICLES = frozenset({"al", "el", "ash", "an", "as", "ar", "at"})
_PLACE_CUE = re.compile(
    r"(?:\b[Ii]n|\bnear|\bacross|\bfrom|\bto|\baround|\boutside|\binside|\bvisit(?:ed|s)?|\b(?:town|city|port|province|region) of)"
    r"\s(?:the\s)?$"
)
_PLACE_GOES_ON = re.compile(r"[^\s\w]|\s(?:region|area|province|and|or|on|in|by|to|for|with|as|is|was|has)\b|$")


@dataclass(frozen=True, slots=True)
class Guess:
    """An entity of the model: its tokens (last exclusive) and its characters."""

    first: int
    last: int
    label: str
    start: int
    end: int


def find_guesses(text: Text, around: Surroundings) -> Iterator[Candidate]:
    """Candidates from the entities of the model."""
    words = around.words
    former: Guess | None = None
    for first, last, label in text.named:
        if label not in LABELS:
            continue
        ent = Guess(first, last, label, text.starts[first], text.ends[last - 1])
        if label == "PERSON" and former is not None and _is_forename(former, ent, around):
            yield Candidate(
                bisect_left(words.starts, former.start),
                bisect_right(words.ends, ent.end),
                "PERSON",
                "model",
            )
        former = ent
        i = bisect_left(words.starts, ent.start)
        j = bisect_right(words.ends, ent.end)
        # The model's token may open or close inside one of our words (`U.S.-designated`).
        if i and words.ends[i - 1] > ent.start:
            i -= 1
        for start, end in _stretches(words, i, j):
            if _is_destination(start, end, label, around):
                yield Candidate(start, end, "GPE", "model")
            elif label == "PERSON" and end - start == 1 and words.texts[end : end + 1] == ["No"]:
                continue  # `Law No. 18`
            elif label == "PERSON":
                yield from _people(start, end, around)
            else:
                yield from _trim(start, end, label, around)


def _is_forename(before: Guess, person: Guess, around: Surroundings) -> bool:
    """Whether a single unknown word that the model takes for something else is the first part of a name: `Marat | Igorevich Levin`."""
    words = around.words
    i = bisect_left(words.starts, before.start)
    if (
        before.last - before.first != 1
        or before.label == "PERSON"
        or before.last != person.first
        or i >= len(words.texts)
    ):
        return False
    plain = (
        i not in around.known and around.lists.is_personal(words.texts[i]) and around.lists.head(words.texts[i]) is None
    )
    return plain and words.starts[i] == before.start and not words.texts[i].isupper() and not around.in_heading(i)


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


_JOURNEY = re.compile(
    r"\b(?:travel(?:l?ed|s|l?ing)?|fl(?:ew|ies|ying)|trip|visit|road|return(?:ed|s|ing)?|drove|deployed|sailed|marched|arriv(?:ed|es|ing|al))"
    r"\s(?:to|in|at|for)\s$"
)
_JOURNEYS_END = re.compile(r"[.,;]|\s(?:on|for|in|despite|and|after|where|with|to|yesterday|today)\b|$")


def _is_destination(i: int, j: int, label: str, around: Surroundings) -> bool:
    """Whether an unknown word is where somebody goes: `travelled to Argyle`, `the road to Jowhar`."""
    words, lists = around.words, around.lists
    if label not in ("ORG", "PERSON", "NORP", "LOC", "FAC") or j - i != 1 or i in around.known:
        return False
    word, start = words.texts[i], words.starts[i]
    plain = word.isalpha() and not word.isupper() and lists.is_personal(word) and not lists.head(word)
    return bool(
        plain
        and _JOURNEY.search(words.text, max(0, start - 18), start)
        and _JOURNEYS_END.match(words.text, words.ends[i])
    )


def _trim(i: int, j: int, label: str, around: Surroundings) -> Iterator[Candidate]:
    """A stretch without articles, signs, titles and known names at its ends."""
    texts, lists = around.words.texts, around.lists
    if texts[j : j + 2] in (["’s", "Day"], ["'s", "Day"]) and texts[i][0].isupper():
        yield Candidate(i, j + 2, "EVENT", "model")  # `International Women’s Day`
        return
    if _PARTY.fullmatch(around.words.surface(i, j)):
        return
    i = _cut_start(_after_leaders(i, j, around), j, around)
    if i < j and around.known.get(i, 0) > j:
        return  # the known name goes on
    j = _cut_end(i, j, around)
    if i < j and _names_nothing(i, j, label, around):
        return
    if i >= j or around.known.get(i) == j or (j - i == 1 and texts[i] in lists.headings):
        return
    if lists.is_generic(" ".join(texts[i:j]).split(" of ")[0]):
        return
    if label in _PLACES and any(texts[k] in (",", "and") for k in range(i, j)):
        return
    if not _is_portfolio(i, j, around) and _says_more(i, j, label, around):
        yield Candidate(i, j, _label(i, j, label, around), "model")


_PARTS = frozenset(
    {"Article", "Articles", "Chapter", "Section", "Phase", "Stage", "Level", "Tier", "Track", "Pillar", "Part"}
)
"""Nouns that a number follows: `Article IX`, `Phase 3` name no thing of their own."""
_PARTY = re.compile(r"[RDI]-[A-Z].{0,20}")
"""Party and state of a member of Congress: `(R-Utah)`."""
_FIGURE = re.compile(r"\d{2,4}")
_NUMERAL = re.compile(r"\d+[a-z]?|[IVXL]+|[A-Z]")


_LEADERS = frozenset({"Heads", "Head", "Leaders", "Ministers", "Presidents", "Representatives"})


def _after_leaders(i: int, j: int, around: Surroundings) -> int:
    """Start of the known body whose leaders a guess names: `Heads of State and Government of the | Community of …`."""
    texts = around.words.texts
    first = i + 1 if texts[i].lower() == "the" else i
    if texts[first : first + 1] == [] or texts[first] not in _LEADERS or texts[first + 1 : first + 2] != ["of"]:
        return i
    return next((k for k in range(i + 2, j) if k in around.known and texts[k - 1] in ("of", "the")), i)


def _names_nothing(i: int, j: int, label: str, around: Surroundings) -> bool:
    """Whether a guess is a numbered part of something, or ends in a noun no body is called by: `Foreign Military Financing`."""
    texts, lists = around.words.texts, around.lists
    if "/" in texts[i:j] and any(_FIGURE.fullmatch(t) for t in texts[i:j]):
        return True  # `27 Safar 1447 / 21 August`
    if texts[i] in _PARTS and j - i > 1:
        return all(_NUMERAL.fullmatch(t) or not t[0].isalnum() for t in texts[i + 1 : j])
    if j - i == 1 and i > 1 and texts[i - 1] == "(" and texts[i - 2] in lists.abstract:
        return texts[i].isupper()  # … (FMF)
    if label not in ("ORG", "EVENT", "FAC", "LAW") or texts[j - 1].capitalize() not in lists.abstract:
        return False
    inside = any(k in around.known and around.known[k] <= j for k in range(i, j))
    return not inside and not any(lists.head(texts[k]) for k in range(i, j))


def _cut_start(i: int, j: int, around: Surroundings) -> int:
    """Start without articles, signs and `Government of the`, with the `al-` that the model's tokens leave out."""
    texts, lists = around.words.texts, around.lists
    while i < j and i not in around.known:
        word = texts[i]
        if word in lists.shells and i + 1 < j and (texts[i + 1] == "of" or texts[i + 1][0].isdigit()):
            i += 2
        elif word.lower() in _ARTICLES and texts[i + 1 : i + 2] == ["-"] and i + 2 < j:
            break
        elif not lists.is_name_word(word) or (
            (lists.is_title(word) or (lists.is_office(word) and i + 2 < j and lists.is_title(texts[i + 1])))
            and i + 1 < j
            and not any(lists.head(t) for t in texts[i:j])
        ):
            i += 1
        else:
            break
    if 1 < i < j and texts[i - 1] == "-" and texts[i - 2].lower() in _ARTICLES:
        i -= 2
    return i


def _cut_end(i: int, j: int, around: Surroundings) -> int:
    """End without signs, small words, possessives and office words; nothing after an opening bracket."""
    texts, lists = around.words.texts, around.lists
    if "(" in texts[i + 1 : j] and ")" not in texts[i:j]:
        j = texts.index("(", i + 1, j)
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
    k = i - 1
    if texts[i] == "State" and k > 0 and texts[k] == "of" and lists.is_title(texts[k - 1]):
        return True  # `Assistant Secretary of [State for Western Hemisphere] Affairs`
    if any(lists.head(t) for t in texts[i:j]):
        return False
    if (
        j - i > 1
        and texts[j - 1] == "Affairs"
        and all(t in lists.portfolios or t in LINKS or i + n in around.known for n, t in enumerate(texts[i:j]))
    ):
        return True
    if around.labels(i) & {"GPE", "NORP"} and around.known[i] < j and texts[j : j + 1] and lists.is_title(texts[j]):
        return True  # `Turkish [Communications] Director`
    if i in around.known:
        return False
    if k > 1 and texts[k] == "(" and texts[j : j + 1] == [")"] and lists.is_personal(texts[k - 1]):
        return j - i > 1 and any(t in lists.portfolios for t in texts[i:j])  # `Minister NAME (Trade and Industry)`
    if k > 0 and texts[k] == "and":
        # `Assistant on Communications and [New Media]`
        before = k - 1
        while before > 0 and lists.is_name_word(texts[before]) and before not in around.known:
            before -= 1
        k = before if texts[before] in ("of", "for", "on") else k
    while k > 0 and texts[k] in ("the", "("):
        k -= 1
    if k >= 1 and texts[k] in ("of", "for", "on") and lists.is_title(texts[k - 1]):
        return j - i > 1 or lists.is_office(texts[i])
    return 0 <= k < i - 1 and texts[i - 1] == "(" and lists.is_title(texts[k])


def _says_more(i: int, j: int, label: str, around: Surroundings) -> bool:
    """Whether a stretch with known names inside is a name of its own rather than these names and their surroundings."""
    texts, known, lists = around.words.texts, around.known, around.lists
    inner = [k for k in range(i, j) if k in known and known[k] <= j]
    if not inner:
        return True
    rest = known[inner[0]]
    if texts[j - 1] == "Administration" and "PERSON" in around.labels(inner[0]):
        return False
    if any(lists.head(texts[k]) for k in range(i, j) if not any(s <= k < known[s] for s in inner)):
        return True
    if texts[rest : rest + 1] == ["-"] and rest + 1 < j and rest + 1 not in known:
        return True
    if label in ("GPE", "NORP", "LOC", "PERSON") or around.in_heading(i):
        return False
    if (
        inner[0] == i
        and i > 1
        and texts[i - 1] in ("of", "for", "the")
        and any(map(lists.is_title, texts[max(i - 3, 0) : i]))
    ):
        return False
    if inner[0] == i:
        held = {k for start in inner for k in range(start, known[start])}
        content = [
            k
            for k in range(rest, j)
            if k not in held and lists.is_name_word(texts[k]) and not lists.is_office(texts[k])
        ]
        known_label = around.labels(i) & {"ORG", "LAW", "EVENT"}
        return bool(content) and not known_label and not lists.is_generic(" ".join(texts[rest:j]))
    return label in ("WORK_OF_ART", "LAW", "EVENT") or not all(around.labels(k) & {"ORG"} for k in inner)


def _label(i: int, j: int, label: str, around: Surroundings) -> str:
    """The label by the name's own head noun, where it has one; a nation that something happens in is a place."""
    texts, lists, start = around.words.texts, around.lists, around.words.starts[i]
    noun = texts.index("of", i, j) if "of" in texts[i + 1 : j] else j
    head = lists.head(texts[j - 1]) or lists.head(texts[noun - 1]) or lists.head(texts[i])
    if texts[j - 1] == "Day" and j - i > 1:
        return "EVENT"
    if head is not None and j - i > 1:
        return head.label
    text = around.words.text
    if (
        label == "NORP"
        and _PLACE_CUE.search(text, max(0, start - 16), start)
        and _PLACE_GOES_ON.match(text, around.words.ends[j - 1])
    ):
        return "GPE"
    return label


def _is_participle(i: int, around: Surroundings) -> bool:
    """Whether a word opens a sentence with a participle rather than being a given name."""
    words = around.words
    word, start = words.texts[i], words.starts[i]
    opens = words.text[max(0, start - 3) : start].rstrip(' “"‘')[-1:] in ("", ".", "\n", "!", "?", ":")
    return opens and len(word) > 5 and word.endswith("ing") and word not in around.lists.given


def _people(i: int, j: int, around: Surroundings) -> Iterator[Candidate]:
    """The personal names in a stretch the model takes for a person."""
    texts, lists = around.words.texts, around.lists
    if j - i > 1 and _is_participle(i, around):
        i += 1  # `Echoing Wang, he said …`
    if j - i > 1 and (lists.head(texts[i]) or lists.head(texts[j - 1])) and not lists.is_title(texts[i]):
        yield from _trim(i, j, "ORG", around)
        return
    k = i
    if i and "Affairs" in texts[i : j - 1] and lists.is_name_word(texts[i - 1]):
        # `Assistant Secretary for Near [Eastern Affairs NAME]`: the office ends inside the stretch.
        k = texts.index("Affairs", i, j) + 1
    while k < j:
        if k in around.known and "PERSON" not in around.labels(k) and not could_be_given(k, j, around):
            k = around.known[k]
            continue
        end = name_end(around, k)
        if end > k:
            yield Candidate(k, end, "PERSON", "model")
        k = max(end, k + 1)
