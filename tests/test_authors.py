"""Whose words a first-person text is."""

import pytest

from pipeline.page.author import author_patterns, find_author
from pipeline.tables import Document, Entity, Segment

PATTERNS = author_patterns("(?:address|remarks|statement)")
I_TEXT = "I thank the crews. My government opened the line, and I am glad of it.\n"
WE_TEXT = "We thank the crews. We opened the line, our work goes on, and we hope for our neighbours.\n"
PLAIN = "The government thanked the crews. The line is open.\n"


def author(title, body, people, *, byline="", kind="speech"):
    text = f"{title}\n{byline}\n{body}"
    at = len(title) + 1
    segments = [
        Segment(doc_id="x", start=0, end=at, role="title"),
        Segment(doc_id="x", start=at, end=at + len(byline) + 1, role="byline"),
        Segment(doc_id="x", start=at + len(byline) + 1, end=len(text), role="body"),
    ]
    entities = [
        Entity(doc_id="x", start=text.index(p), end=text.index(p) + len(p), text=p, label="PERSON", name=p, rule="test")
        for p in people
    ]
    document = Document(
        doc_id="x",
        path="x",
        sha256="",
        format="txt",
        text=text,
        title=title,
        title_start=0,
        title_end=len(title),
        doc_type=kind,
    )
    found = find_author(document, segments, entities, PATTERNS)
    return found.text if found else None


@pytest.mark.parametrize(
    ("title", "body", "people", "expected"),
    [
        ("Foreign Minister Anna Berg’s address to the harbour conference", I_TEXT, ["Anna Berg"], "Anna Berg"),
        ("Remarks by Minister Anna Berg at the harbour", I_TEXT, ["Anna Berg"], "Anna Berg"),
        ("Statement by President Carl Dahl on Anna Berg’s visit", WE_TEXT, ["Carl Dahl", "Anna Berg"], "Carl Dahl"),
        ("Statement by Anna Berg on the line", PLAIN, ["Anna Berg"], None),
        ("Anna Berg’s visit to the harbour", I_TEXT, ["Anna Berg"], None),
        (
            "Minister opens line",
            "“I thank the crews. I am glad. My work is done,” said Anna Berg.\n",
            ["Anna Berg"],
            None,
        ),
    ],
)
def test_authors_by_headline(title, body, people, expected):
    assert author(title, body, people) == expected


def test_authors_by_byline():
    assert author("A line is open", I_TEXT, ["Anna Berg"], byline="Anna Berg, Minister of Transport") == "Anna Berg"
    assert author("A line is open", PLAIN, ["Anna Berg"], byline="Anna Berg, Spokesperson") is None
    two = author("A line is open", I_TEXT, ["Anna Berg", "Carl Dahl"], byline="Anna Berg and Carl Dahl, Ministers")
    assert two is None


def test_a_transcript_has_none():
    assert author("Remarks by Anna Berg", I_TEXT, ["Anna Berg"], kind="transcript") is None
    turns = "Q When is it?\nMS BERG: I think soon.\nQ And then?\nMS BERG: I hope so.\n"
    assert author("Remarks by Anna Berg", turns, ["Anna Berg"]) is None
