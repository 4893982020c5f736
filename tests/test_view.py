"""The view reads as its writer wrote it, and every place of it leads back to the characters of the file."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables import Document, Number, Quote, Segment
from pipeline.text.quotation_marks import Mark, find_marks, unify_marks
from pipeline.text.restored import in_file, restored
from pipeline.text.view import Origin, read_view
from tests.markup import lines_of

HYPHENED = frozenset({"vice", "long"})


def read(text: str) -> tuple[str, Origin]:
    """The view of a text that is one paragraph."""
    whole = len(text) - len(text.lstrip()), len(text.rstrip())
    return read_view(text, [whole] if text.strip() else [], HYPHENED)


def unified(text: str) -> str:
    seen, _ = read(text)
    document = Document(doc_id="x", path="x", sha256="", format="txt", text=seen)
    marks = find_marks(document, lines_of(seen).segments)
    return unify_marks(seen, [row for row in marks if isinstance(row, Mark)])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The council met\nin Geneva.\n", "The council met in Geneva.\n"),
        ("The council met \n    in Geneva.", "The council met in Geneva."),
        ("10\u00a0million and 5\u2009km,\u200bthen", "10 million and 5 km, then"),
        ("in\u00advis\u2060ible", "invisible"),
        ("Erna Sol-\nberg said", "Erna Solberg said"),
        ("the nego-\ntiations", "the negotiations"),
        ("the nego-\u2028tiations", "the negotiations"),
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
        ("Albania     Yes", "Albania  Yes"),
        ("The state     of\nthings", "The state of things"),
        ("It ended.  It began.", "It ended. It began."),
        # a blank line stays one
        ("One.\n \n\n\n", "One.\n\n"),
        ("", ""),
        (" \n", "\n"),
    ],
)
def test_clean_view(text: str, seen: str) -> None:
    assert read(text)[0] == seen


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


def test_rows_stand_in_the_file() -> None:
    text = "Minister Sol-\nberg\nsaid:   1,\n400 of\u200b\u200bthem."
    view, origin = read(text)
    for words, characters in (("Solberg", "Sol-\nberg"), ("1,400", "1,\n400"), ("said", "said"), ("them", "them")):
        start = view.index(words)
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
        (found,) = in_file([row], view, text, origin)
        assert found.text == text[found.start : found.end] == characters


def test_ids_that_hold_a_start_follow_it() -> None:
    row = Quote(doc_id="x", quote_id="x:12", start=12, end=15, text="we", kind="direct", parent_quote="x:3i", rule="r")
    found = restored(row, "", Origin((0, 5), (0, 9)))
    assert (found.start, found.quote_id, found.parent_quote) == (16, "x:16", "x:3i")


LETTERS = st.text(alphabet="aB1 -,/.\n\t\u00a0\u00ad\u200b“\"'", max_size=60)


@given(LETTERS)
def test_every_place_leads_back(text: str) -> None:
    view, origin = read(text)
    assert len(view) <= len(text)
    starts = [origin.start(place) for place in range(len(view))]
    assert starts == sorted(set(starts))
    for place, start in enumerate(starts):
        assert view[place] == text[start] or (view[place].isspace() and not text[start].isalnum())
        assert origin.place(start) == place
    for place in range(1, len(view) + 1):
        assert 0 < origin.end(place) <= len(text)


@given(LETTERS, st.lists(st.integers(1, 60), max_size=3))
def test_segments_tile_the_file(text: str, ends: list[int]) -> None:
    view, origin = read(text)
    bounds = sorted({0, len(view), *(min(end, len(view)) for end in ends)})
    segments = [Segment(doc_id="x", start=a, end=b, role="body") for a, b in itertools.pairwise(bounds)]
    found = in_file(segments, view, text, origin)
    if found:
        assert [found[0].start, *(row.end for row in found)] == [*(row.start for row in found), len(text)]
