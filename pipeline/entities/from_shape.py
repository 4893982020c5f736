"""Names by their shape: a capitalised run around a noun such as Ministry, Treaty or Summit, acronyms in brackets, acts by number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.entities.candidates import LINKS, Candidate, Head, Surroundings
from pipeline.entities.words import BREAK, Words

_HYPHENS = ("-", "‑", "–")
_PLAIN = frozenset({"Joint", "Annual", "Regular", "Special", "New", "Extraordinary", "High-Level"})
_ACT_LINKS = frozenset({"of", "for", "in", "to"})
_OWNERS = frozenset(
    [
        "Women",
        "Children",
        "Men",
        "People",
        "Peoples",
        "Workers",
        "Farmers",
        "Lawyers",
        "Teachers",
        "Journalists",
        "Veterans",
        "Leaders",
        "Ministers",
        "Girls",
        "Youth",
        "Consumers",
        "Lord",
        "Doctors",
        "Students",
        "Soldiers",
        "Citizens",
        "Fishermen",
        "Nurses",
        "Writers",
        "Mothers",
        "Employers",
    ]
)
"""Whose a body is by its name: `Women's Council`, `Lawyers' Association`."""
_FORMS = frozenset({"LLC", "Inc", "Ltd", "Limited", "PLC", "GmbH", "JSC", "SA", "AG", "Corp"})
"""Legal forms that may stand after a comma."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_shaped(around: Surroundings) -> Iterator[Candidate]:
    """Names around each head noun: `Ministry of River Transport`, `Treaty on Open Skies`, `Munich Security Conference`."""
    words, lists = around.words, around.lists
    heads = {text: head for text in set(words.texts) if text[0].isupper() and (head := lists.head(text))}
    for k, text in enumerate(words.texts):
        head = heads.get(text)
        if head is None:
            continue
        i = _left(around, k, head)
        j = _right(around, max(k + 1, around.known.get(i, 0)), head, i)
        named = itertools.takewhile(lambda word: word[0].isupper(), words.texts[k + 1 : j])
        if head.opens and any(word in heads for word in named):
            continue  # a `River Commission` is no river
        if j - i > 1 and not _says_nothing(around, i, k, j, head.label):
            yield Candidate(i, j, head.label, f"shape-{head.label.lower()}", 3)


def _says_nothing(around: Surroundings, i: int, k: int, j: int, label: str) -> bool:
    """Whether every word besides the head noun is generic: `Regular Press Conference`, `Joint Committee`."""
    texts, lists = around.words.texts, around.lists
    if j == k + 1 and i not in around.known and lists.is_generic(" ".join(texts[max(i, k - 1) : k + 1])):
        return True
    owned = j == k + 1 and around.known.get(i) == k - 1 and label == "ORG"
    if owned and lists.is_generic(" ".join(texts[k - 1 : k + 1])):
        return True  # `Palestinian Civil Society`
    rest = [w for w in (*texts[i:k], *texts[k + 1 : j]) if lists.is_name_word(w)]
    return all(w in lists.headings or lists.is_title(w) or w in _PLAIN or w in lists.ranks for w in rest)


def _left(around: Surroundings, k: int, head: Head) -> int:
    """Start of the modifiers before the head noun at k."""
    lists, texts = around.lists, around.words.texts
    start = _cover(around, k)
    if start is not None:
        # The noun belongs to a known name: only an owner may stand before it (`UN Security Council`).
        while start in around.ends and around.ends[start] < start:
            start = around.ends[start]
        return start
    i, heading = k, around.in_heading(k)
    while i > 0:
        before = texts[i - 1]
        if i in around.ends and around.ends[i] < i and "PERSON" not in around.labels(around.ends[i]):
            i = around.ends[i]
            if heading and texts[i - 1] not in _HYPHENS:
                break
        elif lists.is_name_word(before) and not lists.is_title(before):
            if heading and before in lists.headings:
                break
            i -= 1
        elif i > 1 and lists.is_name_word(texts[i - 2]) and _binds(around, i, k, head):
            i -= 2
        else:
            break
    while i < k and not (lists.is_name_word(texts[i]) or i in around.known):
        i += 1
    return i


