"""Votes: the tally, the body, the text, the day and the outcome, each from invented reports."""

import datetime
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.gazetteer import known_votes
from pipeline.resources import KnowledgeError, Models

Analyse = Callable[..., SimpleNamespace]
GA, SC = "United Nations General Assembly", "United Nations Security Council"
FIRST = "First Committee of the United Nations General Assembly"


def told(analyse: Analyse, text: str, *columns: str, published: str = "2024-12-20") -> list[tuple[object, ...]]:
    return [tuple(getattr(row, name) for name in columns) for row in analyse(text, published=published).votes]


def test_several_votes_of_one_meeting(analyse: Analyse) -> None:
    text = (
        "The General Assembly today took up the reports of its Fifth Committee.\n\n"
        "By a recorded vote of 101 in favour to 3 against (Fiji, Nauru, Palau), with 44 abstentions, the Assembly adopted the "
        "resolution titled “Lighthouses of the high seas” (document A/RES/79/901). Before that it rejected an oral amendment, moved "
        "by Fiji, by 20 votes to 88, with 12 abstentions.\n\n"
        "Without a vote, it adopted a paper on harbour pilots (A/RES/79/902)."
    )
    columns = ("in_favour", "against", "abstained", "body", "symbol", "date", "outcome")
    day = datetime.date(2024, 12, 20)
    assert told(analyse, text, *columns) == [
        (101, 3, 44, GA, "A/RES/79/901", day, "adopted"),
        (20, 88, 12, GA, None, day, "rejected"),
        (None, None, None, GA, "A/RES/79/902", day, "consensus"),
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "The Security Council adopted the draft with 13 votes in favour and two abstentions.",
            (13, None, 2, "adopted"),
        ),
        (
            "The text got 14 votes in favour and 1 against, and was not adopted owing to the veto.",
            (14, 1, None, "vetoed"),
        ),
        (
            "The Council failed to adopt the draft, which received 8 votes in favour, none against.",
            (8, 0, None, "rejected"),
        ),
        ("The board voted 19-3, with 12 abstentions, to pass the motion.", (19, 3, 12, "adopted")),
        ("Chad was elected with 171 votes.", (171, None, None, "elected")),
        (
            "The First Committee approved the draft by a vote of 150 to none, with 30 abstentions.",
            (150, 0, 30, "approved"),
        ),
        ("The General Assembly approved the plan by 150 votes to 3.", (150, 3, None, "adopted")),
        ("It kept paragraph 6 by a separate vote of 120 in favour to 4 against.", (120, 4, None, "retained")),
        (
            "Parliament passed the bill by 390 votes in favour, 81 against and 142 abstentions.",
            (390, 81, 142, "adopted"),
        ),
        ("The resolution on whales passed by 97 to 8, with 39 abstentions.", (97, 8, 39, "adopted")),
        ("The Senate backed it 58 to 21 with 3 abstaining.", (58, 21, 3, "adopted")),
        (
            "The Assembly voted. 160 states spoke in favor, 7 against (Fiji, Peru), 12 more countries, Chad among them, chose to abstain.",
            (160, 7, 12, "adopted"),
        ),
        (
            "The Council was unable to adopt the draft, the text receiving 4 votes in favour, 9 against and 2 abstentions.",
            (4, 9, 2, "rejected"),
        ),
        (
            "In the vote, 17 countries backed the amendment, 20 were opposed and 10 sat it out.",
            (17, 20, None, "rejected"),
        ),
    ],
)
def test_figures_and_outcome(analyse: Analyse, text: str, want: tuple[object, ...]) -> None:
    assert told(analyse, text, "in_favour", "against", "abstained", "outcome") == [want]


