"""Mentions and what they name, one construction of the genre an example; places, bodies and people are facts, the wording ours."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.markup import differences, read_markup

Analyse = Callable[..., SimpleNamespace]

TITLES = [
    "[Turkish|label=NORP country=TUR] Foreign Minister [Hakan Fidan|label=PERSON] left for [Doha|label=GPE country=QAT] on Sunday.",
    "The Permanent Representative of [Ghana|label=GPE country=GHA] to the [United Nations|label=ORG], Ambassador "
    "[Kwesi Aidoo-Mensah|label=PERSON], took the floor first.",
    "Talks with [Dutch|label=NORP country=NLD] Prime Minister [Jan van den Heuvel|label=PERSON] lasted an hour.",
    "He thanked H.E. Mr. [Tshering Wangdi|label=PERSON] and Dr. [Paola Ricci|label=PERSON] for their patience.",
    "Crown Prince [Faisal bin Turki Al Rashid|label=PERSON] received Sheikh [Omar|label=PERSON] at noon.",
    "President [Ruto|label=PERSON] and Chancellor [Scholz|label=PERSON] spoke by phone on Tuesday.",
    "Special Envoy of the [UN|label=ORG] Secretary-General [Staffan Lindqvist|label=PERSON] was also present.",
    "Defence Minister of [Estonia|label=GPE country=EST] [Maarja Tamm|label=PERSON] declined to comment.",
    "SECRETARY [HOLLOWAY|label=PERSON]: We will see about that.",
]

POSSESSIVES = [
    "[Kazakhstan|label=GPE country=KAZ]'s delegation met the [European Union|label=ORG]’s negotiators.",
    "The [Norwegian|label=NORP country=NOR]-drafted text was set against the [Qatar|label=GPE country=QAT]-mediated deal.",
    "A [U.S.|label=GPE country=USA]-led force and an [EU|label=ORG]-funded clinic opened in [Chad|label=GPE country=TCD].",
    "It was the [Israeli|label=NORP country=ISR]-[Palestinian|label=NORP country=PSE] question that divided them.",
    "[Moscow|label=GPE country=RUS] and [Beijing|label=GPE country=CHN] disagree with [Washington|label=GPE country=USA].",
]

LISTS = [
    "The text was tabled by [Belarus|label=GPE country=BLR], [Côte d’Ivoire|label=GPE country=CIV], the [Lao People’s Democratic "
    "Republic|label=GPE country=LAO], [Guinea-Bissau|label=GPE country=GNB], [Timor-Leste|label=GPE country=TLS] and [Trinidad and "
    "Tobago|label=GPE country=TTO].",
    "Against: [Israel|label=GPE country=ISR], [Micronesia (Federated States of)|label=GPE country=FSM], [Nauru|label=GPE "
    "country=NRU], [United States|label=GPE country=USA].",
    "[Bosnia and Herzegovina|label=GPE country=BIH], [Serbia|label=GPE country=SRB] and [North Macedonia|label=GPE country=MKD] "
    "abstained, as did the [Republic of the Congo|label=GPE country=COG] and the [Democratic Republic of the Congo|label=GPE "
    "country=COD].",
    "The [Democratic People’s Republic of Korea|label=GPE country=PRK] (\\[DPRK\\]) objected.".replace(
        "\\[DPRK\\]", "[DPRK|label=GPE country=PRK]"
    ),
]

BODIES = [
    "The [Fifth Committee of the UN General Assembly|label=ORG] concluded its work.",
    "The [UN Security Council|label=ORG], the [International Court of Justice|label=ORG] and [UNICEF|label=ORG] are based elsewhere.",
    "The [Russian Foreign Ministry|label=ORG country=RUS] and the [Ministry of Foreign Affairs of Serbia|label=ORG country=SRB] "
    "exchanged notes.",
    "Officials of the [National Water Commission of Zambia|label=ORG] joined the [Lower Danube Navigation Authority|label=ORG].",
    "The [Caspian Fisheries Research Institute|label=ORG] ([CFRI|label=ORG name='Caspian Fisheries Research Institute']) published "
    "its figures; [CFRI|label=ORG name='Caspian Fisheries Research Institute'] staff then left.",
    "The [G7|label=ORG] countries, [BRICS|label=ORG] and the [Shanghai Cooperation Organisation|label=ORG] held separate sessions.",
]

LAWS = [
    "It acceded to the [Convention on Cluster Munitions|label=LAW] and cited "
    "[Executive Order 14071|label=LAW name='Executive Order 14071'].",
    "Under the [Coastal Zone Protection Act|label=LAW] no permit is needed.",
    "The [Charter of the United Nations|label=LAW] and [Regulation (EU) No 833/2014|label=LAW] were quoted at length.",
]

EVENTS = [
    "She will attend the [Antwerp Diamond Conference|label=EVENT] and the [U.S.-Georgia Strategic Dialogue|label=EVENT] next week.",
]

NOTHING = [
    "Member States should act; the Permanent Representative and other Heads of State agreed with the Chair.",
    "Unfortunately, the working group could not agree. Indeed, no State objected.",
    "It cost US$ 20 million, or 18 million US dollars, and was paid on Monday, 4 March 2024.",
    "Information and communications technologies (ICT) are discussed in Annex II, and ICT services in Chapter 4.",
    "For further information, see document A/HRC/55/L.17/Rev.1 or S/PV.9453.",
]


@pytest.mark.parametrize("example", [*TITLES, *POSSESSIVES, *LISTS, *BODIES, *LAWS, *EVENTS, *NOTHING])
def test_mentions(analyse: Analyse, example: str) -> None:
    text, spans = read_markup(example)
    assert differences(analyse(text).entities, spans) == []