def _binds(around: Surroundings, i: int, k: int, head: Head) -> bool:
    """Whether the word before i holds the one before it in the name: a hyphen, a number, the `and` of two modifiers."""
    words = around.words
    between = words.texts[i - 1]
    if between in ("’s", "'s", "’", "'"):
        return words.texts[i - 2] in _OWNERS and i > 2
    if between == ",":
        return head.word in _FORMS and i == k  # `Pars Novin Sanat, LLC`
    if between in _HYPHENS:
        return words.ends[i - 1] == words.starts[i]
    if between in _ACT_LINKS and head.word == "Act":
        # `Freedom of Information Act`, `Justice for Victims of Trafficking Act`
        office = between != "for" and around.lists.is_title(words.texts[i - 2])
        plain = not (office or around.lists.head(words.texts[i - 2]))
        return plain and i - 1 not in around.ends and not around.in_heading(k)
    if between[0].isdigit():
        return i < k + 1 and len(between) < 3
    return (
        between in ("and", "&")
        and bool(head.links)
        and (not around.in_heading(k) or words.texts[i - 2] in around.lists.portfolios)
        and i - 1 not in around.ends
        and i not in around.known
        and not around.lists.is_title(words.texts[i - 2])
        and around.lists.head(words.texts[i - 2]) is None
    )


def _cover(around: Surroundings, k: int) -> int | None:
    """Start of the known name of several words over the k-th word."""
    for i in range(k, max(k - 12, -1), -1):
        if i in around.known:
            return i if around.known[i] > max(k, i + 1) else None
    return None


def _right(around: Surroundings, j: int, head: Head, i: int) -> int:
    """End of what follows the head noun: `of Foreign Affairs and Trade of the Republic of X`."""
    texts, size, heading = around.words.texts, len(around.words.texts), around.in_heading(i)
    if head.opens and i == j - 1 and not heading and j < size:
        while j < size and not any(n.sure for n in around.names.get(j, ())) and around.lists.is_name_word(texts[j]):
            j += 1
    complete = i in around.known and around.known[i] == j and j - i > 1
    if complete and heading:
        return j
    own = any(n.sure for n in around.names.get(i, ())) and around.known.get(i) == j == i + 1
    while j < size and texts[j] in head.links and (texts[j] == "of" or not complete):
        k = j + 1
        while k < size and texts[k] in ("the", "all", "its"):
            k += 1
        if texts[j] != "of" and head.label == "LAW" and around.labels(k) & {"GPE", "LOC", "PERSON"}:
            break
        end = _object(around, k, heading)
        if end == k or (own and k not in around.known):
            break  # `to Congress of the Actors List`
        j = end
    if complete and around.names[i][0].thing.startswith("ministry"):
        # `Ministry of Economy` is known, `…, Trade and Industry` is not.
        j = _portfolios(around, j)
    if j < size and head.label == "LAW" and _YEAR.fullmatch(texts[j]):
        j += 1
    return j


def _portfolios(around: Surroundings, j: int) -> int:
    """End of a list of things a ministry is for that goes on at j; j itself when none does."""
    texts, portfolios, at = around.words.texts, around.lists.portfolios, j
    while at + 1 < len(texts) and texts[at] in (",", "and", "&"):
        last = texts[at] != ","
        at += 1
        if not last and texts[at] == "and":
            last, at = True, at + 1
        if at >= len(texts) or texts[at] not in portfolios:
            return j
        while at < len(texts) and texts[at] in portfolios:
            at += 1
        if last:
            return at
    return j


def _object(around: Surroundings, k: int, heading: bool) -> int:
    """End of what `of` or `on` introduces at k; k itself when that is no name."""
    texts, lists = around.words.texts, around.lists
    if k in around.known:
        end = around.known[k]
        listed = texts[end : end + 1] == ["and"] and around.labels(k) == {"NORP"}
        goes_on = end < len(texts) and (listed or lists.is_name_word(texts[end]) or texts[end] in _HYPHENS)
        return _run(around, end) if goes_on and not heading and not lists.is_title(texts[end]) else end
    if k < len(texts) and lists.is_name_word(texts[k]) and not lists.is_office(texts[k]):
        return _run(around, k)
    return k