@pytest.mark.parametrize(
    "text",
    [
        "Decisions are taken by consensus.",
        "We hope the treaty will be adopted by consensus.",
        "The states must decide unanimously.",
        "Prices rose by 5 to 10 roubles and 15 to 20 laws were passed.",
        "36 countries supported the appeal.",
        "All 27 EU member states voted in favour of the resolution.",
    ],
)
def test_no_vote(analyse: Analyse, text: str) -> None:
    assert analyse(text).votes == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("In the First Committee, the draft was approved by 120 votes to 4.", FIRST),
        ("The Security Council met. The text passed with 12 votes in favour and three abstentions.", SC),
        ("Resolution 2654 (2022) was adopted with 13 votes in favour and two abstentions.", SC),
        ("Member States elected Chad to the Security Council with 171 votes.", GA),
        (
            "The Council of the European Union adopted it with 26 votes in favour and one against.",
            "Council of the European Union",
        ),
    ],
)
def test_body(analyse: Analyse, text: str, body: str) -> None:
    assert told(analyse, text, "body") == [(body,)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On 3 December 2024 the Assembly adopted the text by 90 votes to 8.", "2024-12-03"),
        ("The General Assembly this morning adopted the text by 90 votes to 8.", "2024-12-20"),
        ("The text was adopted last year by 90 votes to 8.", None),
        ("In November 2019 the Assembly adopted the text by 90 votes to 8.", None),
        ("On Tuesday Chad voted in favour of a draft. The text was adopted by 90 votes to 8.", "2024-12-17"),
        ("Recalling a meeting of 3 July 2024 and resolution 2767 (2023), adopted by 14 votes in favour", None),
        ("On Tuesday the Assembly took a decision. The text was adopted by 90 votes to 8.", None),
        ("On Tuesday the Assembly adopted the text. It was backed by 90 countries, 8 voted against.", "2024-12-17"),
    ],
)
def test_day(analyse: Analyse, text: str, day: str | None) -> None:
    found = told(analyse, text, "date")
    assert found == [(datetime.date.fromisoformat(day) if day else None,)]


def test_a_figure_that_begins_a_sentence_is_no_part_of_a_body(analyse: Analyse) -> None:
    text = "The Security Council met. Twelve Council members — Fiji and Peru among them — voted in favour of the draft."
    assert told(analyse, text, "in_favour", "body") == [(12, "United Nations Security Council")]


def test_a_vote_told_of_another_time_is_another_tally(analyse: Analyse) -> None:
    text = "The Rada ratified it by 268 votes, 3 deputies voting against. A week ago the Senate backed it 58 to 21 with 3 abstaining."
    assert told(analyse, text, "in_favour", "against", "abstained") == [(268, 3, None), (58, 21, 3)]


def test_a_symbol_from_knowledge_needs_all_figures_and_a_subject(analyse: Analyse) -> None:
    agreed = "The UN General Assembly adopted the resolution on combating cybercrime: 79 countries voted for it, 60 against, 33 abstained."
    other = agreed.replace("33", "32")
    columns = ("symbol", "symbol_source")
    assert told(analyse, agreed, *columns) == [("A/RES/74/247", "knowledge")]
    assert told(analyse, other, *columns) == [(None, None)]
    # The same figures before the day of the known vote are those of another one.
    assert told(analyse, agreed, *columns, published="2019-06-01") == [(None, None)]


def test_a_vote_and_its_voting_list_are_one_row(analyse: Analyse) -> None:
    text = (
        "The Human Rights Council today adopted a resolution (A/HRC/58/L.99) on lighthouses by 3 votes in favour, 2 against and "
        "1 abstention.\n\nIn favour (3): Chile, Ghana and Japan.\n\nAgainst (2): Cuba and Sudan.\n\nAbstaining (1): Qatar.\n"
    )
    assert told(analyse, text, "in_favour", "against", "abstained", "symbol", "outcome") == [
        (3, 2, 1, "A/HRC/58/L.99", "adopted")
    ]
    places = {(row.stance, row.vote) for row in analyse(text, published="2024-12-20").stances}
    assert places == {(stance, text.index("3 votes")) for stance in ("in_favour", "against", "abstained")}


