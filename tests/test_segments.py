"""Segments tile a text; chrome is told from body; a dateline stands apart from its sentence."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import Source
from pipeline.page import segments
from pipeline.resources import Models
from pipeline.tables import ROLES
from pipeline.text.restored import in_file
from tests.markup import as_read

ROOT = Path(__file__).parents[1]


@cache
def lexicon():
    return segments.load(Models(ROOT / "models", segments.READS))


def cut(text, **given_values):
    source = Source(doc_id="x", path="x", sha256="", format="txt", encoding="utf-8", text=text, **given_values)
    seen = as_read(source)
    return in_file(segments.find_segments(seen, lexicon()), seen.text, text, seen.origin)


def roles(text):
    return [(s.role, text[s.start : s.end].strip()) for s in cut(text)]


PROSE = (
    "The two ministers spoke for an hour about fishing quotas, rail freight and the ferry between the islands, "
    "and they asked their deputies to come back with a plan before the first snow falls in the mountains.\n"
)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,:\n\t\r\f\u2028“”\"'()/|-–12MQ•©😀\u200b\x85"), max_size=400))
def test_segments_tile_any_text(text):
    found = cut(text)
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(s.start < s.end and s.role in ROLES for s in found)


def test_header_lines_of_a_ministry():
    text = (
        "Skip to main content\nSQ EN FR\n☰ Menu  Home › Newsroom › Press releases\n"
        "Ministry of Foreign Affairs of the Republic of Palau\n\n7 April 202109:15Views: 2 310\n\n"
        f"Palau and Fiji open a ferry line\n\n  • sq-AL1 en-GB1 fr-FR1\n\nShare on Facebook  Tweet  Print  A- A+\n\n{PROSE}\n"
        "Tags: ferries, Fiji\n\nRelated news\n02.04.2021 Consulate moves to the harbour\n\n© 2021 Ministry of Foreign Affairs\n"
    )
    assert [role for role, _ in roles(text)] == [
        "chrome", "chrome", "chrome", "source", "date", "chrome", "title", "chrome", "chrome", "body",
        "chrome", "related_link", "related_link", "footer",
    ]  # fmt: skip


def test_a_dateline_is_cut_from_its_sentence():
    text = f"Palau opens ferry\n\nSUVA, April 7. /TASS/. {PROSE}"
    assert roles(text)[1] == ("dateline", "SUVA, April 7. /TASS/.")
    assert roles(text)[2][1].startswith("The two ministers")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Read more: Ferries of the world", "related_link"),
        (">> Read also: Council praises “the ferry” of Palau", "related_link"),
        ("Google+ Pinterest LinkedIn Tumblr +", "chrome"),
        ("Facebook | Twitter | WhatsApp", "chrome"),
        ("English Français Русский العربية 中文 Español", "chrome"),
        ("EN | FR | DE", "chrome"),
        ("Your email address will not be published. Required fields are marked *", "chrome"),
        ("Leave a comment", "chrome"),
        ("1,204 views", "chrome"),
        ("3 min read", "chrome"),
        ("* * *", "chrome"),
        ("###", "chrome"),
        (">>Be our correspondent: send a story.<<", "chrome"),
        ("© 2021 Ministry of Foreign Affairs. All rights reserved.", "footer"),
        ("Tel.: +680 488 2490", "footer"),
        ("Source: https://www.example.org/a/1", "source"),
        ("Source: Interfax", "source"),
        ("• the first of three points", "list"),
        ("1. Welcomes the opening of the ferry line;", "list"),
        ("(a) the harbour dues;", "list"),
        ("Follow the rules of the harbour, the captain said.", "body"),
        ("Share the burden fairly, the two sides said.", "body"),
        ("Background", "body"),
        ("Begin text:", "body"),
        ("More than 40 guests came.", "body"),
        ("Print media in both countries welcomed the news.", "body"),
        ("For more information on the ferry, see the press release of the Department of Transport.", "body"),
        ("It is so.", "body"),
        ("No.", "body"),
        ("Home is where the ferry lands, he said.", "body"),
        ("Comments by the two ministers followed.", "body"),
        ("In favour: Fiji, Palau, Samoa.", "body"),
    ],
)
def test_roles_of_lines_below_prose(line, role):
    text = f"Palau and Fiji open a ferry line\n\n{PROSE}\n{PROSE.upper()}\n{line}\n\n{PROSE}"
    assert (role, line) in roles(text)


def test_foot_lines():
    text = f"Notice on the ferry line\n\n{PROSE}\nI sign this notice.\n\nMARY A. SMITH\n\nTHE WHITE HOUSE,\n\nMarch 30, 2021.\n"
    assert [role for role, _ in roles(text)] == ["title", "body", "body", "byline", "source", "date"]
    text = f"Visit of the minister to Palau\n\n{PROSE}\nNew Delhi\nAugust 20, 2021\n"
    assert [role for role, _ in roles(text)] == ["title", "body", "dateline", "date"]


def test_the_clock_of_a_page_is_chrome():
    text = f"Friday, April 19\n\nAddress of the minister to the ferry conference\n\n{PROSE}"
    assert [role for role, _ in roles(text)] == ["chrome", "title", "body"]


def test_a_headline_printed_twice_is_chrome_the_second_time():
    text = f"Palau opens a ferry line\n\nPALAU OPENS A FERRY LINE\n\n{PROSE}"
    assert [role for role, _ in roles(text)] == ["title", "chrome", "body"]


def test_hard_wrapped_lines_are_one_paragraph_and_a_wrapped_headline_one_title():
    text = (
        "MINISTRY OF FOREIGN AFFAIRS OF PALAU\nPress release No. 12/2021\n"
        "Minister opens the new ferry line between the capital and\nthe southern islands at noon\n7 April 2021\n"
        "The two ministers spoke for an hour about fishing quotas, rail freight and the ferry\n"
        "between the islands, and they asked their deputies to come back with a plan before\nthe first snow falls.\n"
        "The next talks are to be held in autumn, when the commission has counted the boats\nand the nets.\n"
        "- the first point is about the boats, their number and the ports that they may use in\nwinter\n- the second\n"
    )
    found = roles(text)
    assert [role for role, _ in found] == ["source", "source", "title", "date", "body", "body", "list", "list"]
    assert found[2][1].endswith("at noon")
    assert found[4][1].endswith("snow falls.")


def test_single_newline_paragraphs_stay_apart():
    text = f"Palau opens a ferry line\n{PROSE}{PROSE.replace('two', 'three')}"
    assert [role for role, _ in roles(text)] == ["title", "body", "body"]


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\n ", "\ufeff", "Menu\nShare\n", "x" * 300_000, "“" * 5000, "(" * 5000 + "\n" * 5000]
)
def test_odd_texts(text):
    assert "".join(text[s.start : s.end] for s in cut(text)) == text


def test_page_numbers_of_a_printed_page_only():
    assert [s.role for s in cut(f"Palau opens a ferry\n{PROSE}2\n{PROSE}")][2] == "body"
    source = Source(
        doc_id="x", path="x", sha256="", format="pdf", encoding=None, text=f"Palau opens a ferry\n{PROSE}2\n{PROSE}"
    )
    assert [s.role for s in segments.find_segments(source, lexicon())][2] == "chrome"
