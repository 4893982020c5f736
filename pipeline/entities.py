"""Entities, first half: mentions of named things, the model's corrected by knowledge and shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.candidates import LINKS, Candidate, Head, Lists, Surroundings
from pipeline.gazetteer import Gazetteer, Name, load_gazetteer
from pipeline.guesses import find_guesses
from pipeline.knowledge import Models
from pipeline.names import find_ministers, find_short_forms, find_titled, find_turns
from pipeline.segments import content_segments
from pipeline.shapes import find_bracketed, find_numbered_laws, find_places, find_shaped
from pipeline.spellings import name_words
from pipeline.tables import Document, Segment
from pipeline.words import Words, read_words

READS: tuple[str, ...] = (
    *gazetteer.READS,
    "en/name_titles.txt",
    "en/office_words.txt",
    "en/name_particles.txt",
    "en/generic_names.txt",
    "en/heading_words.txt",
    "en/opening_words.txt",
    "en/name_shells.txt",
    "en/portfolio_words.txt",
    "en/rank_words.txt",
    "en/name_heads.csv",
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    gazetteer: Gazetteer
    lists: Lists
    small: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    names = load_gazetteer(models)
    titles = models.lines("en/name_titles.txt")
    lists = Lists(
        titles=frozenset(part for title in titles for part in (title, title.rstrip("."), title.rsplit(" ", 1)[-1])),
        offices=frozenset(models.lines("en/office_words.txt")),
        particles=frozenset(models.lines("en/name_particles.txt")),
        generic=frozenset(models.lines("en/generic_names.txt")),
        headings=frozenset(models.lines("en/heading_words.txt")),
        openers=frozenset(models.lines("en/opening_words.txt")),
        shells=frozenset(models.lines("en/name_shells.txt")),
        ranks=frozenset(models.lines("en/rank_words.txt")),
        portfolios=frozenset(models.lines("en/portfolio_words.txt")),
        heads={head.word: head for head in models.csv("en/name_heads.csv", Head, unique="word")},
    )
    inside = {word for name in names for word in name.text.split() if word[0].islower()}
    return Lexicon(gazetteer=names, lists=lists, small=lists.particles | LINKS | inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named thing before it is linked; names: what the gazetteer knows by this surface form."""

    start: int
    end: int
    text: str
    label: str
    rule: str
    names: tuple[Name, ...] = ()