def test_a_title_adopted_every_year_stands_once(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    header = "symbol,date,body,session,title,short_titles,in_favour,against,abstained,source\n"
    first = "A/RES/86/7,2031-12-01,GA,86,Lighthouses of the high seas,,101,3,44,UN\n"
    again = "A/RES/87/9,2032-12-02,GA,87,= A/RES/86/7,,,,,UN\n"
    (tmp_path / "kb/un_resolutions.csv").write_text(header + first + again, encoding="utf-8")
    known = known_votes.load_known(Models(tmp_path, known_votes.READS)).by_symbol
    assert known["A/RES/87/9"].title == known["A/RES/86/7"].title == "Lighthouses of the high seas"
    (tmp_path / "kb/un_resolutions.csv").write_text(header + again, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="A/RES/87/9"):
        known_votes.load_known(Models(tmp_path, known_votes.READS))


def test_a_roll_call_file_is_used_when_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    header = "symbol,date,body,session,title,short_titles,in_favour,against,abstained,source\n"
    (tmp_path / "kb/un_resolutions.csv").write_text(header, encoding="utf-8")
    models = Models(tmp_path, known_votes.READS)
    assert known_votes.load_known(models).by_symbol == {}
    line = "1,CHL,CHILE,Y,2031-12-01,86,A/RES/86/7,,,,Lighthouses,,,,101,3,44,45,193,"
    columns = (
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,"
        "vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
    )
    (tmp_path / known_votes.ROLL_CALLS).write_text(
        f"{columns}\n{line}\n{line.replace('CHL,CHILE', 'PER,PERU')}\n", encoding="utf-8"
    )
    known = known_votes.load_known(models)
    assert [(row.symbol, row.against) for row in known.by_favour[101]] == [("A/RES/86/7", 3)]
    (tmp_path / known_votes.ROLL_CALLS).write_text("resolution,date\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="total_yes"):
        known_votes.load_known(models)


@pytest.mark.parametrize(
    "text",
    ["", "(" * 200 + "12 in favour", "in favour " * 300, "5 to " * 200, "12 votes for " * 100, "vote: 1-2-3-4-5-6-7"],
)
def test_odd_texts_cost_nothing(analyse: Analyse, text: str) -> None:
    for row in analyse(text).votes:
        assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        (
            "The General Assembly today adopted the treaty on tidal mills without a vote, six years after it had opened the talks by "
            "resolution 73/901.",
            [None],
        ),
        (
            "The General Assembly today adopted the treaty on tidal mills without a vote. The treaty, annexed to resolution 79/908, has "
            "nine chapters.",
            ["A/RES/79/908"],
        ),
        (
            "Six years after it had opened the talks by resolution 73/901, the General Assembly adopted the treaty by 120 votes to 3.",
            [None],
        ),
        (
            "By 120 votes to 3, the General Assembly adopted the budget of the panel created by resolution 78/901.",
            [None],
        ),
        ("Resolution 79/903, adopted by 120 votes to 3, follows resolution 78/901.", ["A/RES/79/903"]),
        ("After adopting resolution 79/903 by 120 votes to 3, the General Assembly rose.", ["A/RES/79/903"]),
        (
            "The text was adopted today by 120 votes to 3, after a night of talks, as resolution 79/903.",
            ["A/RES/79/903"],
        ),
        ("The General Assembly adopted, by 120 votes to 3, a sequel to resolution 78/901.", [None]),
        ("On 20 December 2024 the General Assembly adopted resolution 71/5 by 120 votes to 3.", [None]),
    ],
)
def test_a_resolution_that_is_only_cited_is_not_the_text_voted_on(
    analyse: Analyse, text: str, symbols: list[str | None]
) -> None:
    assert [symbol for (symbol,) in told(analyse, text, "symbol")] == symbols


def test_a_resolution_of_an_earlier_session_was_not_voted_on_today(analyse: Analyse) -> None:
    text = "Meetings coverage\n\nThe General Assembly met today. Resolution 75/909 had been adopted by 81 votes to 30."
    assert told(analyse, text, "symbol", "date") == [("A/RES/75/909", None)]


