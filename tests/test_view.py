"""The view reads as its writer wrote it, and every place of it leads back to the characters of the file."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables import Document, Number, Quote, Segment
from pipeline.text.quotation_marks import Mark, find_marks, unify_marks
from pipeline.text.restored import in_file, restored
from pipeline.text.view import Lexicon, Origin, View, clean_view

LEXICON = Lexicon(frozenset({"vice", "long"}))


def view_of(text: str, *ends: int, roles: str = "body") -> View:
    """The view of a text whose segments end at the given places."""
    document = Document(doc_id="x", path="x", sha256="", format="txt", text=text)
    bounds = [0, *ends, len(text)]
    segments = [Segment(doc_id="x", start=a, end=b, role=roles) for a, b in itertools.pairwise(bounds) if b > a]
    return clean_view(document, segments, LEXICON)


def unified(text: str) -> str:
    lines = view_of(text)
    return unify_marks(lines, [row for row in find_marks(lines) if isinstance(row, Mark)]).text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The council met\nin Geneva.\n", "The council met in Geneva.\n"),
        ("The council met \n    in Geneva.", "The council met in Geneva."),
        ("10\u00a0million and 5\u2009km,\u200bthen", "10 million and 5 km, then"),
        ("in\u00advis\u2060ible", "invisible"),
        ("Erna Sol-\nberg said", "Erna Solberg said"),
        ("the nego-\ntiations", "the negotiations"),
        ("resolution 75/\n282 and A/RES/75/\n282", "resolution 75/282 and A/RES/75/282"),
        ("some 1,\n400 people", "some 1,400 people"),
        ("on May 1,\n400 people", "on May 1, 400 people"),
        ("from 2014-\n2020", "from 2014-2020"),
        # a hyphen that is the word's own stays
        ("in Guinea-\nBissau", "in Guinea-Bissau"),
        ("the vice-\npresident", "the vice-president"),
        ("a cease-\nfire; the cease-fire", "a cease-fire; the cease-fire"),
        ("a cease-\nfire; the ceasefire", "a ceasefire; the ceasefire"),
        ("out-\nline, for a way out of the line", "out-line, for a way out of the line"),
        # what parts columns is no blank between words
        ("Albania\tYes", "Albania\tYes"),
        ("Albania     Yes", "Albania\tYes"),
        ("It ended.  It began.", "It ended. It began."),
        # a blank line stays one
        ("One.\n \n\n\n", "One.\n\n"),
        ("", ""),
        (" \n", "\n"),
    ],
)
def test_clean_view(text: str, seen: str) -> None:
    assert view_of(text).text == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('He said "we agree" twice.', "He said “we agree” twice."),
        ("He said «we agree» twice.", "He said “we agree” twice."),
        ("He said 'we don't agree' twice.", "He said ‘we don’t agree’ twice."),
        ("the states' rights of the '90s", "the states’ rights of the ’90s"),
        ("the Asia\u2011Pacific \u2015 all of it", "the Asia-Pacific — all of it"),
    ],
)
def test_marks_have_one_shape(text: str, seen: str) -> None:
    assert unified(text) == seen
    assert len(seen) == len(text)


def test_chrome_stays_as_it_is() -> None:
    text = "Home  |  News\u00a0\n\n\n"
    assert view_of(text, roles="chrome").text == text


def test_rows_stand_in_the_file() -> None:
    text = "Minister Sol-\nberg\nsaid:   1,\n400 of\u200b\u200bthem."
    view = view_of(text)
    for words, characters in (("Solberg", "Sol-\nberg"), ("1,400", "1,\n400"), ("said", "said"), ("them", "them")):
        start = view.text.index(words)
        row = Number(
            doc_id="x",
            start=start,
            end=start + len(words),
            text=words,
            value=1,
            comparator="=",
            kind="cardinal",
            modality="actual",
            rule="r",
        )
        (found,) = in_file([row], view, text)
        assert found.text == text[found.start : found.end] == characters


def test_ids_that_hold_a_start_follow_it() -> None:
    row = Quote(doc_id="x", quote_id="x:12", start=12, end=15, text="we", kind="direct", parent_quote="x:3i", rule="r")
    found = restored(row, "", "", Origin((0, 5), (0, 9)))
    assert (found.start, found.quote_id, found.parent_quote) == (16, "x:16", "x:3i")


LETTERS = st.text(alphabet="aB1 -,/.\n\t\u00a0\u00ad\u200b“\"'", max_size=60)


@given(LETTERS, st.lists(st.integers(0, 60), max_size=3))
def test_every_place_leads_back(text: str, ends: list[int]) -> None:
    view = view_of(text, *sorted(min(end, len(text)) for end in ends))
    assert len(view.text) <= len(text)
    starts = [view.origin.start(place) for place in range(len(view.text))]
    assert starts == sorted(set(starts))
    for place, start in enumerate(starts):
        seen, there = view.text[place], text[start]
        assert seen == there or (seen.isspace() and not there.isprintable()) or (seen.isspace() and there.isspace()), (
            place
        )
        assert view.origin.place(start) == place
    assert [(s.start, s.end) for s in view.segments] == sorted((s.start, s.end) for s in view.segments)
