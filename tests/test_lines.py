"""Lines that a template filled are one paragraph; lines that their writer ended stay lines, at every width."""

from __future__ import annotations

import itertools
import textwrap
import time

import pytest

from pipeline.text.lines import find_paragraphs, find_width

PROSE = (
    "The delegate of the northern country told the meeting that the work of the last eleven months has shown what can be "
    "done when every side at the table reads the papers before the vote, and not after it. She added that 12 states had "
    "asked for more time, among them Albania, Chad and Norway – all three of them sponsors of the text."
)
SECOND = (
    "A vote on the amendments of the coastal states was set for Thursday. The Chair recalled that the rules of procedure ask "
    "for two thirds of the members present and voting, and that the secretariat would circulate the figures in writing."
)
VOTERS = (
    "In favour:",
    "Albania",
    "Bosnia and Herzegovina",
    "Chad",
    "Iran (Islamic Republic of)",
    "Trinidad and Tobago",
)


def fill(text: str, width: int, **more: str) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False, **more)


def paragraphs(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in find_paragraphs(text)]


@pytest.mark.parametrize("width", [30, 36, 44, 48, 60, 72, 80, 100, 120])
def test_wrapped_paragraphs_are_whole(width: int) -> None:
    text = f"{fill(PROSE, width)}\n\n{fill(SECOND, width)}\n"
    assert paragraphs(text) == [PROSE, SECOND]
    assert find_width(text.split("\n")) is not None


@pytest.mark.parametrize("width", [48, 72])
def test_an_indented_copy_is_read_alike(width: int) -> None:
    text = fill(PROSE, width, initial_indent="    ", subsequent_indent="    ")
    assert paragraphs(text) == [PROSE]
    hanging = fill(PROSE, width, initial_indent="- ", subsequent_indent="  ")
    assert paragraphs(f"{hanging}\n{hanging}") == [f"- {PROSE}"] * 2


@pytest.mark.parametrize("width", [48, 60, 72])
def test_lists_and_headings_between_wrapped_paragraphs_stay_lines(width: int) -> None:
    text = "\n\n".join(
        (fill(PROSE, width), "BACKGROUND\n" + fill(SECOND, width), "\n".join(VOTERS), fill(PROSE, width))
    )
    assert paragraphs(text) == [PROSE, "BACKGROUND", SECOND, *VOTERS, PROSE]


def test_paragraphs_without_blank_lines_end_where_a_line_is_short() -> None:
    text = f"{fill(PROSE, 72)}\n{fill(SECOND, 72)}\n{fill(PROSE, 72)}"
    assert paragraphs(text) == [PROSE, SECOND, PROSE]


@pytest.mark.parametrize(
    "lines",
    [
        VOTERS,
        ("Ministry of Foreign Affairs", "12 Harbour Street", "Port Example", "Tel. 555 0101"),
        ("Roses are red and the treaty is new,", "Violets are few and so are the true,", "The vote was at nine,"),
        (PROSE, SECOND, PROSE),
        ("1. Opening of the session", "2. Adoption of the agenda", "3. Report of the Chair"),
        ("MR. PRICE: We are glad to be here.", "MS. OKORO: So are we.", "MR. PRICE: Good."),
    ],
)
def test_lines_of_their_writer_stay(lines: tuple[str, ...]) -> None:
    assert paragraphs("\n".join(lines)) == list(lines)


def test_a_sentence_that_a_short_text_breaks_is_whole() -> None:
    assert paragraphs("The ministers met in the capital of\nNorway on Thursday.") == [
        "The ministers met in the capital of Norway on Thursday."
    ]


def test_every_stretch_stays_inside_the_text_and_time_is_linear() -> None:
    for unit in ("a\n", "word word word word word word\n", "\n", " \n\f", "- a\n", "A: \n", "—\n", "1. x\n"):
        began = time.perf_counter()
        text = unit * (200_000 // len(unit))
        found = find_paragraphs(text)
        assert time.perf_counter() - began < 5
        assert all(0 <= a < b <= len(text) for a, b in found)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