def test_a_headline_takes_its_text_from_the_lead(analyse: Analyse) -> None:
    text = (
        "Assembly adopts treaty on tidal mills without a vote\n\nNEW YORK, 20 December 2024 – The General Assembly today adopted the "
        "Treaty on Tidal Mills without a vote. The text, contained in resolution 79/908, has two annexes."
    )
    day = datetime.date(2024, 12, 20)
    assert told(analyse, text, "symbol", "date") == [("A/RES/79/908", day)] * 2


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("In 2019 the vote to open the file had been 81 to 59, with 31 abstentions.", [(81, 59, 31)]),
        ("The final vote on the draft was 15 to 12.", [(15, 12, None)]),
        ("The vote in the Senate stood at 51 to 49.", [(51, 49, None)]),
        ("The ballot on the text was held from 10 to 12 in the morning.", []),
        ("The Assembly adopted 44 drafts today, most of them without a vote.", []),
        ("The Committee approved its drafts on Friday, some by consensus.", []),
        ("The Assembly adopted both texts today without a vote.", [(None, None, None)]),
    ],
)
def test_bare_figures_after_the_vote_was(
    analyse: Analyse, text: str, want: list[tuple[int | None, int | None, int | None]]
) -> None:
    assert told(analyse, text, "in_favour", "against", "abstained") == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Twelve countries on the board voted for the text, two (Fiji and Peru) opposed it, and 6 abstained.",
            (12, 2, 6),
        ),
        ("The bill was approved with 301 votes for and 44 against (17 abstentions).", (301, 44, 17)),
        ("The motion gathered 41 “yes” votes, 3 “no” votes and 9 abstentions.", (41, 3, 9)),
        ("Greece’s parliament backed the pact with 192 votes against 37.", (192, 37, None)),
        ("Swedish lawmakers voted 269-37 in favour of the treaty.", (269, 37, None)),
        ("The Senate approved the decree (112 yes, 42 no, 3 abstentions).", (112, 42, 3)),
        ("The text on test sites passed 151:2:14, as the year before.", (151, 2, 14)),
        ("The House passed it 217-213 after midnight.", (217, 213, None)),
        ("The oral amendment failed (43/55/47).", (43, 55, 47)),
        ("Some 32 countries, including Fiji and Peru, abstained from the resolution.", (None, None, 32)),
        ("The resolution was adopted at its session with the votes of 153 countries.", (153, None, None)),
        ("The resolution had identical support the year before: 187-2, with the abstention of Fiji.", (187, 2, None)),
        ("The draft was blocked despite 13 affirmative votes.", (13, None, None)),
        ("The resolution, approved 86-10-69, goes to the plenary.", (86, 10, 69)),
        ("The motion carried with 312 ayes and 288 noes.", (312, 288, None)),
        ("The chamber voted 248 to 91 in favour of closing the embassy.", (248, 91, None)),
        ("Some 15 member states representing 65.9% of the population voted yes; three voted no.", (15, 3, None)),
        ("The resolution was passed with a majority of 143 votes, 9 against and 25 abstentions.", (143, 9, 25)),
        ("A total of 124 nations voted “yes,” 14 voted “no,” and 43 countries abstained.", (124, 14, 43)),
        ("In the first round of voting, Kenya got 113 votes against Fiji’s 78.", (113, None, None)),
        ("MPs in Bern voted for it; the Dutch lower house followed suit on Tuesday, 122-28.", (122, 28, None)),
        ("The HRC adopted the resolution by an overwhelming vote (28:12:7) today.", (28, 12, 7)),
    ],
)
def test_further_wordings(analyse: Analyse, text: str, want: tuple[int | None, ...]) -> None:
    assert told(analyse, text, "in_favour", "against", "abstained") == [want]


def test_separate_votes_in_brackets(analyse: Analyse) -> None:
    text = (
        "The First Committee decided, by separate recorded votes, to retain preambular paragraph 4 (133 in favour to 2 against, "
        "with 11 abstentions) and operative paragraph 9 (140-3-7)."
    )
    assert [row[:3] for row in told(analyse, text, "in_favour", "against", "abstained")] == [(133, 2, 11), (140, 3, 7)]


def test_the_majority_that_was_missed_and_the_veto(analyse: Analyse) -> None:
    text = "The draft obtained 17 votes in favour, none against and 11 abstentions, one vote short of the majority."
    assert told(analyse, text, "outcome") == [("rejected",)]
    text = "The Security Council met. The draft received 12 votes in favour, 1 against (China) and 2 abstentions (Fiji, Peru)."
    assert told(analyse, text, "body", "outcome") == [(SC, "vetoed")]


def test_parliaments_by_their_country_and_whose_day_it_was(analyse: Analyse) -> None:
    text = (
        "In the US Senate the vote was 95-1 on December 3. Croatia's parliament voted 124 in favour and none against, and Greek "
        "lawmakers ratified it by 192 votes to 37."
    )
    assert told(analyse, text, "body", "date") == [
        ("United States Senate", datetime.date(2024, 12, 3)),
        ("Croatian Parliament", None),
        ("Hellenic Parliament", None),
    ]


def test_the_day_on_which_the_body_is_said_to_have_acted(analyse: Analyse) -> None:
    text = (
        "The IAEA Board of Governors on Thursday declared Fiji in breach of its duties, diplomats said.\n\n"
        "Nineteen countries voted in favour, three against and 11 abstained."
    )
    assert told(analyse, text, "date") == [(datetime.date(2024, 12, 19),)]