def _run(around: Surroundings, k: int) -> int:
    """End of a run of capitalised words joined by `and`, commas before `and`, or hyphens."""
    words, lists, texts = around.words, around.lists, around.words.texts
    size, heading = len(texts), around.in_heading(k)
    while k < size:
        if (
            lists.is_name_word(texts[k])
            and not lists.ends_body(texts[k])
            and not (heading and texts[k] in lists.headings)
        ):
            k += 1
        elif k + 1 < size and (
            (texts[k] in ("and", "&") and _goes_on(around, k + 1))
            or (texts[k] == "," and _list_goes_on(around, k))
            or (texts[k] in _HYPHENS and words.ends[k] == words.starts[k + 1] and texts[k + 1][0].isupper())
        ):
            k += 2
        else:
            break
    return k


def _goes_on(around: Surroundings, k: int) -> bool:
    """Whether the word after an `and` or a comma is one more of the things a body deals with, not the next name."""
    word, lists = around.words.texts[k], around.lists
    return lists.is_name_word(word) and k not in around.known and lists.head(word) is None and not lists.is_title(word)


def _list_goes_on(around: Surroundings, k: int) -> bool:
    """Whether the comma at k stands inside `Economy, Trade and Energy`."""
    texts, lists, at = around.words.texts, around.lists, k
    for _ in range(4):
        if texts[at : at + 1] != [","] or at + 1 >= len(texts) or not _goes_on(around, at + 1):
            return False
        at += 2
        while at < len(texts) and lists.is_name_word(texts[at]):
            at += 1
        if texts[at : at + 2] == [",", "and"]:
            at += 1
        if texts[at : at + 1] in (["and"], ["&"]):
            return at + 1 < len(texts) and _goes_on(around, at + 1)
    return False


_SETTLEMENT = re.compile(
    r"\b(?:town|city|village|municipality|settlement|port|district|province|governorate|oblast|county) of\s$"
)
_CUE_ENDS = frozenset({"of ", "in ", "In ", "ar ", "at ", "At ", "om ", "de ", "nd "})
"""Last characters of the cues, so that few places are searched."""
_PLACE_CUE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Ff]rom|[Oo]utside|[Aa]round)\s$")


def find_places(around: Surroundings) -> Iterator[Candidate]:
    """Places that a noun or a country tells: `the village of Nova Hreblia`, `in Tall Qasim, Syria`."""
    words, lists, texts = around.words, around.lists, around.words.texts
    for k, word in enumerate(texts):
        if k in around.known or not lists.is_name_word(word) or (k and texts[k - 1] in _HYPHENS):
            continue
        start = words.starts[k]
        if words.text[max(0, start - 3) : start] not in _CUE_ENDS:
            continue
        settled = _SETTLEMENT.search(words.text, max(0, start - 18), start)
        paired = _follows_place(around, k)
        if not (settled or paired) and not _PLACE_CUE.search(words.text, max(0, start - 9), start):
            continue
        end = k + 1
        while end < len(texts) and end - k < 4 and end not in around.known and lists.is_name_word(texts[end]):
            end += 1
        state = texts[end : end + 1] == [","] and end + 1 in around.known and around.labels(end + 1) == {"GPE"}
        plain = not any(lists.is_office(w) or lists.head(w) or lists.is_generic(w) for w in texts[k:end])
        if plain and (settled or paired or state):
            yield Candidate(k, end, "GPE", "place-by-context", 4)


def _follows_place(around: Surroundings, k: int) -> bool:
    """Whether a word is the second of two places: `between Salto and …`."""
    texts, start = around.words.texts, around.ends.get(k - 1)
    if k < 2 or texts[k - 1] != "and" or start is None or not around.names[start][0].thing.startswith("place:"):
        return False
    return around.words.text.endswith("between ", 0, around.words.starts[start])


_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Van|Von|Fitz|O’|O')[A-Z][a-z]+[A-Z][a-z][^\W_]+")


