"""Offices: the words of a text as the reading of roles needs them, and what a role beside a name is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from pipeline.resources import Models
from pipeline.tables import Entity
from pipeline.text.annotated import Text

LINE, BREAK = "\n", "\n\n"
"""Words that stand for the end of a line and for the end of a paragraph or segment."""

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
"""Tokens that mark whose an office is."""


class Word(NamedTuple):
    """A token, hyphenated parts joined, with the entity it stands in."""

    text: str
    low: str
    start: int
    end: int
    tag: str
    entity: Entity | None


@dataclass(frozen=True, slots=True)
class Office:
    """A head noun of offices: whom its holders act for unless more is said, and whether it is a mere rank."""

    head: str
    acts_for: str
    rank: bool
    means: str | None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A row of `en/offices.csv`: a noun or phrase for an office or for somebody who speaks, in small letters.

    plural: where it is irregular. acts_for: state, body, any, none, counterpart; None where the word is read as no office
    beside a name. rank: a mere rank. means: what an abbreviation stands for. general: more general nouns that may stand for
    it later in a text, `-` for none; None where it stands for no speaker. title: its forms right before a name. part: its
    form as a part of an office and of no name. opens: it opens a title after the name of a body. of_body: its holder speaks
    for no country. letters: those that stand for it. gender: m or f.
    """

    head: str
    plural: str | None
    acts_for: str | None
    rank: bool
    means: str | None
    general: tuple[str, ...]
    title: tuple[str, ...]
    part: str | None
    opens: bool
    of_body: bool
    letters: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class Offices:
    """The list of offices, as those need it who read it.

    heads: by their last word, the longest first. plurals: plural → single word. titles, parts, openers: as written. general:
    noun for a speaker → more general nouns. of_bodies: the words of each office of a body. letters: those for an office →
    its words. genders: noun → m or f.
    """

    heads: Mapping[str, tuple[Office, ...]]
    plurals: Mapping[str, str]
    titles: frozenset[str]
    parts: frozenset[str]
    openers: frozenset[str]
    general: Mapping[str, frozenset[str]]
    of_bodies: tuple[frozenset[str], ...]
    letters: Mapping[str, frozenset[str]]
    genders: Mapping[str, str]


OFFICES = "en/offices.csv"
"""The list of offices in `models/`."""


def load_offices(models: Models) -> Offices:
    """The list of offices; raises KnowledgeError naming file and line."""
    rows = models.csv(OFFICES, OfficeRow, unique="head")
    heads: dict[str, list[Office]] = {}
    for row in rows:
        if row.acts_for is not None:
            office = Office(row.head, row.acts_for, row.rank, row.means)
            heads.setdefault(row.head.rpartition(" ")[2], []).append(office)
    return Offices(
        heads={last: tuple(sorted(found, key=lambda o: -len(o.head))) for last, found in heads.items()},
        plurals={row.plural: row.head for row in rows if row.plural and row.acts_for},
        titles=frozenset(form for row in rows for title in row.title for form in _title_forms(title)),
        parts=frozenset(row.part for row in rows if row.part),
        openers=frozenset(row.part for row in rows if row.part and row.opens),
        general={row.head: frozenset(row.general) - {"-"} for row in rows if row.general},
        of_bodies=tuple(frozenset(row.head.split()) for row in rows if row.of_body),
        letters={row.letters: frozenset(row.head.split()) for row in rows if row.letters},
        genders={row.head: row.gender for row in rows if row.gender},
    )


def _title_forms(title: str) -> tuple[str, ...]:
    """A title, without its stop, and its last word."""
    return title, title.rstrip("."), title.rsplit(" ", 1)[-1]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Head nouns by their last word (longest first), forms of address, and words that end an office."""

    heads: Mapping[str, tuple[Office, ...]]
    honorifics: frozenset[str]
    postnominals: frozenset[str]
    stops: frozenset[str]
    plurals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complement:
    """`for information security`, `of the Russian Federation`: preposition, its words, and the entities in them."""

    preposition: str
    words: tuple[Word, ...]

    @property
    def entities(self) -> list[Entity]:
        """Named things in it, each once."""
        return entities_of(self.words)


@dataclass(frozen=True, slots=True)
class Role:
    """An office beside a name: `modifiers head complements`, as read, before it is known what belongs to whom."""

    office: Office
    modifiers: tuple[Word, ...]
    head: tuple[Word, ...]
    complements: tuple[Complement, ...]
    rule: str
    owner: tuple[Entity, ...] = ()
    """Whose office it is, where that stands before it with a possessive ending (`Kenya’s ambassador`)."""
    indefinite: bool = False
    more: tuple[Role, ...] = field(default=())
    """Further offices joined with `and` or a comma."""

    @property
    def start(self) -> int:
        """First character."""
        return (self.modifiers or self.head)[0].start

    @property
    def end(self) -> int:
        """End of the whole phrase, exclusive."""
        if self.more:
            return self.more[-1].end
        return self.complements[-1].words[-1].end if self.complements else self.head[-1].end


def entities_of(words: Iterable[Word]) -> list[Entity]:
    """The named things that words stand in, each once, in order."""
    return list({w.entity.start: w.entity for w in words if w.entity is not None}.values())


def read_words(syntax: Text, entities: Sequence[Entity]) -> list[Word]:
    """The words of a text's content, with BREAK between paragraphs and LINE between lines that their writer ended."""
    words: list[Word] = []
    text = syntax.view
    new = partial(tuple.__new__, Word)
    named = iter(entities)
    entity = next(named, None)
    content = iter(syntax.content)
    segment = next(content, None)
    for start, end, token, tag in zip(syntax.starts, syntax.ends, syntax.forms, syntax.tags, strict=True):
        while segment is not None and start >= segment.end:
            segment = next(content, None)
        if segment is None:
            break
        if start < segment.start or token.isspace():
            continue
        while entity is not None and entity.end <= start:
            entity = next(named, None)
        inside = entity if entity is not None and entity.start < end else None
        word = new((token, token.casefold(), start, end, tag, inside))
        if words:
            gap = text[words[-1].end : start]
            if "\n" in gap:
                mark = BREAK if gap.count("\n") > 1 else LINE
                words.append(Word(mark, mark, start, start, "", None))
            elif not gap and _hyphenated(words, word):
                word = _join(words, word)
        words.append(word)
    if words:
        words.append(Word(BREAK, BREAK, len(text), len(text), "", None))
    return words


def _hyphenated(words: list[Word], word: Word) -> bool:
    """Whether the word goes on a word with a hyphen, or is a hyphen that will be gone on from."""
    last = words[-1]
    if last.end != word.start or last.entity is not word.entity:
        return False
    return (word.text in "-‑" and last.text[-1:].isalpha()) or (last.text[-1:] in "-‑" and last.text[:1].isalpha())


def _join(words: list[Word], word: Word) -> Word:
    last = words.pop()
    return Word(
        last.text + word.text, (last.low + word.low).replace("‑", "-"), last.start, word.end, word.tag, word.entity
    )