def test_a_vote_of_the_past_is_not_on_the_text_of_the_sentence_before(analyse: Analyse) -> None:
    text = (
        "The General Assembly adopted the text by 180 votes to 2. Document A/79/L.6 is presented each year. "
        "In 2022 there had been 185 votes for it."
    )
    assert told(analyse, text, "in_favour", "symbol") == [(180, "A/79/L.6"), (185, None)]


def test_a_panel_of_a_committee_is_no_chamber(analyse: Analyse) -> None:
    text = (
        "Statement at the UN Security Council.\n\nFiji has today vetoed the renewal of the Panel of Experts of the 1718 Committee. "
        "Thirteen members voted for the draft."
    )
    assert told(analyse, text, "body", "outcome") == [(SC, "vetoed")]


def test_a_court_that_votes(analyse: Analyse) -> None:
    text = (
        "The International Court of Justice, the principal judicial organ of the United Nations, today delivered its Order. In its "
        "Order the Court indicates the following measures. The Court recalls a text of the General Assembly:\n\n"
        "(1) By thirteen votes to two,\nThe State shall cease what it commenced on 4 December 2024;"
    )
    want = ("International Court of Justice", 13, 2, datetime.date(2024, 12, 20))
    assert told(analyse, text, "body", "in_favour", "against", "date") == [want]


def test_a_council_resolution_is_of_its_year(analyse: Analyse) -> None:
    text = (
        "It recalls resolution ICC-ASP/20/Res.9, adopted by consensus on 5 December 2024, and Security Council resolution 1593 (2005), "
        "by which the case was referred with 11 votes in favour, none against and four abstentions."
    )
    rows = told(analyse, text, "symbol", "body")
    assert rows[0] == ("ICC-ASP/20/Res.9", "Assembly of States Parties to the Rome Statute")
    assert rows[1] == ("S/RES/1593 (2005)", SC)


def test_who_elects_and_which_committee_it_was(analyse: Analyse) -> None:
    text = "Fiji took its seat on the Security Council on December 1, after being elected last June with 180 votes."
    assert told(analyse, text, "body", "date") == [(GA, None)]
    text = (
        "A U.N. General Assembly committee on Friday approved a draft with 145 countries in favor, 6 against and 29 abstentions.\n\n"
        "The First Committee met for three weeks."
    )
    assert told(analyse, text, "body", "outcome") == [(FIRST, "approved")]


def test_tallies_of_wires(analyse: Analyse) -> None:
    text = "The council backed a U.S. plan by 14-0 with Fiji abstaining. Another was blocked on Feb. 20, 13-1-1."
    assert told(analyse, text, "in_favour", "against", "abstained") == [(14, 0, None), (13, 1, 1)]
    text = "At the agency, 20 of 35 governors supported it, two (Chad and Fiji) opposed and 12 abstained."
    assert told(analyse, text, "in_favour", "against", "abstained") == [(20, 2, 12)]
    assert {row.stance for row in analyse(text, published="2024-12-20").stances} == {"against"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "As many as 116 countries voted for the draft, 54 were against, while 11 refrained from voting.",
            (116, 54, 11),
        ),
        ("Last year the ratio was 112 to 50, with 14 abstentions.", (112, 50, 14)),
        (
            "Some 122 countries spoke in favour, 8 - against, among which are Fiji and Peru, and 50 abstained.",
            (122, 8, 50),
        ),
        ("A year ago there were 118 votes for, 6 against and 53 abstainers.", (118, 6, 53)),
    ],
)
def test_wordings_of_translations(analyse: Analyse, text: str, want: tuple[int | None, ...]) -> None:
    assert told(analyse, text, "in_favour", "against", "abstained") == [want]


def test_the_committee_and_not_its_assembly(analyse: Analyse) -> None:
    text = (
        "On 2 December, the First Committee of the 79th session of the UN General Assembly approved the draft resolution on buoys. "
        "123 states supported it, 50 opposed it and 4 abstained. Only six delegations failed to back another, with 162 votes cast for. "
        "The text on satellites (A/C.1/79/L.62) was approved by 154:8:10."
    )
    assert told(analyse, text, "in_favour", "body", "outcome") == [
        (123, FIRST, "approved"),
        (162, FIRST, None),
        (154, FIRST, "approved"),
    ]


def test_an_amendment_that_fell(analyse: Analyse) -> None:
    text = "An oral amendment by Fiji fell, 12 to 85, with 52 abstentions; paragraph 9 was retained by 81 votes to 17."
    assert told(analyse, text, "in_favour", "outcome") == [(12, "rejected"), (81, "retained")]
