"""The gazetteer: names in a sentence's words."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.gazetteer.load import READS, Gazetteer, load_gazetteer
from pipeline.gazetteer.membership import describe_group
from pipeline.resources import KnowledgeError, Models


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer(Models(Path(__file__).parents[1] / "models", READS))


def found(sentence: str) -> list[tuple[str, str]]:
    """Surface and id of the sure names in a sentence whose words are parted by spaces."""
    words = sentence.split()
    return [
        (" ".join(words[start:end]), names[0].thing)
        for start, end, names in _gazetteer().matches(words)
        if names[0].sure
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("MOSCOW , May 5", [("MOSCOW", "place:moscow")]),
        ("the U.S. and the US told us", [("U.S.", "country:USA"), ("US", "country:USA")]),
        ("Guinea - Bissau and Côte d’Ivoire", [("Guinea - Bissau", "country:GNB"), ("Côte d’Ivoire", "country:CIV")]),
        ("the Russian Foreign Ministry said", [("Russian Foreign Ministry", "ministry:RUS")]),
        ("Foreign Ministry of Serbia", [("Foreign Ministry of Serbia", "ministry:SRB")]),
        (
            "Ministry of Foreign Affairs of the Kyrgyz Republic",
            [("Ministry of Foreign Affairs of the Kyrgyz Republic", "ministry:KGZ")],
        ),
        ("the Embassy of Norway in Kenya", [("Embassy of Norway in Kenya", "embassy:NOR:KEN")]),
        ("the Assembly 's Third Committee", [("Assembly 's Third Committee", "body:un-third-committee")]),
        ("UN GA met", [("UN GA", "body:un-general-assembly")]),
        ("WHO said so ?", []),
        (
            "the Third Committee of the General Assembly of the United Nations",
            [("Third Committee of the General Assembly of the United Nations", "body:un-third-committee")],
        ),
        ("UN General Assembly Third Committee", [("UN General Assembly Third Committee", "body:un-third-committee")]),
        (
            "Board of Governors of the IAEA , the OSCE Permanent Council",
            [("Board of Governors of the IAEA", "body:iaea-board"), ("OSCE Permanent Council", "body:osce-pc")],
        ),
        (
            "the African Union 's Peace and Security Council",
            [("African Union 's Peace and Security Council", "body:au-psc")],
        ),
        (
            "the Russian Security Council and the UN Security Council",
            [("Russian Security Council", "security-council:RUS"), ("UN Security Council", "body:un-security-council")],
        ),
        (
            "Embassy of the Republic of Moldova to the United Kingdom",
            [("Embassy of the Republic of Moldova to the United Kingdom", "embassy:MDA:GBR")],
        ),
        (
            "Organisation for Security and Cooperation in Europe",
            [("Organisation for Security and Cooperation in Europe", "body:osce")],
        ),
        (
            "THE UNITED NATIONS , NAGORNO - KARABAKH",
            [("UNITED NATIONS", "body:un"), ("NAGORNO - KARABAKH", "place:karabakh")],
        ),
        (
            "Kiev and Zürich , Zurich",
            [("Kiev", "place:kyiv"), ("Zürich", "place:zurich-che"), ("Zurich", "place:zurich-che")],
        ),
        ("Air of Gao and the GAO report", [("Gao", "place:gao-mli"), ("GAO", "body:us-gao")]),
        ("turkish delight , us , russian dolls", []),
        ("Soviet officials of the USSR", [("Soviet", "country:SUN"), ("USSR", "country:SUN")]),
        ("UNPROFOR handed over to SFOR", [("UNPROFOR", "body:unprofor"), ("SFOR", "body:sfor")]),
        (
            "the Majilis , the Sabor and the Milli Majlis",
            [("Majilis", "body:kz-mazhilis"), ("Sabor", "parliament:HRV"), ("Milli Majlis", "parliament:AZE")],
        ),
        (
            "the Argentine Chamber of Deputies and the House of Representatives of Nigeria",
            [
                ("Argentine Chamber of Deputies", "chamber-of-deputies:ARG"),
                ("House of Representatives of Nigeria", "house-of-representatives:NGA"),
            ],
        ),
    ],
)
def test_names(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected


def test_no_alias_is_two_things_without_a_rule() -> None:
    """Sure names are of one thing; the rules are: the writing as it stands before other case, context before `?` names."""
    sure: dict[str, set[str]] = {}
    for name in _gazetteer():
        if name.sure:
            sure.setdefault(name.text, set()).update(n.thing for n in _gazetteer().names(name.text) if n.sure)
    assert {text: things for text, things in sure.items() if len(things) > 1} == {}


def test_every_thing_has_its_own_name() -> None:
    gazetteer = _gazetteer()
    missing = [t.id for t in gazetteer.things.values() if not any(n.thing == t.id for n in gazetteer.names(t.name))]
    assert missing == []


@pytest.mark.parametrize(
    ("bloc", "on", "count", "inside", "outside"),
    [
        ("body:un", "2019-12-27", 193, "CHE", "XKX"),
        ("body:un", "1973-01-01", 132, "SUN", "DEU"),
        ("body:brics", "2019-12-27", 5, "ZAF", "EGY"),
        ("body:brics", "2025-06-01", 10, "IDN", "SAU"),
        ("body:nato", "2023-04-05", 31, "FIN", "SWE"),
        ("body:eu", "2020-01-31", 28, "GBR", "TUR"),
        ("body:eu", "2020-02-01", 27, "HRV", "GBR"),
        ("body:sco", "2018-01-01", 8, "PAK", "IRN"),
        ("body:council-of-europe", "2022-04-01", 46, "SRB", "RUS"),
        ("body:asean", "2025-11-01", 11, "TLS", "PNG"),
    ],
)
def test_members_on_a_day(bloc: str, on: str, count: int, inside: str, outside: str) -> None:
    members = _gazetteer().members(bloc, date.fromisoformat(on))
    assert (len(members), inside in members, outside in members) == (count, True, False)


def test_the_blocs_of_a_country() -> None:
    blocs = _gazetteer().blocs("SWE", date(2024, 6, 1))
    assert {"body:un", "body:eu", "body:nato"} <= blocs
    assert "body:nato" not in _gazetteer().blocs("SWE", date(2024, 1, 1))


def test_offices_are_things() -> None:
    things = _gazetteer().things
    assert things["ministry:SRB"].name == "Ministry of Foreign Affairs of Serbia"
    assert things["ministry:PHL"].country == "PHL"
    assert things["delegation:NOR:body:osce"].name == "Permanent Delegation of Norway to the OSCE"
    assert things.get("ministry:XXX") is None


def test_a_wrong_row_is_named(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "models"
    shutil.copytree(folder / "kb", tmp_path / "kb")
    with (tmp_path / "kb" / "memberships.csv").open("a") as stream:
        stream.write("body:nowhere,FRA,2000-01-01,,own\n")
    with pytest.raises(KnowledgeError, match="body:nowhere"):
        load_gazetteer(Models(tmp_path, READS))


def test_the_membership_view() -> None:
    models = Path(__file__).parents[1] / "models"
    lines = describe_group(models, "BRICS", date(2019, 12, 27)).splitlines()
    assert lines[0].endswith("on 2019-12-27: 5 members")
    assert [line.split()[0] for line in lines[1:]] == ["BRA", "CHN", "IND", "RUS", "ZAF"]
    assert "  NOR  Norway" in describe_group(models, "body:nato", date(2019, 12, 27))
    with pytest.raises(LookupError, match="Hanseatic League"):
        describe_group(models, "Hanseatic League", date(2019, 12, 27))


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        ["\n\n"],
        ["\u200b"],
        ["🇫🇷", "🕊️"],
        ["of"] * 5000,
        ["UN", "General", "Assembly", "of", "the"] * 2000,
        ["A" * 100_000],
        ["Ministry", "of"] * 3000,
    ],
)
def test_odd_words(words: list[str]) -> None:
    assert all(0 <= start < end <= len(words) for start, end, _ in _gazetteer().matches(words))


def test_zero_width_marks_and_decomposed_letters_are_no_obstacle() -> None:
    assert found("Chis\u0327ina\u0306u and Mos\u200bcow")[0][1] == "place:chisinau"
    assert found("Cote d'Ivoire") == [("Cote d'Ivoire", "country:CIV")]