def find_camels(around: Surroundings) -> Iterator[Candidate]:
    """Names with a capital inside, as only companies and agencies write them: `KazMunayGas`."""
    for k, word in enumerate(around.words.texts):
        if k not in around.known and _CAMEL.fullmatch(word) and not around.in_heading(k):
            start = around.words.starts[k]
            if around.words.text[max(0, start - 1) : start] in ("@", "#", "/", "."):
                continue
            yield Candidate(k, k + 1, "ORG", "camel-case", 6)


_LAW_WORDS = ("Executive Order", "E.O.", "EO ", "Regulation", "Decision", "Directive", "Public Law")
_LAW = re.compile(
    r"\b(?:Executive Orders?|E\.O\.|EO)\s(?:No\.\s)?\d{4,5}"
    r"|\b(?:Council\s|Commission\s)?(?:Implementing\s|Delegated\s|Framework\s)?(?:Regulation|Decision|Directive)s?\s"
    r"(?:\((?:EU|EC|EEC|CFSP|Euratom)\)\s)?(?:No\.?\s)?\d{1,4}/\d{2,4}(?:/[A-Z]{2,7})?"
    r"|\bPublic Law\s(?:No\.\s)?\d+-\d+"
)


def find_numbered_laws(text: str) -> Iterator[tuple[int, int]]:
    """Places of acts cited by number: executive orders, EU acts, public laws."""
    if any(word in text for word in _LAW_WORDS):
        for match in _LAW.finditer(text):
            yield match.span()


def find_bracketed(words: Words) -> Iterator[tuple[int, int, int]]:
    """Acronyms introduced in brackets after their long form: (start, end of the long form, index of the acronym)."""
    texts = words.texts
    for k in range(2, len(texts)):
        if texts[k - 1] != "(" or not _is_acronym(texts[k]):
            continue
        if k + 1 < len(texts) and texts[k + 1] not in (")", "’s", "'s", ",", ";", "/", '"', "”", BREAK):
            continue
        end = k - 1
        while end > 0 and texts[end - 1] in ("’s", "'s", "’", "'"):
            end -= 1
        start = _long_form(texts, end, texts[k])
        if start is not None:
            yield start, end, k


def find_spelt(around: Surroundings) -> Iterator[Candidate]:
    """Bodies that open with their owner and whose acronym follows: `NATO Mission Iraq (NMI)`."""
    words, lists = around.words, around.lists
    for start, end, _ in find_bracketed(words):
        first = around.known.get(start, end)
        owned = first < end and around.labels(start) & {"ORG", "GPE", "NORP"}
        inside = words.texts[start:end]
        whole = owned and end - start > 2 and inside[-1] not in lists.abstract and not {"(", ")"} & set(inside)
        if whole and not around.in_heading(start) and not lists.is_generic(words.surface(first, end)):
            yield Candidate(start, end, "ORG", "shape-org", 3)


def _is_acronym(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return 2 <= len(letters) <= 10 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)


def _long_form(texts: list[str], end: int, acronym: str) -> int | None:
    """Start of the capitalised words before `end` whose initials spell the acronym; small words may stay out of it."""
    letters = [c for c in acronym.upper() if c.isalpha()]
    return _spell(texts, end - 1, letters, len(letters) - 1, 2 * len(letters) + 6)


def _spell(texts: list[str], k: int, letters: list[str], at: int, steps: int) -> int | None:
    if k < 0 or steps < 0 or texts[k] is BREAK:
        return None
    word = texts[k]
    if not word[0].isalpha() or word in LINKS:
        if word in LINKS and word[0].upper() == letters[at] and at > 0:
            found = _spell(texts, k - 1, letters, at - 1, steps - 1)
            if found is not None:
                return found
        return _spell(texts, k - 1, letters, at, steps - 1)
    if word[0].upper() == letters[at]:
        if at == 0:
            return k if word[0].isupper() else None
        return _spell(texts, k - 1, letters, at - 1, steps - 1)
    upper = word.upper()
    # One word may give two letters: `Multidimensional` MD, `Co-operation` CO.
    if at > 0 and word[0].upper() == letters[at - 1] and letters[at] in upper[1:]:
        return (
            k
            if at == 1 and word[0].isupper()
            else (None if at == 1 else _spell(texts, k - 1, letters, at - 2, steps - 1))
        )
    return None
