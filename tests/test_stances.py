"""Stances: who sponsored, voted for, against, abstained; and what is only wished for or denied."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

Analyse = Callable[..., SimpleNamespace]


def told(analyse: Analyse, text: str) -> dict[str, str]:
    """Stance → countries in the order of the text."""
    found: dict[str, list[str]] = {}
    for row in analyse(text, published="2024-12-20").stances:
        found.setdefault(row.stance, []).append(row.country)
    return {stance: " ".join(countries) for stance, countries in found.items()}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Chile tabled a draft. Peru was joined as co-sponsor by 12 states, among them Fiji.",
            {"sponsor": "CHL PER FJI"},
        ),
        ("Ghana was one of 30 co-sponsors of the text along with Togo and others.", {"sponsor": "GHA TGO"}),
        (
            "Two amendments fell. The first, proposed by Norway, failed; the second, tabled by Peru, too.",
            {"sponsor": "NOR PER"},
        ),
        ("Ghana, on behalf of the African Group, introduced the draft resolution.", {"sponsor": "GHA"}),
        ("Peru, which had co-authored the draft with Bolivia, spoke next.", {"sponsor": "PER BOL"}),
        ("The resolution was put forward by 18 nations, Fiji and Palau included.", {"sponsor": "FJI PLW"}),
        ("The draft was vetoed by Norway; Chile abstained.", {"against": "NOR", "abstained": "CHL"}),
        ("The resolution on Mostar, which Chile and Fiji had drafted, passed.", {"sponsor": "CHL FJI"}),
        ("Only Fiji and Palau joined Peru in opposing the resolution.", {"against": "FJI PLW PER"}),
        ("The text was tabled by the core group (Norway, Peru and Chile).", {"sponsor": "NOR PER CHL"}),
        ("Austria and Mexico, the two sponsors of the resolution, were glad.", {"sponsor": "AUT MEX"}),
        ("Peru called a vote on the draft and then voted against it.", {"against": "PER"}),
        ("Kenya has since joined the co-sponsors of the draft resolution.", {"sponsor": "KEN"}),
        ("The text, penned by Norway (with Fiji abstaining), passed.", {"sponsor": "NOR", "abstained": "FJI"}),
        ("Ghana acted as co-author of a number of statements.", {}),
        ("The resolution was adopted, Fiji and Peru having abstained.", {"abstained": "FJI PER"}),
        ("Nepal was the lone South Asian country to abstain on the resolution.", {"abstained": "NPL"}),
        ("On that resolution, Fiji traditionally voted “for”.", {"in_favour": "FJI"}),
        ("Fiji and Peru said no to the amendment.", {"against": "FJI PER"}),
        ("Norway, which has vetoed nothing in years, hailed the resolution.", {}),
        ("Kenya had in June abstained on the resolution.", {"abstained": "KEN"}),
        ("Seven states, Fiji and Peru among them, preferred to abstain on the resolution.", {"abstained": "FJI PER"}),
    ],
)
def test_sponsors_and_voters_said_in_other_ways(analyse: Analyse, text: str, want: dict[str, str]) -> None:
    assert told(analyse, text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The draft resolution, tabled by Chile and Fiji, was put off.", {"sponsor": "CHL FJI"}),
        ("The text was co-sponsored by Peru, Fiji and 30 other countries.", {"sponsor": "PER FJI"}),
        ("The draft was presented by the delegation of Ghana on behalf of the African Group.", {"sponsor": "GHA"}),
        ("The resolution was proposed by 40 states, including Chile, Fiji and Mali.", {"sponsor": "CHL FJI MLI"}),
        ("The authors of the document were 20 countries, including Peru and Mali.", {"sponsor": "PER MLI"}),
        ("The Assembly took up the Indian-drafted resolution on lighthouses.", {"sponsor": "IND"}),
        ("The U.S.-led resolution passed.", {"sponsor": "USA"}),
        ("The Council discussed Mexico's draft resolution.", {"sponsor": "MEX"}),
        ("The Brazilian amendment was withdrawn.", {"sponsor": "BRA"}),
        ("Norway and Japan submitted a revised draft resolution.", {"sponsor": "NOR JPN"}),
        (
            "They welcomed resolution 79/901, which Kenya, Chad and Togo co-sponsored last year.",
            {"sponsor": "KEN TCD TGO"},
        ),
        (
            "We commend the governments of Peru and Haiti for leading the adoption of the resolution.",
            {"sponsor": "PER HTI"},
        ),
        ("Uruguay was among the main sponsors of the draft resolution.", {"sponsor": "URY"}),
    ],
)
def test_sponsors(analyse: Analyse, text: str, want: dict[str, str]) -> None:
    assert told(analyse, text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Chile voted against the draft resolution, while Fiji and Mali abstained.",
            {"against": "CHL", "abstained": "FJI MLI"},
        ),
        ("Peru and Haiti were in favour, Chad was against.", {"in_favour": "PER HTI", "against": "TCD"}),
        ("Ghana’s delegate, who had voted in favour of the resolution, took the floor.", {"in_favour": "GHA"}),
        ("Explaining her vote against the text, the representative of Malta said it went too far.", {"against": "MLT"}),
        ("The representative of Norway said her delegation had abstained.", {"abstained": "NOR"}),
        ("The draft resolution was vetoed by China. Later Russia vetoed the amendment.", {"against": "CHN RUS"}),
        ("The text passed with 12 votes in favour and Togo abstaining.", {"abstained": "TGO"}),
        ("The countries that voted against were Chile, Fiji and Mali.", {"against": "CHL FJI MLI"}),
        ("Chile, Fiji and Mali were among those voting against.", {"against": "CHL FJI MLI"}),
        ("The Secretary thanked Bahrain for voting in favour of the resolution.", {"in_favour": "BHR"}),
        ("Kenya chose to abstain.", {"abstained": "KEN"}),
        (
            "For: Bosnia and Herzegovina, Bolivia (Plurinational State of), Congo\n\nAgainst: Iran (Islamic Republic of)\n\n"
            "Abstaining: Democratic People’s Republic of Korea, Türkiye\n",
            {"in_favour": "BIH BOL COG", "against": "IRN", "abstained": "PRK TUR"},
        ),
    ],
)
def test_votes_cast(analyse: Analyse, text: str, want: dict[str, str]) -> None:
    assert told(analyse, text) == want


@pytest.mark.parametrize(
    "text",
    [
        "We urge Chile to vote against the resolution.",
        "Chile would vote in favour of the text.",
        "Chile did not vote against the resolution.",
        "The US-led coalition welcomed the resolution.",
        "A report submitted by Chile on the implementation of the resolution was noted.",
        "The Syria resolution was discussed.",
        "Chile presented its position on the draft resolution.",
        "Fiji reserves its right to vote against any text.",
    ],
)
def test_no_stance(analyse: Analyse, text: str) -> None:
    assert told(analyse, text) == {}


def test_each_list_goes_to_its_vote_and_a_sponsor_to_the_text_before(analyse: Analyse) -> None:
    text = (
        "The Assembly adopted resolution A/RES/79/901 by 150 votes in favour to 1 against (Fiji), with 2 abstentions (Chad, Togo). "
        "Tabled by Norway, it lists lighthouses.\n\n"
        "It then adopted resolution A/RES/79/902 by 140 votes in favour to 2 against (Chad, Peru), with 1 abstention (Fiji)."
    )
    rows = analyse(text, published="2024-12-20").stances
    assert [(row.country, row.stance, row.symbol) for row in rows] == [
        ("FJI", "against", "A/RES/79/901"),
        ("TCD", "abstained", "A/RES/79/901"),
        ("TGO", "abstained", "A/RES/79/901"),
        ("NOR", "sponsor", "A/RES/79/901"),
        ("TCD", "against", "A/RES/79/902"),
        ("PER", "against", "A/RES/79/902"),
        ("FJI", "abstained", "A/RES/79/902"),
    ]


def test_a_text_told_of_before_an_amendment_has_its_own_sponsors(analyse: Analyse) -> None:
    text = (
        "The Security Council adopted resolution 2728 (2024) by a vote of 14 in favour to none against, with 1 abstention.\n\n"
        "The text had been put forward by Chile and Peru. An amendment by Fiji was rejected by a vote of 3 in favour to 1 against, with 11 "
        "abstentions."
    )
    found = analyse(text, published="2024-03-25")
    votes = {vote.start: vote.in_favour for vote in found.votes}
    assert [(row.country, votes[row.vote]) for row in found.stances] == [("CHL", 14), ("PER", 14), ("FJI", 3)]


def test_one_row_a_country_stance_and_text(analyse: Analyse) -> None:
    text = "The Russian-drafted resolution was tabled by Russia in May. Russia’s draft resolution has 20 pages."
    assert [(row.country, row.stance) for row in analyse(text).stances] == [("RUS", "sponsor")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("She noted Togo’s support for the UNGA resolution on lighthouses.", {"in_favour": "TGO"}),
        ("Peru supported the Human Rights Council resolution.", {"in_favour": "PER"}),
        ("Peru supported a peaceful resolution of the conflict.", {}),
        ("Peru thanked the co-sponsors of the draft.", {}),
        (
            "Chile rejoined the core group and served as a main co-sponsor for a resolution on ports.",
            {"sponsor": "CHL"},
        ),
    ],
)
def test_support_for_a_body_s_resolution(analyse: Analyse, text: str, want: dict[str, str]) -> None:
    assert told(analyse, text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Fiji and Peru sided with Norway against the resolution.", {"against": "FJI PER NOR"}),
        ("Chile, co-sponsor of the resolution with Fiji and Peru, spoke.", {"sponsor": "CHL FJI PER"}),
        (
            "India abstained in the vote on the resolution while Norway co-sponsored it.",
            {"sponsor": "NOR", "abstained": "IND"},
        ),
        (
            "The delegate of Peru, explaining her position on “L.5”, said that she had voted in favour of the resolution. "
            "Fiji’s envoy told reporters he had abstained on the draft.",
            {"in_favour": "PER", "abstained": "FJI"},
        ),
        ("The representative of Fiji said that he would have voted against the resolution.", {}),
        (
            "Recorded vote: In favour: Albania, Angola. Against: Belarus. Abstaining: Chad, India. Absent: Nauru.",
            {"in_favour": "ALB AGO", "against": "BLR", "abstained": "TCD IND"},
        ),
        ("Fiji and Peru, which abstained from the resolution, were silent.", {"abstained": "FJI PER"}),
        (
            "The resolution was supported by Peru, Fiji and Chad, but opposed by Norway.",
            {"in_favour": "PER FJI TCD", "against": "NOR"},
        ),
        (
            "It passed by 18 votes to 3 (Fiji, Peru, Chad), with the abstention of Norway.",
            {"against": "FJI PER TCD", "abstained": "NOR"},
        ),
        ("Russia has today vetoed the draft.", {"against": "RUS"}),
        ("China and Russia cast vetoes on the draft.", {"against": "CHN RUS"}),
        ("Fiji was the lone vote against the resolution.", {"against": "FJI"}),
        (
            "The draft was tabled. Its co-sponsors numbered 39, among them Fiji, Peru and Chad.",
            {"sponsor": "FJI PER TCD"},
        ),
        (
            "Many voted for the text, 8 - against, among which are Fiji and Peru, and 50 abstained.",
            {"against": "FJI PER"},
        ),
        ("Fiji and Peru said they had abstained because the resolution was long.", {"abstained": "FJI PER"}),
        ("Fiji and Peru were among the 35 abstainers on the text.", {"abstained": "FJI PER"}),
        ("Chad, Fiji and four Pacific islands opposed the resolution.", {"against": "TCD FJI"}),
        ("Opposing the draft were Fiji and Chad.", {"against": "FJI TCD"}),
        ("Norway and Ireland, co-penholders on the text, spoke of the resolution.", {"sponsor": "NOR IRL"}),
        ("Strasbourg votes for the resolution on Fiji.", {}),
        ("No: 276, 13 December, regarding the resolution on Gaza and Fiji.", {}),
        (
            "A supplementary item, sponsored by Romania, Georgia and 49 others, gathered 90 votes in favour.",
            {"sponsor": "ROU GEO"},
        ),
    ],
)
def test_further_wordings(analyse: Analyse, text: str, want: dict[str, str]) -> None:
    assert told(analyse, text) == want
