"""Country lists beside figures: every country of a generated list, with the role of its figure, and no other."""

import random
from pathlib import Path

import pytest

from pipeline.gazetteer import load as gazetteer
from pipeline.resources import Models
from pipeline.votes import claims, lists, patterns, rollcalls
from pipeline.votes.countries import Countries
from tests.test_tallies import counts, find

MODELS = Models(Path(__file__).parents[1] / "models", [*gazetteer.READS, *claims.READS, *patterns.READS])
OFFICIAL = {
    "Albania": "ALB", "Antigua and Barbuda": "ATG", "Bolivia (Plurinational State of)": "BOL", "Bosnia and Herzegovina": "BIH",
    "Brunei Darussalam": "BRN", "Cabo Verde": "CPV", "Central African Republic": "CAF", "China": "CHN", "Congo": "COG",
    "Côte d’Ivoire": "CIV", "Czechia": "CZE", "Democratic People’s Republic of Korea": "PRK", "Iran (Islamic Republic of)": "IRN",
    "Democratic Republic of the Congo": "COD", "Dominican Republic": "DOM", "Dominica": "DMA", "Equatorial Guinea": "GNQ",
    "Eswatini": "SWZ", "Guinea": "GIN", "Guinea-Bissau": "GNB", "Lao People’s Democratic Republic": "LAO",
    "Micronesia (Federated States of)": "FSM", "Niger": "NER", "Nigeria": "NGA", "North Macedonia": "MKD", "Papua New Guinea": "PNG",
    "Republic of Korea": "KOR", "Republic of Moldova": "MDA", "Russian Federation": "RUS", "Saint Kitts and Nevis": "KNA",
    "Saint Vincent and the Grenadines": "VCT", "Sao Tome and Principe": "STP", "South Sudan": "SSD", "Sudan": "SDN",
    "Syrian Arab Republic": "SYR", "Timor-Leste": "TLS", "Trinidad and Tobago": "TTO", "Türkiye": "TUR",
    "United Arab Emirates": "ARE", "United Kingdom": "GBR", "United Republic of Tanzania": "TZA", "United States": "USA",
    "Venezuela (Bolivarian Republic of)": "VEN", "Viet Nam": "VNM",
}  # fmt: skip
TEMPLATES = [
    "adopted by {f} in favour ({F}) to {a} against ({A}), with {x} abstentions ({X}).",
    "by a vote of {f} in favour to {a} against ({A}), with {x} abstaining ({X}), the Council",
    "{f} countries voted for it, {a} countries, including {A}, voted against it, {x} abstained.",
    "{f} members backed it, {a} — {A} — voted against, and {x} abstained in the vote.",
    "In favour ({f}): {F}.\n\nAgainst ({a}): {A}.\n\nAbstaining ({x}): {X}.",
]


def joined(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]


@pytest.fixture(scope="module")
def known() -> Countries:
    return Countries(gazetteer.load_gazetteer(MODELS), claims.load_claims(MODELS).bare)


def test_three_hundred_generated_lists(known: Countries) -> None:
    chance = random.Random(1945)
    rolls = rollcalls.load_rolls(patterns.load_grammar(MODELS), MODELS.toml("en/votes.toml")["heads"])
    wrong = []
    for _ in range(300):
        drawn = chance.sample(sorted(OFFICIAL), chance.randint(3, 24))
        cuts = sorted(chance.sample(range(1, len(drawn)), 2))
        groups = drawn[: cuts[0]], drawn[cuts[0] : cuts[1]], drawn[cuts[1] :]
        template = chance.choice(TEMPLATES)
        f, a, x = (len(group) for group in groups)
        F, A, X = (joined(group) for group in groups)
        text = template.format(f=f, a=a, x=x, F=F, A=A, X=X)
        tally = find(text)[0]
        want = {
            (OFFICIAL[name], role)
            for name_of, role, group in (
                ("F", "in_favour", groups[0]),
                ("A", "against", groups[1]),
                ("X", "abstained", groups[2]),
            )
            for name in group
            if "{" + name_of + "}" in template
        }
        found = [(actor.country, stance) for actor, stance, _ in lists.beside_figures(text, tally, [], known)]
        for roll in rollcalls.find_roll_calls(text, [], known, rolls):
            found += [(actor.country, side) for side, listed in roll.sides.items() for actor in listed]
        if set(found) != want or len(found) != len(want) or counts(tally) != (f, a, x):
            wrong.append((text, set(found) ^ want))
    assert not wrong, [(text[:300], odd) for text, odd in wrong[:3]]
