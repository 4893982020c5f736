"""Repeats: other places of the names a text has, by surname, acronym, or the noun of the full name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.entities.candidates import Candidate, Surroundings
from pipeline.entities.from_shape import find_bracketed
from pipeline.entities.from_titles import find_short_forms
from pipeline.people.register import name_words

Form = tuple[str, ...]


def find_repeats(chosen: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
    """Other places of the names found: people by surname, acronyms from brackets, names the model saw only once.

    A guess of the model that another place contradicts gets the label it has there.
    """
    words = around.words
    forms = _forms(chosen, around)
    _relabel(chosen, forms, around)
    full = {words.surface(c.i, c.j) for c in chosen if c.label == "PERSON" and c.j - c.i > 1}
    yield from find_short_forms(words, full, around.lists)
    first: dict[str, list[Form]] = {}
    for form in forms:
        first.setdefault(form[0], []).append(form)
    for k, word in enumerate(words.texts):
        for form in first.get(word, ()):
            if tuple(words.texts[k : k + len(form)]) == form:
                yield Candidate(k, k + len(form), forms[form], "repeated", 4)


def _forms(chosen: Sequence[Candidate], around: Surroundings) -> dict[Form, str]:
    """The forms under which names that are no people's may come again, with their labels."""
    words, lists = around.words, around.lists
    forms = _bracketed_forms(chosen, around)
    votes = Counter((tuple(words.texts[c.i : c.j]), c.label) for c in chosen if c.label != "PERSON" and c.rank > 2)
    for (form, label), _ in votes.most_common():
        if len(form) > 1 or (form[0].isupper() and len(form[0]) > 2):
            forms.setdefault(form, label)
    for form, label in list(forms.items()):
        # `Dozhd TV`, later `Dozhd`.
        short = form[1:] if lists.head(form[0]) else form[:-1] if lists.head(form[-1]) else ()
        telling = all(map(lists.is_personal, short)) and len("".join(short)) > 3
        common = any(map(around.is_common, short))
        if label == "ORG" and 1 < len(form) < 4 and telling and not common:
            forms.setdefault(short, label)
    return forms


def _relabel(chosen: Sequence[Candidate], forms: dict[Form, str], around: Surroundings) -> None:
    """Give the model's guesses the label that a fuller form of the name has."""
    words = around.words
    for c in chosen:
        if c.label == "PERSON" and c.from_model:
            c.label = forms.get(tuple(words.texts[c.i : c.j]), c.label)
    people = (name_words(words.surface(c.i, c.j)) for c in chosen if c.label == "PERSON" and c.j - c.i > 1)
    surnames = {name[-1] for name in people if name}
    for c in chosen:
        # Another romanisation: `Samoilov`, later `Samoylov`.
        if c.from_model and c.j - c.i == 1 and surnames.intersection(name_words(words.texts[c.i])):
            c.label = "PERSON"


def _bracketed_forms(chosen: Sequence[Candidate], around: Surroundings) -> dict[tuple[str, ...], str]:
    """Acronyms in brackets, with the label of the long form before them."""
    labels = {(c.i, c.j): c.label for c in chosen}
    ends = {c.j: c.label for c in chosen}
    forms: dict[tuple[str, ...], str] = {}
    texts = around.words.texts
    for c in chosen:
        # The acronym of a name in another language does not spell the English one: `… Organization (OMVS)`.
        inside = texts[c.j : c.j + 3]
        if c.label in ("ORG", "EVENT", "LAW") and c.j - c.i > 1 and inside[0:1] == ["("] and inside[2:3] == [")"]:
            acronym = inside[1]
            if acronym.isupper() and 2 < len(acronym) < 9 and c.j + 1 not in around.known:
                forms[(acronym,)] = c.label
    for start, end, k in find_bracketed(around.words):
        whole, last = labels.get((start, end)), ends.get(end)
        # `… Training for Ukraine (NSATU)` is no other name of Ukraine.
        label = whole or (last if last not in ("GPE", "LOC") else None)
        if label in ("ORG", "LAW", "EVENT", "GPE", "LOC", "FAC"):
            forms[(around.words.texts[k],)] = label
    return forms


def find_short_names(chosen: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
    """`the Council`, `its Commission`, `the Convention` after a full name with the same noun."""
    words, lists = around.words, around.lists
    said: dict[str, str] = {}
    full = iter([*chosen, None])
    ahead = next(full)
    for k, word in enumerate(words.texts):
        while ahead is not None and ahead.i < k:
            if ahead.j - ahead.i > 1:
                for noun in (words.texts[ahead.i], words.texts[ahead.j - 1]):
                    said[noun] = ahead.label
            ahead = next(full)
        head = lists.head(word) if word in said else None
        if head is None or said[word] != head.label or head.label not in ("ORG", "LAW") or k == 0:
            continue
        start = words.starts[k]
        before = words.text[max(0, start - 5) : start].lower()
        after = words.texts[k + 1 : k + 2]
        alone = not after or not (lists.is_name_word(after[0]) or after[0] in ("of", "on", "for", "-"))
        if before.endswith(("the ", "its ", "this ")) and alone:
            yield Candidate(k, k + 1, head.label, "short-name", 2, short=True)