def find_mentions(doc: Doc, document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> list[Mention]:
    """The mentions of named things, without overlap, in order."""
    words = read_words(document.text, content_segments(segments), lexicon.small)
    matches = [m for m in _matches(words, lexicon) if not _is_money(words, m[0], m[1])]
    known = {i: j for i, j, _ in matches}
    around = Surroundings(words, known, {i: names for i, _, names in matches}, lexicon.lists)
    guesses = list(find_guesses(doc, around))
    found = [*guesses, *find_shaped(around), *find_titled(around), *find_turns(around)]
    found += find_ministers(around)
    found += find_places(around)
    found += _known(around, guesses)
    found += _laws(words)
    chosen = _settle(_without_headlines(found, around), around)
    chosen = _settle([*chosen, *_repeats(chosen, around)], around)
    chosen = _settle([*chosen, *_short_names(chosen, around)], around)
    return [_mention(c, around, lexicon.gazetteer) for c in chosen]


def _mention(c: Candidate, around: Surroundings, known: Gazetteer) -> Mention:
    """The mention a candidate has become."""
    words = around.words
    surface = words.surface(c.i, c.j)
    names: tuple[Name, ...] = ()
    if around.known.get(c.i) == c.j:
        names = around.names[c.i]
    elif c.label in ("ORG", "LAW", "EVENT"):
        names = known.names(surface)
    return Mention(
        start=words.starts[c.i], end=words.ends[c.j - 1], text=surface, label=c.label, rule=c.rule, names=names
    )


def _matches(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
    """The names of the gazetteer; a country and what it owns are two names (`Russia's Kremlin`), save for its ministries."""
    known = lexicon.gazetteer
    for i, j, names in known.matches(words.texts):
        i, names = _without_title(words, i, j, names, lexicon)
        j, names = _without_noun(words, i, j, names, lexicon)
        cut = next((k for k in range(i + 1, j) if words.texts[k] in ("’s", "'s")), None)
        bracket = next((k for k in range(i + 1, j) if words.texts[k] == "("), None)
        if bracket and bracket + 1 < j and (before := known.names(words.surface(i, bracket))):
            inside = known.names(words.surface(bracket + 1, j - 1))
            if inside or names[0].label == "ORG":
                yield i, bracket, before
                if inside:
                    yield bracket + 1, j - 1, inside
                continue
        owner = known.names(words.surface(i, cut)) if cut else ()
        rest = known.names(words.surface(cut + 1, j)) if cut else ()
        if cut and owner and rest and owner[0].label == "GPE" and not names[0].thing.startswith("ministry"):
            yield i, cut, owner
            yield cut + 1, j, names
        else:
            yield i, j, names


def _without_title(
    words: Words, i: int, j: int, names: tuple[Name, ...], lexicon: Lexicon
) -> tuple[int, tuple[Name, ...]]:
    """Start and names without the title that an alias begins with: `Dr. S. Jaishankar`, but `Sheikh Hasina`."""
    if names[0].label == "PERSON" and lexicon.lists.is_title(words.texts[i]):
        start = next((k for k in range(i + 1, j - 1) if words.texts[k][0].isupper()), j)
        surface = words.surface(start, j) if start < j else ""
        shorter = lexicon.gazetteer.names(surface) if " " in surface else ()
        if shorter and shorter[0].thing == names[0].thing:
            return start, shorter
    return i, names


def _without_noun(
    words: Words, i: int, j: int, names: tuple[Name, ...], lexicon: Lexicon
) -> tuple[int, tuple[Name, ...]]:
    """End and names without the common noun that says what a thing is: `Amhara region`, `Likud party`, `Myanmar military`."""
    end = j
    common = names[0].text[names[0].text.rfind(" ") + 1].islower()
    while (
        end > i + 1
        and words.texts[end - 1] not in LINKS
        and (words.texts[end - 1][0].islower() or (common and lexicon.lists.is_generic(words.texts[end - 1])))
    ):
        end -= 1
    if end == j or names[0].label == "LAW":
        return j, names
    shorter = lexicon.gazetteer.names(words.surface(i, end))
    same = {n.thing for n in shorter} & {n.thing for n in names}
    return (end, shorter) if same or (shorter and names[0].label == "ORG") else (j, names)


def _is_money(words: Words, i: int, j: int) -> bool:
    """Whether a country only tells whose money it is: `US$`, `US dollars`, `Hong Kong dollar`."""
    return words.text.startswith(("$", " dollar", " cents", " Dollar", "-dollar"), words.ends[j - 1])


def _known(around: Surroundings, guesses: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names of the gazetteer: the sure ones, and the others where the context speaks for them."""
    texts = around.words.texts
    by_span = {(c.i, c.j): c for c in guesses}
    things = {name.thing for names in around.names.values() for name in names if name.sure}
    for i, names in around.names.items():
        j = around.known[i]
        if texts[j : j + 1] == ["-"] and names[0].thing.startswith("place:") and _hyphenated(around, j):
            yield Candidate(i, j + 2, names[0].label, "known", 1)
            continue
        if any(name.sure for name in names):
            labels = {name.label for name in names if name.sure}
            yield Candidate(i, j, sorted(labels)[0], "known", 1)
            continue
        if around.lists.is_generic(around.words.surface(i, j)):
            continue
        label = _label_in_context(around, i, j, names, by_span, guesses, things)
        if label:
            yield Candidate(i, j, label, "known-in-context", 2)


def _hyphenated(around: Surroundings, j: int) -> bool:
    """Whether the hyphen at j ties an unknown name to a place: `Paris-Saclay`."""
    words = around.words
    return (
        j + 1 < len(words.texts)
        and words.ends[j - 1] == words.starts[j]
        and words.ends[j] == words.starts[j + 1]
        and j + 1 not in around.known
        and around.lists.is_name_word(words.texts[j + 1])
    )


def _label_in_context(
    around: Surroundings,
    i: int,
    j: int,
    names: tuple[Name, ...],
    by_span: dict[tuple[int, int], Candidate],
    guesses: Sequence[Candidate],
    things: set[str],
) -> str | None:
    """The label of a name that only context makes one, or None where the context says no."""
    labels = sorted({name.label for name in names})
    guess = by_span.get((i, j))
    if guess and guess.label in labels:
        return guess.label
    if labels[0] in ("GPE", "NORP", "LOC"):
        return None if any(c.label == "PERSON" and c.i <= i and j <= c.j for c in guesses) else labels[0]
    if labels[0] == "PERSON":
        return None
    if j - i > 1 or any(name.thing in things for name in names):
        return labels[0]
    return None


def _laws(words: Words) -> Iterator[Candidate]:
    starts = {start: k for k, start in enumerate(words.starts)}
    ends = {end: k + 1 for k, end in enumerate(words.ends)}
    for start, end in find_numbered_laws(words.text):
        if start in starts and end in ends:
            yield Candidate(starts[start], ends[end], "LAW", "numbered-law", 1)


def _settle(found: Iterable[Candidate], around: Surroundings) -> list[Candidate]:
    """Of overlapping candidates the longest, then the one of the lowest rank; in the order of the text."""
    taken: set[int] = set()
    chosen = []
    for c in sorted(found, key=lambda c: (c.i - c.j, c.rank, c.i)):
        span = range(c.i, c.j)
        if taken.isdisjoint(span) and (c.rank <= 2 or not around.lists.is_generic(around.words.surface(c.i, c.j))):
            taken.update(span)
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.i)


def _repeats(chosen: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
    """Other places of the names found: people by surname, acronyms from brackets, names the model saw only once."""
    words, lists = around.words, around.lists
    forms = _bracketed_forms(chosen, around)
    votes = Counter((tuple(words.texts[c.i : c.j]), c.label) for c in chosen if c.label != "PERSON" and c.rank > 2)
    for (form, label), _ in votes.most_common():
        if len(form) > 1 or (form[0].isupper() and len(form[0]) > 2):
            forms.setdefault(form, label)
    for form, label in list(forms.items()):
        short = form[1:] if lists.head(form[0]) else form[:-1] if lists.head(form[-1]) else ()
        if (
            label == "ORG"
            and len(form) < 4
            and short
            and not any(lists.is_office(w) for w in short)
            and not lists.is_generic(" ".join(short))
            and len("".join(short)) > 3
        ):
            forms.setdefault(short, label)
    people = [c for c in chosen if c.label == "PERSON"]
    for c in people:
        form = tuple(words.texts[c.i : c.j])
        if form in forms and c.rule == "model":
            c.label = forms[form]
    surnames = {name_words(words.surface(c.i, c.j))[-1] for c in people if c.label == "PERSON" and c.j - c.i > 1}
    for c in chosen:
        # Another romanisation: `Samoilov`, later `Samoylov`.
        if c.rule == "model" and c.j - c.i == 1 and surnames.intersection(name_words(words.texts[c.i])):
            c.label = "PERSON"
    full = {words.surface(c.i, c.j) for c in people if c.label == "PERSON" and c.j - c.i > 1}
    yield from find_short_forms(words, full, lists)
    first: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        first.setdefault(form[0], []).append(form)
    for k, word in enumerate(words.texts):
        for form in first.get(word, ()):
            if tuple(words.texts[k : k + len(form)]) == form:
                yield Candidate(k, k + len(form), forms[form], "repeated", 4)


def _without_headlines(found: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
    """The candidates without those that only the capitals of a heading suggest: a name comes again in running text."""
    words = around.words
    running = {words.surface(c.i, c.j) for c in found if not around.in_heading(c.i)}
    for c in found:
        surface = words.surface(c.i, c.j)
        if c.rule == "model" and c.j - c.i == 1 and _is_common(c, around):
            continue
        if (
            c.rule != "model"
            or c.label in ("PERSON", "GPE", "NORP")
            or not around.in_heading(c.i)
            or surface in running
            or surface.isupper()
        ):
            yield c


def _short_names(chosen: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
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
            yield Candidate(k, k + 1, head.label, "short-name", 2)


def _is_common(c: Candidate, around: Surroundings) -> bool:
    """Whether a single word is no name: a bare head noun, or one whose capital is from the start of a sentence only."""
    words = around.words
    word, text, start = words.texts[c.i], words.text, words.starts[c.i]
    if len(word) == 1 or around.lists.head(word):
        return True
    before = text[max(0, start - 4) : start].rstrip(" “‘\"'(")
    if before and before[-1] not in ".!?:\n":
        return False
    return word.endswith("ly") or f" {word.lower()} " in text


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
        label = labels.get((start, end)) or ends.get(end)
        if label in ("ORG", "LAW", "EVENT", "GPE", "LOC", "FAC"):
            forms[(around.words.texts[k],)] = label
    return forms
