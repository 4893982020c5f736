"""Datelines and header dates, from characters alone."""

import datetime

import pytest

from pipeline.page.datelines import ordinary_case, read_dateline
from pipeline.text.calendar import find_written_dates

PLACES = {
    "moscow": "Moscow",
    "berlin": "Berlin",
    "new york": "New York",
    "port-au-prince": "Port-au-Prince",
    "n’djamena": "N’Djamena",
}
PLACES |= {"united nations": "United Nations", "riyadh": "Riyadh", "baku": "Baku"}
AGENCIES = {
    "tass": "TASS",
    "xinhua": "Xinhua",
    "afp": "Agence France-Presse",
    "azertac": "AZERTAC",
    "spa": "Saudi Press Agency",
}
NEVER = frozenset(("background", "question", "update"))


def dateline(line):
    return read_dateline(line, places=PLACES, agencies=AGENCIES, never=NEVER)


@pytest.mark.parametrize(
    ("line", "place", "day", "agency", "rest"),
    [
        ("MOSCOW, March 5. /TASS/. The envoy arrived.", "Moscow", (None, 3, 5), "TASS", "The envoy"),
        ("Nairobi, Tuesday, March 5, 2024 - The envoy arrived.", "Nairobi", (2024, 3, 5), None, "The envoy"),
        ("NEW YORK. Nov 4 (Interfax) - The envoy arrived.", "New York", (None, 11, 4), "Interfax", "The envoy"),
        (
            "THE UNITED NATIONS, March 5. /TASS/. The envoy arrived.",
            "United Nations",
            (None, 3, 5),
            "TASS",
            "The envoy",
        ),
        ("MOSCOW, (BM) – The envoy arrived.", "Moscow", None, "BM", "The envoy"),
        ("BEIJING, Nov. 20 (Xinhua) -- The envoy arrived.", "Beijing", (None, 11, 20), "Xinhua", "The envoy"),
        ("GENEVA (4 April 2025) – The envoy arrived.", "Geneva", (2025, 4, 4), None, "The envoy"),
        ("Berlin – The envoy arrived.", "Berlin", None, None, "The envoy"),
        ("NAIROBI, Kenya (AFP) _ The envoy arrived.", "Nairobi", None, "AFP", "The envoy"),
        ("YEREVAN, NOVEMBER 5, AZERTAC. The envoy arrived.", "Yerevan", (None, 11, 5), "AZERTAC", "The envoy"),
        ("Riyadh, March 3, 2023, SPA -- The envoy arrived.", "Riyadh", (2023, 3, 3), "SPA", "The envoy"),
        ("(Brussels, 12 May 2022) The envoy arrived.", "Brussels", (2022, 5, 12), None, "The envoy"),
        ("Vienna, 12 May 2022: The envoy arrived.", "Vienna", (2022, 5, 12), None, "The envoy"),
        ("Lagos, June 3, 2020 (NAN) The envoy arrived.", "Lagos", (2020, 6, 3), "NAN", "The envoy"),
        ("RIYADH: The envoy arrived.", "Riyadh", None, None, "The envoy"),
        ("PORT-AU-PRINCE, May 5 (AFP) - The envoy arrived.", "Port-au-Prince", (None, 5, 5), "AFP", "The envoy"),
        ("United Nations, New York, 24 September 2019", "New York", (2019, 9, 24), None, ""),
        ("ST. JOHN’S, Antigua, 3 July 2019 — The envoy arrived.", "St. John’s", (2019, 7, 3), None, "The envoy"),
        ("Kazan, Russia, 22-24 October 2024", "Kazan", (2024, 10, 24), None, ""),
    ],
)
def test_datelines(line, place, day, agency, rest):
    found = dateline(line)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (found.date and (found.date.year, found.date.month, found.date.day)) == day
    assert line[found.end :].startswith(rest)


@pytest.mark.parametrize(
    "line",
    [
        "On March 5, the envoy arrived.",
        "In Geneva, 4 April 2025 – the day after – the envoy left.",
        "SECRETARY SMITH: Well, let me begin.",
        "Background – the envoy has been there before.",
        "Moscow, which had no part in it, was silent.",
        "Friday, April 19",
        "Regular Press Briefing – June 11, 2021",
        "Annual Meeting of the Board on Thursday, April 7, 2022",
        "LONDON (Who Will Be Next in the Post) - a question",
        "",
    ],
)
def test_what_is_no_dateline(line):
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("18 December 201816:50", ["2018-12-18"]),
        ("May 26, 202110:30 am", ["2021-05-26"]),
        ("13.02.2026 - Update : 14.02.2026", ["2026-02-13", "2026-02-14"]),
        ("2024-05-06T10:00:00Z", ["2024-05-06"]),
        ("the 12th of May, 2021", ["2021-05-12"]),
        ("03/04/2020", []),
        ("25/04/2020 or 04/25/2020", ["2020-04-25", "2020-04-25"]),
        ("31.02.2020 and 30 February 2020", []),
        ("Views: 1 204", []),
        ("resolution 75/282", []),
    ],
)
def test_written_dates(text, days):
    assert [str(w.date) for w in find_written_dates(text) if w.date] == days


def test_a_day_without_its_year_keeps_the_hole_and_its_weekday():
    [found] = find_written_dates("Friday, 5 May")
    assert (found.year, found.month, found.day, found.weekday, found.date) == (None, 5, 5, 4, None)
    assert find_written_dates("1 March 2024")[0].date == datetime.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("MOSCOW", "Moscow"),
        ("THE UNITED NATIONS", "United Nations"),
        ("N'DJAMENA", "N’Djamena"),
        ("DAR ES SALAAM", "Dar es Salaam"),
        ("Suva", "Suva"),
    ],
)
def test_ordinary_case(place, written):
    assert ordinary_case(place, PLACES) == written
