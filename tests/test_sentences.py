"""Sentences are those of the parse, never cut between the marks of one quotation, none from chrome."""

import spacy
from spacy.tokens import Doc

from pipeline.tables import Segment
from pipeline.text.quotation_marks import Mark
from pipeline.text.sentences import find_sentences
from tests.markup import text_of


def sentences(text, starts, roles=(), marks=()):
    nlp = spacy.blank("en")
    tokens = nlp.tokenizer(text)
    doc = Doc(
        nlp.vocab,
        words=[t.text for t in tokens],
        spaces=[bool(t.whitespace_) for t in tokens],
        sent_starts=[t.idx in starts or not t.i for t in tokens],
    )
    found = [Segment(doc_id="x", start=a, end=b, role=r) for a, b, r in roles or [(0, len(text), "body")]]
    rows = find_sentences(text_of(doc, found, [Mark(start=a, end=b, closed=c) for a, b, c in marks]))
    assert all(text[r.start : r.end] == r.text == r.text.strip() for r in rows)
    return [r.text for r in rows]


def test_sentences_of_the_parse():
    assert sentences("It rains. It pours.\n", {10}) == ["It rains.", "It pours."]


def test_none_ends_inside_a_quotation():
    text = "“It rains. It pours,” he said. All ran."
    assert sentences(text, {11, 31}, marks=[(1, 20, True)]) == ["“It rains. It pours,” he said.", "All ran."]


def test_a_closing_mark_never_begins_one():
    text = "He said “It rains.” All ran."
    assert sentences(text, {18, 20}, marks=[(9, 18, True)]) == ["He said “It rains.”", "All ran."]


def test_an_unclosed_mark_holds_nothing_together():
    assert sentences("“It rains. It pours.", {11}, marks=[(1, 20, False)]) == ["“It rains.", "It pours."]


def test_chrome_has_none_and_segments_keep_apart():
    text = "Share\nIt rains.\nIt pours."
    roles = [(0, 6, "chrome"), (6, 16, "body"), (16, 25, "body")]
    assert sentences(text, {0, 6, 16}, roles) == ["It rains.", "It pours."]


def test_empty_texts():
    assert sentences("", set()) == []
    assert sentences(" \n ", set()) == []


def test_a_short_line_without_a_stop_is_one_sentence():
    assert sentences("1300th Meeting (AM)\n27 December 2019\nIt rose. It met.", {7, 15, 20, 23, 37, 46}) == [
        "1300th Meeting (AM)",
        "27 December 2019",
        "It rose.",
        "It met.",
    ]
