"""What mentions name: judged by the document where the name alone does not tell."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.markup import differences, read_markup

Analyse = Callable[..., SimpleNamespace]

PEOPLE = [
    # A surname goes with the one full name it fits, in any romanisation and in capitals.
    "[Yevgeny Samoilov|label=PERSON name='Yevgeny Samoilov'] spoke first. [Samoylov|label=PERSON name='Yevgeny Samoilov'] then left.",
    "Minister [Ines Carvalho|label=PERSON name='Ines Carvalho'] arrived.\n\n"
    "MINISTER [CARVALHO|label=PERSON name='Ines Carvalho']: Thank you.",
    "Judge [Peter Okafor|label=PERSON name='Peter Okafor'] and Senator [Ruth Okafor|label=PERSON name='Ruth Okafor'] met; "
    "[Okafor|label=PERSON name= status=ambiguous] said nothing.",
    # The office before a surname tells two of them apart; without one, the last is meant.
    "[MOSCOW|label=GPE country=RUS], 5 March 2002\n\nForeign Minister [Ivanov|label=PERSON name='Igor Ivanov'] flew to "
    "[Madrid|label=GPE country=ESP]. Defense Minister [Ivanov|label=PERSON name='Sergei Ivanov'] did not; [Ivanov|label=PERSON "
    "name='Sergei Ivanov'] stayed in [Russia|label=GPE country=RUS].",
    "[WASHINGTON|label=GPE country=USA], 5 March 2022\n\nIt was Secretary [Powell|label=PERSON name='Colin Powell'] who began it.",
    "[PANAMA CITY|label=GPE country=PAN], 5 March 2022\n\nThanks to President [Cortizo|label=PERSON name='Laurentino Cortizo'] of "
    "[Panama|label=GPE country=PAN].",
    "[BAGHDAD|label=GPE country=IRQ], 3 January 2007\n\nAn adviser to [al-Maliki|label=PERSON name='Nouri al-Maliki'] said no.",
    "[NEW YORK|label=GPE country=USA], 3 June 2011\n\nSecretary-General [Ban|label=PERSON name='Ban Ki-moon'] spoke; Ambassador "
    "[Rice|label=PERSON name='Susan Rice'] of the [United States|label=GPE country=USA] did not.",
    # A bare surname may be anybody's, and so may one after another office than the known person's.
    "[WASHINGTON|label=GPE country=USA], 5 March 2022\n\nAssistant Secretary [Perriello|label=PERSON name='Perriello'] wrote to the "
    "[United States|label=GPE country=USA].",
    # One whom a surname alone names, though the text says nothing of the country.
    "[Paris|label=GPE country=FRA], 3 March 2022\n\nPresident [Putin|label=PERSON name='Vladimir Putin'] did not reply.",
    # A government by the name of its head, also after its time.
    "[WASHINGTON|label=GPE country=USA], 5 March 2022\n\nThe pact was signed under the [Reagan|label=PERSON name='Ronald Reagan'] "
    "administration.",
    "5 March 2022\n\nShe had served under President [Reagan|label=PERSON name='Ronald Reagan'] for years.",
    # The fuller form of a name is the canonical one.
    "Mr. [Dario Bellini|label=PERSON name='Dario G. Bellini'] opened the talks. [Dario G. Bellini|label=PERSON] is the envoy.",
]

OFFICES = [
    "[Ukraine|label=GPE country=UKR]’s position is known, the [Ministry of Foreign Affairs of Latvia|label=ORG country=LVA] said. The "
    "[Foreign Ministry|label=ORG country=LVA] added nothing.",
    "[Vilnius|label=GPE country=LTU], 5 May 2023\n\nThe [Ministry of Foreign Affairs|label=ORG country=LTU] has summoned the "
    "[Belarusian|label=NORP country=BLR] chargé d’affaires.",
    "[WASHINGTON|label=GPE country=USA], 5 May 2022\n\nThe [Department of State|label=ORG country=USA] thanked "
    "[Iceland|label=GPE country=ISL]. [Iceland|label=GPE country=ISL] replied: the [Prime Minister’s Office|label=ORG country=ISL] and the "
    "[Foreign Ministry|label=ORG country=ISL] were glad.",
    # No American institution is called so: it is that of the country the text is about.
    "[WASHINGTON|label=GPE country=USA], 4 May 2021\n\nThe [United States|label=GPE country=USA] condemned the arrests in "
    "[Honduras|label=GPE country=HND]. "
    "[Honduran|label=NORP country=HND] judges and members of the [National Assembly|label=ORG country=HND] were named.",
]

BODIES = [
    "The [Security Council|label=ORG name='United Nations Security Council'] met. The [Council|label=ORG name='United Nations "
    "Security Council'] then heard a briefing.",
    "The [Human Rights Council|label=ORG name='United Nations Human Rights Council'] opened its session; the [Council|label=ORG "
    "name='United Nations Human Rights Council'] will vote on Friday.",
    "The [River Transport Commission of Bolivia|label=ORG] ([RTCB|label=ORG name='River Transport Commission of Bolivia']) is new.",
]

ELSEWHERE = [
    # The acronym of the whole is no name of the part.
    "The [Assembly of Elders of the East African Community|label=ORG name='Assembly of Elders of the East African Community'] "
    "([EAC|label=ORG name='East African Community']) sat in [Arusha|label=GPE country=TZA].",
    # Several countries have a body of the name; none is taken that the text says nothing of.
    "[Abuja|label=GPE country=NGA], 2 May 2023\n\nThe [House of Representatives|label=ORG country=NGA] adjourned.",
    "[Santiago|label=GPE country=CHL], 2 May 2023\n\nThe [Chamber of Deputies|label=ORG country=CHL] met; the "
    "[Argentine Chamber of Deputies|label=ORG country=ARG name='Chamber of Deputies of Argentina'] did not.",
    # No chamber of the publisher's country is called so: that of the country the text is about.
    "[WASHINGTON|label=GPE country=USA], 4 May 2021\n\nThe [United States|label=GPE country=USA] welcomes the vote. In "
    "[Bolivia|label=GPE country=BOL], the [Chamber of Deputies|label=ORG country=BOL] passed the law; [Bolivia|label=GPE "
    "country=BOL] is ready.",
    # Russia's is named so, but the text is about Belarus.
    "[WASHINGTON|label=GPE country=USA], 4 May 2021\n\nThe [Investigative Committee|label=ORG country=], it said in [Belarus|label=GPE "
    "country=BLR], is listed. [Russia|label=GPE country=RUS] objects; [Belarus|label=GPE country=BLR] and the "
    "[Belarusian|label=NORP country=BLR] envoy do not.",
    "[Abuja|label=GPE country=NGA], 2 May 2023\n\nThe [U.S. House of Representatives|label=ORG country=USA "
    "name='United States House of Representatives'] adjourned.",
]

PLACES = [
    # A country that claims a place makes no other place of it.
    "Talks in [Jerusalem|label=GPE country=ISR name='Jerusalem'], [Palestine|label=GPE country=PSE], and in [Sevastopol|label=GPE "
    "country=UKR name='Sevastopol'], [Russia|label=GPE country=RUS], failed.",
    "Fighting near [Tall Qasim|label=GPE country=SYR], [Syria|label=GPE country=SYR], went on.",
    "The [Ukrainian|label=NORP country=UKR] village of [Nova Hreblia|label=GPE country=UKR] was hit.",
]


SHORT = [
    # So it does where the words are no name but part of an office, or name another of its known senses.
    "The Assistant Secretary for Water and Forest Policy ([WFP|label=ORG]) spoke. [WFP|label=ORG name='Water and Forest "
    "Policy' status=nil] "
    "will reply.",
    # The text gives an acronym a sense of its own.
    "The [Western Farmers Policy Board|label=ORG] ([WFPB|label=ORG]) met; the [Water Fund of Palau|label=ORG] "
    "([WFP|label=ORG name='Water Fund of Palau']) did not.",
    # Short form and full name stand for each other, and nobody is called Moi here.
    "The [Memorandum of Intent|label=LAW] was signed. The [Memorandum of Intent|label=LAW] ([MOI|label=LAW]) is new.",
    "The [Arctic Council|name='Arctic Council'] met. The [Council|name='Arctic Council'] counts eight states.",
    "The [Convention on Cybercrime of the Council of Europe|label=LAW name='Convention on Cybercrime'] stays open.",
]


@pytest.mark.parametrize("example", [*PEOPLE, *OFFICES, *BODIES, *ELSEWHERE, *PLACES, *SHORT])
def test_links(analyse: Analyse, example: str) -> None:
    text, spans = read_markup(example)
    assert differences(analyse(text).entities, spans) == []


def test_every_row_says_what_decided_it(analyse: Analyse) -> None:
    found = analyse(
        "The [Security] Council met in Kigali on behalf of Norway. Mr. Anders Holm spoke.".replace(
            "[Security]", "Security"
        )
    )
    assert all("/" in entity.rule for entity in found.entities)
    assert {entity.status for entity in found.entities} <= {"linked", "nil", "ambiguous"}
    assert all((entity.status == "linked") == (entity.score is not None) for entity in found.entities)


def test_in_quote_is_told_by_the_marks(analyse: Analyse) -> None:
    found = analyse("“We trust Finland,” he said in Sweden.")
    assert [(e.text, e.in_quote) for e in found.entities] == [("Finland", True), ("Sweden", False)]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "“", "(((", "é" * 3000, "\u200b\u200b", "👍 🇺🇳 👍", "A " * 2000, "Dr. " * 500]
)
def test_odd_texts_do_no_harm(analyse: Analyse, text: str) -> None:
    found = analyse(text)
    assert all(text[e.start : e.end] == e.text for e in found.entities)


def test_the_home_countrys_own_senate(analyse: Analyse) -> None:
    text = "MANILA, July 3 (PNA) -- The Senate passed the pact. The US Ambassador to the Philippines was glad. Manila gains.\n"
    assert [r.country for r in analyse(text).entities if r.text == "Senate"] == ["PHL"]


def test_a_surname_that_is_spelt_like_a_particle(analyse: Analyse) -> None:
    text = "President Lee Jae-myung was sad. Lee noted that Korea had changed.\n"
    people = [r for r in analyse(text).entities if r.label == "PERSON"]
    assert [r.text for r in people] == ["Lee Jae-myung", "Lee"]
    assert len({r.entity_id for r in people}) == 1


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Foreign Office told Kabul that it must act. The Afghan envoy left. Pakistan waits.", "PAK"),
        ("LONDON — The Foreign Office called in the envoy. Britain would not be moved.", "GBR"),
        (
            "BERLIN — The Federal Foreign Office was closed. A Foreign Office aide said Germans should leave Iran.",
            "DEU",
        ),
    ],
)
def test_whose_foreign_office(analyse: Analyse, text: str, country: str) -> None:
    assert {r.country for r in analyse(text).entities if r.text.endswith("Foreign Office")} == {country}


def test_the_institution_of_the_country_before_it(analyse: Analyse) -> None:
    text = "Peru’s Congress met in Lima. The US Congress did not."
    assert [r.country for r in analyse(text).entities if r.text.endswith("Congress")] == ["PER", "USA"]
