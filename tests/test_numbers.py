"""Quantities: one marked-up example a rule; `[text|column=value]` marks a row and what it must hold."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.markup import differences, read_markup

Analyse = Callable[..., SimpleNamespace]

ALL = [
    # digits, words, both
    "They visited [94|value=94 counted=camp kind=cardinal comparator==] camps and met [twenty-three|value=23 counted=envoy] envoys.",
    "The fund fed [1.2 million|value=1200000 counted=child] children and [two and a half million|value=2500000 counted=adult] adults.",
    "It names [1 940|value=1940 counted=person] persons, [2,600|value=2600 counted=firm] firms and [1.450|value=1450 counted=ship] ships.",
    "Delhi sent [1.5 lakh|value=150000 counted=tent] tents and [2 crore|value=20000000 counted=dose] doses.",
    "The ministry bought [a dozen|value=12 counted=truck] trucks and [half a dozen|value=6 counted=crane] cranes.",
    # comparators before and after
    "[At least|] [40|value=40 comparator=>= counted=guest] guests came, [fewer than|] [30|value=30 comparator=<] stayed.",
    "[12|value=12 comparator=>= counted=vessel] or more vessels, [100|value=100 comparator=>= counted=company]+ companies, "
    "some [900|value=900 comparator=~ counted=call] calls.",
    "Nearly [70|value=70 comparator=~] drafts, over [300|value=300 comparator=>] pages, up to [5|value=5 comparator=<=] annexes, "
    "just under [80|value=80 comparator=<] readers.",
    "They spoke about the [three|value=3 comparator== counted=islander] islanders.",
    # ranges
    "The mission needs [15 to 20|value=15 value_high=20 counted=officer] officers and [10-14|value=10 value_high=14 counted=boat] boats.",
    "Between [12 and 15 per cent|value=12 value_high=15 kind=percent counted=harvest] of the harvest was lost.",
    "The levy rose from [12.5|value=12500000 kind=money unit=EUR value_high=] to [25 million euros|value=25000000 unit=EUR].",
    "It was carried by [17|value=17] votes to [21|value=21], with [9|value=9 counted=abstention] abstentions.",
    # money
    "They pledged [€15 mln|value=15000000 kind=money unit=EUR], [US$ 3bn|value=3000000000 unit=USD], "
    "[320 mln euro|value=320000000 unit=EUR], [NOK 12 million|value=12000000 unit=NOK] and [Rs. 250 crore|value=2500000000 unit=INR].",
    "[A$30 million|value=30000000 unit=AUD], [CHF 2.5m|value=2500000 unit=CHF], [5 billion yuan|value=5000000000 unit=CNY], "
    "[half a billion dollars|value=500000000 unit=USD] and [€20-25 million|value=20000000 value_high=25000000 unit=EUR] were spent.",
    "It came to [1.5 trillion dollars|value=1500000000000 unit=USD], and may reach [9 trillion|value=9000000000000 kind=money unit=USD].",
    "It has a population of [23m|value=23000000 kind=cardinal], [5m|value=5000000 counted=people] people, "
    "a [100m|value=100 unit=m] track and a "
    "[12-nautical-mile|value=12 unit=nmi] limit; it rose ([22%|value=22]) and (+[3%|value=3]).",
    "SEVENTY-FIRST SESSION, [52ND|value=52 kind=ordinal] & [53RD|value=53 kind=ordinal] MEETINGS"[22:],
    # percentages and what they are of
    "Some [27 per cent|value=27 kind=percent counted=population comparator=~] of the world’s population and a duty of up to "
    "[50 percent|value=50 counted=duty comparator=<=] were named.",
    # units
    "The line runs [187 kilometres|value=187 kind=quantity unit=km], carries [200 MW|value=200 unit=MW] and took "
    "[4,500 tonnes|value=4500 unit=t] of steel.",
    # ordinals
    "At its [75th|value=75 kind=ordinal counted=session] session it held the "
    "[second|value=2 kind=ordinal counted=meeting] ministerial meeting.",
    # what an abbreviation says whose they are
    "She announced a gift of [3.4 million|value=3400000 counted=dose] measles vaccine doses to Samoa.",
    "A pact of the [five|value=5 counted=country] Mekong–region countries was signed.",
    "Envoys of [57|value=57 counted=state] OSCE participating States saw [52|value=52 counted=mission] U.S. diplomatic missions.",
    # what is counted: partitives, ellipsis, compounds, relative clauses
    "About [8,100|value=8100 counted=troop comparator=~] of the [11,900|value=11900 counted=troop] authorised troops left.",
    "She received [29|value=29 counted=request] requests for exemptions, [27|value=27 counted=request] of them settled at once.",
    "Agreement was reached on [14|value=14 counted=point] points; the remaining [three|value=3 counted=point] will follow.",
    "No fewer than [40|value=40 counted=observer] and not more than [60|value=60 counted=observer] observers came.",
    "A [14|value=14 counted=member]-member delegation arrived.",
    "The number of slots will go up from [90|value=90 counted=slot] to [140|value=140 counted=slot] a year.",
    "The text had [94|value=94 counted=state] member states behind it, with [59|value=59] voting against and [33|value=33] abstaining.",
    # how a figure is meant: by what governs it, never by a word that only stands near
    "He will brief the other [14|value=14 modality=actual] governors of the [52|value=52 counted=seat modality=actual]-seat chamber.",
    "Exports could reach [9 million tonnes|value=9000000 unit=t modality=forecast], and the port took [4 million tonnes|modality=actual].",
    "The planned [600|value=600 counted=school modality=target] schools are late, an estimated [40|modality=estimate comparator=~] stand.",
    # what an amount is reckoned by
    "It pays [€40|value=40 per=person unit=EUR] per person and pumps [30 litres|value=30 unit=L per=second] a second.",
    # parts of a scale, signs, letters of a currency
    "They lost [a quarter of a million|value=250000 counted=sheep] sheep, [2¾ per cent|value=2.75 kind=percent] of the herd, "
    "and walked [three and one-half miles|value=3.5 unit=mi].",
    "Durban borrowed [R3.5 billion|value=3500000000 unit=ZAR], Puebla [MXN$12 million|value=12000000 unit=MXN], "
    "Riga [40 EUR million|value=40000000 unit=EUR].",
    "It was [-4 °C|value=-4 unit=°C] by night; the motion passed [61|value=61 kind=percent]-[39 percent|value=39].",
    # nouns left out, owners, what a compound counts
    "Some [90|value=90 counted=sailor] sailors were freed, [600|value=600 counted=sailor] flown home and "
    "[70|value=70 counted=sailor] taken to Cebu.",
    "The [two|value=2 counted=town] towns’ mayors met after [five|value=5 counted=party]-party talks.",
    # no quantities: telephone numbers, houses
    "Call 030-4455-6677 or (020) 755-1200, or come to 240 Harbour Street.",
]

NONE = [
    "Cairo, 7 Shawwal 1444: it recalls Articles 19 and 20 of the pact.",
    "They promised (1) early talks; (2) aid; and (3) visits. To ask, press 1.",
    "Write to Harbour Street 5, 1055 Copenhagen, for more.",
    "See resolution 75/282, A/RES/74/247, S/2019/123, GA/12231 and SC/15512.",
    "Article 51, paragraph 14, rule 39, agenda item 34, No. 118 and Annex 2 apply.",
    ["The G20, the Group of 77, an Il-76", " F-16s’ engines"][0] + " and COVID-19 were named.",
    "It met on 12 December 2019 at 10:30 a.m. for three days; in 2020 it rested for six months.",
    "Call +49 30 1234567 or write to desk2@example.org, https://example.org/news/1802252/.",
    "1. The Council shall report.\n2. The Assembly shall listen.",
    "One must ask one another; on the one hand no one knows.",
    "First, we note this. Second, we ask for that.",
    "The First Lady met the Second Secretary.",
    "COP29 will follow COP28 within the Agenda 2063.",
]


@pytest.mark.parametrize("marked", ALL)
def test_quantities(analyse: Analyse, marked: str) -> None:
    text, spans = read_markup(marked)
    spans = [span for span in spans if span.values]
    assert differences(analyse(text).numbers, spans) == []


@pytest.mark.parametrize("text", NONE)
def test_no_quantities(analyse: Analyse, text: str) -> None:
    assert analyse(text).numbers == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("In Kenya the yard will cost 46 billion shillings.", "KES"),
        ("In Uganda the yard will cost 46 billion shillings.", "UGX"),
        ("The yard will cost 46 billion shillings.", None),
        ("Egypt lent 3 billion pounds.", "EGP"),
        ("London lent 3 billion pounds.", "GBP"),
        ("Norway and Denmark gave 30 million kroner.", None),
    ],
)
def test_a_currency_that_several_countries_have(analyse: Analyse, text: str, unit: str | None) -> None:
    assert [row.unit for row in analyse(text).numbers] == [unit]


def test_a_vague_number_has_no_value(analyse: Analyse) -> None:
    rows = analyse("Dozens of countries and tens of millions of people suffer.").numbers
    assert [(row.value, row.counted, row.rule) for row in rows] == [
        (None, "country", "vague"),
        (None, "people", "vague"),
    ]


def test_modality_follows_the_word_before(analyse: Analyse) -> None:
    text = "They trained 40 medics. They will train 50 medics. An estimated 60 medics left. The target is 70 medics."
    assert [row.modality for row in analyse(text).numbers] == ["actual", "forecast", "estimate", "target"]


def test_figures_of_a_vote_sponsors_and_signatories_have_their_role(analyse: Analyse) -> None:
    text = (
        "The Assembly adopted the resolution by 98 votes to 7, with 65 abstentions. The text was co-sponsored by 36 countries. "
        "So far 43 countries have signed the treaty and it needs 40 ratifications; 12 trucks came."
    )
    found = {row.text: row.role for row in analyse(text).numbers}
    assert found == {
        "98": "in_favour", "7": "against", "65": "abstained", "36": "sponsors", "43": "signatories", "40": "ratifications", "12": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "\n", "…", "5", "½ ¼ ٣ 五", "one " * 400, "1" * 5000, "1,1,1,1," * 300, "(" * 300 + "7", "$" * 50, "-- 3 --"],
)
def test_odd_texts_cost_nothing(analyse: Analyse, text: str) -> None:
    for row in analyse(text).numbers:
        assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Yesterday the Assembly adopted at its 73rd session resolution 73/187.", ["session"]),
        ("The eleventh emergency special session resumed.", ["session"]),
        (
            "Two drafts were put. One passed with 45 abstentions. The second, from Peru, failed.",
            ["draft", "abstention", "draft"],
        ),
        ("The first draft named Lima. Sessions alternate. We expect the first one in May.", ["draft", None]),
    ],
)
def test_what_an_ordinal_counts(analyse: Analyse, text: str, want: list[str | None]) -> None:
    assert [row.counted for row in analyse(text).numbers if row.text != "One"] == want


def test_what_money_is_for(analyse: Analyse) -> None:
    text = "Oslo gave $4 million in emergency food aid, and €9 million to rebuild the harbour. Riga spent €2 million on Monday."
    assert [row.purpose for row in analyse(text).numbers] == ["emergency food aid", "to rebuild the harbour", None]
