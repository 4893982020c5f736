"""Marks are paired by paragraph, shape and neighbours; nothing here needs a model."""

from __future__ import annotations

import time

import pytest

from pipeline.tables import Error
from pipeline.text.quotation_marks import Mark, find_marks
from pipeline.text.view import View
from tests.markup import lines_of


def _marks(view: View) -> list[Mark | Error]:
    return find_marks(view.document, view.segments)


def stretches(text: str, *roles: str) -> list[str]:
    return [text[m.start : m.end] for m in _marks(lines_of(text, *roles)) if isinstance(m, Mark)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we agree" twice.', ["we agree"]),
        ("“We agree,” he said, “and we sign.”", ["We agree,", "and we sign."]),
        ("«Мы согласны», he said.", ["Мы согласны"]),
        ("»We agree«, he said.", ["We agree"]),
        ("”We agree”, she said.", ["We agree"]),
        ("„We agree“, he said.", ["We agree"]),
        ("„We agree”, he said.", ["We agree"]),
        (",,We agree'' and ``we sign''", ["We agree", "we sign"]),
        ("‘We agree’, she said.", ["We agree"]),
        ("‘The states’ rights matter’, she said.", ["The states’ rights matter"]),
        ("'The talks were long,' she said.", ["The talks were long,"]),
        ("The ministers' visit and the states' answer", []),
        ("It's the '90s, rock 'n' roll and the envoys' day", []),
        ("‘em and the ’90s", []),
        ('"They chose to "save face" again," he said.', ['They chose to "save face" again,', "save face"]),
        ("“He told us ‘not now’ and left.”", ["He told us ‘not now’ and left.", "not now"]),
        ("‘He called it “final” and left’, she said.", ["He called it “final” and left", "final"]),
        ('He said:"We agree."Then he left.', ["We agree."]),
        ('"Now—" he said, "—then."', ["Now—", "—then."]),
        ('A man of 5\'10" said "we agree"', ["we agree"]),
        ("“We agree, he said.", ["We agree, he said."]),
        ('“We agree" and "we sign”', ["We agree", "we sign"]),
        ("“We agree.“ Then he left.", ["We agree."]),
        ("“It said “never again.”", ["It said “never again.", "never again."]),
        ("", []),
        ('"', []),
        ("””””", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_a_quote_of_several_paragraphs_is_reopened() -> None:
    text = "“One two three.\n\n“Four five six.”\n"
    marks = _marks(lines_of(text))
    assert [(text[m.start : m.end], m.closed) for m in marks if isinstance(m, Mark)] == [
        ("One two three.", False),
        ("Four five six.", True),
    ]
    assert not [m for m in marks if isinstance(m, Error)]


def test_one_opening_mark_covers_paragraphs_up_to_the_closing_one() -> None:
    text = "He said: “One two three.\n\nFour five six.\n\nSeven eight.” He left.\n\nNobody spoke.\n"
    assert stretches(text) == ["One two three.", "Four five six.", "Seven eight."]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph_and_is_a_warning() -> None:
    text = "He said: “One two three.\n\nNobody spoke.\n"
    rows = _marks(lines_of(text))
    assert stretches(text) == ["One two three."]
    assert [(r.code, r.severity, r.start) for r in rows if isinstance(r, Error)] == [("unbalanced-mark", "warning", 9)]


def test_a_closing_mark_alone_is_a_warning() -> None:
    rows = _marks(lines_of("They left in peace.”\n"))
    assert [r.code for r in rows if isinstance(r, Error)] == ["unbalanced-mark"]


def test_chrome_has_no_marks() -> None:
    assert stretches("Read also: “A path” praised\n“We agree,” he said.\n", "related_link") == ["We agree,"]


def test_time_is_linear() -> None:
    for text in ('" ' * 20_000, "‘a " * 20_000, "“a ”" * 20_000, "'s' " * 20_000, '"\n' * 20_000):
        start = time.perf_counter()
        _marks(lines_of(text))
        assert time.perf_counter() - start < 5
