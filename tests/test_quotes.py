"""Reported words: what is a quote and of which kind, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.markup import differences, read_markup

Analyse = Callable[..., SimpleNamespace]


def check(analyse: Analyse, marked: str, kinds: tuple[str, ...]) -> None:
    text, spans = read_markup(marked)
    rows = [row for row in analyse(text).quotes if row.kind in kinds]
    assert differences(rows, spans) == []
    assert all(text[row.start : row.end] == row.text for row in rows)


@pytest.mark.parametrize(
    "marked",
    [
        '"[We welcome the offer,|kind=direct]" the minister said.',
        "“[We welcome the offer,|kind=direct]” she told Anadolu, “[and we will answer it.|kind=direct]”",
        "The envoy said: «[We welcome the offer.|kind=direct]»",
        "„[We welcome the offer|kind=direct]“, the minister said.",
        "‘[We welcome the offer|kind=direct]’, the commissioner said.",
        '"[They chose to "save face" once more,|kind=direct]" the diplomat noted.',
        "The ministry called the vote “[a very sad day for law|kind=mixed]”.",
        "The envoy said the offer was “[too little and too late|kind=mixed]” for his side.",
        "“[No,|kind=direct]” he replied.",
        "The report warns of “[a race between rain and roads|kind=mixed]”.",
        "“[We welcome the offer.|kind=direct]” — Maria Keller",
    ],
)
def test_marked_words(analyse: Analyse, marked: str) -> None:
    check(analyse, marked, ("direct", "mixed"))


@pytest.mark.parametrize(
    "text",
    [
        "He called it a “success” and left.",
        "The Assembly adopted the text titled “Safe passage for grain ships” by consensus.",
        "The minister opened the forum “Rivers, Borders and Trade” in Tashkent.",
        "The so-called “friends of the river club” met again.",
        "He was nicknamed “the iron clerk of Basel” at school.",
        "Three seamen from the tanker “Northern Star of Odessa” were saved.",
    ],
)
def test_titles_terms_and_nicknames_are_no_quotes(analyse: Analyse, text: str) -> None:
    assert [row for row in analyse(text).quotes if row.kind != "indirect"] == []


@pytest.mark.parametrize(
    "marked",
    [
        "The minister said that [the bridge would open in May|cue=said].",
        "The minister said [the bridge would open in May|speaker='The minister'].",
        "[The bridge will open in May|rule=inverted+role], the minister said.",
        "[The bridge will open in May|audience=TASS], Foreign Minister Pavel Ridko told TASS on Monday.",
        "According to the ministry, [the bridge will open in May|cue='According to'].",
        "[The bridge will open in May|cue='according to'], according to the ministry.",
        "The envoy told the Council that [the bridge had been closed for a month|audience='the Council'].",
        "The minister thanked the hosts and stressed that [the bridge would open in May].".replace(
            "May]", "May|cue=stressed]"
        ),
        "For example, [the treaty lists only nine crimes|cue=added], he added.",
        "He said in a statement that [the bridge would open in May|cue=said].",
    ],
)
def test_indirect_speech(analyse: Analyse, marked: str) -> None:
    check(analyse, marked, ("indirect",))


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say whether the bridge would open.",
        "If the minister says that the bridge is closed, prices will fall.",
        "I would like to stress that our goal is a treaty for all.",
        "The minister declined to say when the bridge would open.",
        "The spokesman would say that the bridge is open.",
        "The minister visited the bridge and the harbour.",
        "Asked whether the bridge would open, the minister smiled.",
    ],
)
def test_what_reports_nothing(analyse: Analyse, text: str) -> None:
    assert analyse(text).quotes == []


def test_a_quote_inside_a_reported_clause_gives_both_rows(analyse: Analyse) -> None:
    rows = analyse("The envoy said Nairobi “will not forget who came first”.").quotes
    assert [(r.kind, r.text) for r in rows] == [
        ("indirect", "Nairobi “will not forget who came first”"),
        ("mixed", "will not forget who came first"),
    ]
    assert rows[1].parent_quote == rows[0].quote_id


def test_paragraphs_that_re_open_go_on_from_each_other(analyse: Analyse) -> None:
    rows = analyse(
        "The minister explained:\n\n“The first dam is built.\n\n“The second one will follow.\n\n“The third can wait.”\n"
    ).quotes
    assert [r.text for r in rows] == ["The first dam is built.", "The second one will follow.", "The third can wait."]
    assert [r.continues for r in rows] == [None, rows[0].quote_id, rows[1].quote_id]
    assert {r.speaker for r in rows} == {"The minister"}


def test_headline_reports(analyse: Analyse) -> None:
    given = {"title": "Moscow ready for talks on grain — envoy"}
    text = (
        given["title"]
        + "\n\nMOSCOW, March 3. /TASS/. Moscow is ready for talks on grain, envoy Igor Palkin told TASS.\n"
    )
    rows = analyse(text, **given).quotes
    assert [(r.text, r.speaker_name) for r in rows] == [
        ("Moscow ready for talks on grain", "Igor Palkin"),
        ("Moscow is ready for talks on grain", "Igor Palkin"),
    ]


def test_turns_of_a_transcript(analyse: Analyse) -> None:
    text = (
        "Q: Will the minister travel to Oslo?\n\n"
        "MR HALE: He will, on Tuesday. As the minister put it, “no phone call replaces a visit.”\n\n"
        "He will stay for two days.\n\n"
        "(Laughter.)\n\n"
        "Q (Reuters): And to Riga?\n\n"
        "MR HALE: I have nothing on that.\n"
    )
    rows = analyse(text).quotes
    turns = [r for r in rows if r.parent_quote is None]
    assert [(r.speaker, r.speaker_name) for r in turns] == [
        ("Q", None),
        ("MR HALE", "Hale"),
        ("MR HALE", "Hale"),
        ("Q (Reuters)", "Reuters"),
        ("MR HALE", "Hale"),
    ]
    assert turns[2].continues == turns[1].quote_id
    inner = next(r for r in rows if r.parent_quote)
    assert (inner.text, inner.parent_quote) == ("no phone call replaces a visit.", turns[1].quote_id)


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", '"' * 50, "“" * 50 + "a", "🙂 “🙂🙂🙂” said 🙂.", "said\u200b: “a b c", "A" * 5000]
)
def test_odd_texts_cost_nothing(analyse: Analyse, text: str) -> None:
    for row in analyse(text).quotes:
        assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    "marked",
    [
        "Peskov did not rule out that [the two men would meet again|kind=indirect].",
        "The aide would only say that [the matter was under review|kind=indirect].",
        "[Both sides were pleased with the harvest|kind=indirect], a communiqué reads.",
        "Col. Ants Kivi, head of the unit, said in a press release that [the aircraft had flown too low|kind=indirect].",
        "The speaker, Tom Bell, told reporters at the daily briefing that [the Secretary had seen his guests|kind=indirect].",
        "The ministry said in a notice that was published on Monday that [the consulate would close|kind=indirect].",
        "In Kallas’s words, [the neighbour is testing unity|kind=indirect].",
        "In the words of Foreign Minister Margus Kallas, [Europe must spend more|kind=indirect].",
        "Asked about it, Dr. Ann Harris replied that [two cases had been found|kind=indirect]; [boats were on their way|"
        "kind=indirect], she added.",
        "The president of the fund, Mira Stolz, said on Tuesday [hospitals in the north were full|kind=indirect].",
    ],
)
def test_reported_clauses_of_other_houses(analyse: Analyse, marked: str) -> None:
    check(analyse, marked, ("indirect",))


@pytest.mark.parametrize(
    "marked",
    [
        "The two men agreed that [aid must flow freely|kind=indirect].",
        "Daniel Hagar, the chief spokesman, told a briefing [the strike had killed a commander|kind=indirect].",
        "Yoshi Hayama, the top spokesman, said later in the day [the missile fell outside the zone|kind=indirect].",
        "In a post on X, formerly Twitter, EU Ambassador to Georgia Paweł Hersz wrote that [the law was bad|kind=indirect].",
        "The court noted its concern at the use of force and stressed the need for calm.",
        "As noted by First Deputy Minister Asen Isaev, [the commission will meet soon|kind=indirect].",
        "A senior official said earlier [the two would discuss costs|kind=indirect].",
    ],
)
def test_clauses_hung_on_nouns(analyse: Analyse, marked: str) -> None:
    check(analyse, marked, ("indirect",))


def test_labels_with_a_wide_colon(analyse: Analyse) -> None:
    text = "Lin Wen：We have noted it.\n\nAFP：And the date?\n\nLin Wen：There is none.\n"
    assert [(r.speaker, r.text) for r in analyse(text).quotes] == [
        ("Lin Wen", "We have noted it."),
        ("AFP", "And the date?"),
        ("Lin Wen", "There is none."),
    ]
