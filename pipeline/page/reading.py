"""The reading of a source: its text as it was meant, before anything is found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.ingest import Source
from pipeline.resources import Models
from pipeline.text.lines import find_paragraphs
from pipeline.text.view import read_view

HYPHENS = "en/hyphen_heads.txt"
READS: tuple[str, ...] = (HYPHENS,)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """First halves of words that keep their hyphen at a line's end."""

    hyphened: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(frozenset(models.lines(HYPHENS)))


def read_source(source: Source, lexicon: Lexicon) -> Source:
    """The source with its text as it is read, and the way from there to the file."""
    text, origin = read_view(source.text, find_paragraphs(source.text), lexicon.hyphened)
    return replace(source, text=text, origin=origin)
