"""Header words: what the lines above and below a text's body are told by, from `models/`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.gazetteer.curated import City
from pipeline.page.datelines import bare_place
from pipeline.resources import KnowledgeError, Models

HEADER_FILES = ("en/headers.toml", "en/dateline_places.txt", "en/publishers.csv", "kb/cities.csv")
"""Files of `models/` that `load_header_words` reads."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A line of `publishers.csv`: a name as texts write it, who issues by that name; kind agency, office or role."""

    name: str
    publisher: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class HeaderWords:
    """The words that header lines are told by, compiled once; compared by identity, so that judgements can be remembered."""

    document_types: Mapping[str, str]
    title_types: tuple[tuple[str, re.Pattern[str]], ...]
    published_label: re.Pattern[str]
    other_label: re.Pattern[str]
    field_label: re.Pattern[str]
    done_at: re.Pattern[str]
    office_head: re.Pattern[str]
    foreign_head: re.Pattern[str]
    plurals: frozenset[str]
    headline: frozenset[str]
    joints: frozenset[str]
    states: re.Pattern[str]
    signature: re.Pattern[str]
    byline_office: re.Pattern[str]
    not_byline: re.Pattern[str]
    by: re.Pattern[str]
    salutation: re.Pattern[str]
    ahead: re.Pattern[str]
    spoken: str
    """A regular expression for what a person's words are called."""
    never_place: frozenset[str]
    turn_labels: frozenset[str]
    numbered_speakers: frozenset[str]
    places: Mapping[str, str]
    agencies: Mapping[str, str]
    offices: Mapping[str, str]
    roles: Mapping[str, str]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _places(models: Models) -> list[str]:
    """The places that a dateline may name, those of its own list last: theirs is the spelling that counts."""
    cities = [name for city in models.csv("kb/cities.csv", City) for name in (city.name, *city.aliases)]
    return [*(name for name in cities if not name.startswith("?")), *models.lines("en/dateline_places.txt")]


def load_header_words(models: Models) -> HeaderWords:
    """The words of `HEADER_FILES`; raises KnowledgeError naming the file for a section that is missing."""
    words: dict[str, Any] = models.toml("en/headers.toml")
    rows = models.csv("en/publishers.csv", Publisher, unique="name")
    by_kind = {k: {r.name.casefold(): r.publisher for r in rows if r.kind == k} for k in ("agency", "office", "role")}
    try:
        labels, offices, bylines = words["labels"], words["offices"], words["bylines"]
        return HeaderWords(
            document_types={k.casefold(): v for k, v in words["document_types"].items()},
            title_types=tuple((k, re.compile(p, re.IGNORECASE)) for k, p in words["title_types"]["order"]),
            published_label=re.compile(rf"{_any(labels['published'])}\s*:?", re.IGNORECASE),
            other_label=re.compile(rf"\b{_any(labels['other'])}\s*(?:on|at)?\s*[:\-–]?\s*$", re.IGNORECASE),
            field_label=re.compile(
                rf"{_any(labels['field'])}\s*:\s*|{_any(labels['issuer'])}\s+(?=the\b)|press release from\s+",
                re.IGNORECASE,
            ),
            done_at=re.compile(rf"(?:{_any(labels['done'])}) (?:at|in) (?:the )?", re.IGNORECASE),
            office_head=re.compile(
                rf"(?:the )?(?:[\w’'&.-]+,? (?:& )?){{0,4}}?{_any(offices['heads'])}(?!\w)", re.IGNORECASE
            ),
            foreign_head=re.compile(rf"(?:\S+ ){{0,2}}?{_any(offices['foreign'])}(?!\w)", re.IGNORECASE),
            plurals=frozenset(offices["plurals"]),
            headline=frozenset(offices["headline"]),
            joints=frozenset(offices["joints"]),
            states=re.compile(rf"(?:the )?{_any(offices['states'])}(?!\w)(?: [\w’'-]+){{0,6}}", re.IGNORECASE),
            signature=re.compile(rf"(?:the )?{_any(offices['signatures'])}(?!\w)", re.IGNORECASE),
            byline_office=re.compile(rf"(?<![\w’'-]){_any(bylines['offices'])}(?![\w’'-])", re.IGNORECASE),
            not_byline=re.compile(rf"\b{_any(bylines['not'])}\b", re.IGNORECASE),
            by=re.compile(rf"(?i:{_any(bylines['by'])})\s*:?\s+(?=[^\W\d_a-z])"),
            salutation=re.compile(rf"\W*{_any(words['openings']['salutations'])}(?!\w)", re.IGNORECASE),
            ahead=re.compile(rf"\b{_any(words['years']['ahead'])}\b".replace(r"\*", r"\w*"), re.IGNORECASE),
            spoken=_any(words["authors"]["spoken"]),
            never_place=frozenset(words["datelines"]["never"]),
            turn_labels=frozenset(words["turns"]["labels"]),
            numbered_speakers=frozenset(words["turns"]["numbered"]),
            places={bare_place(name): name for name in _places(models)},
            agencies=by_kind["agency"],
            offices=by_kind["office"],
            roles=by_kind["role"],
        )
    except KeyError as error:
        raise KnowledgeError(f"en/headers.toml:0: {error} is missing") from error
