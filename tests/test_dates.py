"""Dates: what the grammar finds and what it stands for, one marked-up example a rule; no model is loaded but for tenses."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import spacy

from pipeline.dates import find as dates
from pipeline.resources import Models
from pipeline.tables import Date, Error
from tests.markup import differences, lines_of, read_markup, text_of

MODELS = Path(__file__).parents[1] / "models"


@cache
def _lexicon() -> dates.Lexicon:
    return dates.load(Models(MODELS, dates.READS))


@cache
def _blank() -> Any:
    return spacy.blank("en")


def find(text: str, published: str | None = "2025-06-18") -> list[Date | Error]:
    """The rows of a text that was not parsed: without tags no tense is known."""
    day = datetime.date.fromisoformat(published) if published else None
    return dates.find_dates(text_of(_blank()(text), lines_of(text).segments, published=day), _lexicon())


def check(marked: str, published: str | None = "2025-06-18") -> None:
    text, spans = read_markup(marked)
    rows = [row for row in find(text, published) if isinstance(row, Date)]
    assert differences(rows, spans) == []
    assert all(text[row.start : row.end] == row.text for row in rows)


# 18 June 2025 is a Wednesday.
@pytest.mark.parametrize(
    "marked",
    [
        "signed on [4 March 2021|value=2021-03-04 type=DATE precision=day earliest=2021-03-04 latest=2021-03-04]",
        "signed on [March 4, 2021|value=2021-03-04 rule=month-day-year]",
        "signed on [March 4th of 2021|value=2021-03-04]",
        "signed on [the 4th of March 2021|value=2021-03-04]",
        "Kampala, [Thursday, 4 March 2021|value=2021-03-04]",
        "born on [Sept. 9, 1958|value=1958-09-09]",
        "Bern, [04.03.2021|value=2021-03-04 rule=numeric] - The Federal Council",
        "Last update: [2021-03-04|value=2021-03-04]",
        "on [22-Mar-2024|value=2024-03-22]",
        "decree of [14 January '98|value=1998-01-14]",
        "Bogotá, [15 de marzo de 2024|value=2024-03-15]",
        "Genève, le [12 août 2023|value=2023-08-12]",
        "Москва, [9 мая 2022|value=2022-05-09]",
        "Berlin, [3. Oktober 1990|value=1990-10-03]",
    ],
)
def test_absolute_days(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "will travel to Oslo [May 14|value=2024-05-14]-[16, 2024|value=2024-05-16]",
        "will travel to Oslo from [14|value=2024-05-14] to [16 May 2024|value=2024-05-16]",
        "from [28 February|value=2023-02-28] to [3 March 2023|value=2023-03-03]",
        "held on [9|value=2024-07-09] and [11 July 2024|value=2024-07-11]",
        "meets [June 30|value=2025-06-30] – [July 2|value=2025-07-02]",
        "between [2018|value=2018] and [2025|value=2025] exports doubled",
        "the [2018|value=2018]-[2025|value=2025] framework",
        "[January|value=2024-01] to [March 2024|value=2024-03]",
    ],
)
def test_each_end_of_a_range_is_a_row(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The envoy arrived on [Monday|value=2025-06-16 anchor=published]",
        "in Vienna on [Wednesday|value=2025-06-18]",
        "The talks held [last Thursday|value=2025-06-12] failed",
        "They meet again [next Monday|value=2025-06-23]",
        "a visit [this Friday|value=2025-06-20]",
        "[Tuesday evening|value=2025-06-17TEV type=TIME]",
        "on [the night of Saturday|value=2025-06-14TNI]",
        "in force until [Friday|value=2025-06-20]",
        "[Late Monday|value=2025-06-16 mod=END], both sides withdrew",
        "open on [Mondays|value=XXXX-WXX-1 type=SET]",
    ],
)
def test_days_of_the_week(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[yesterday|value=2025-06-17]",
        "[today|value=2025-06-18]’s vote",
        "leaves [tomorrow|value=2025-06-19] and returns [the day after tomorrow|value=2025-06-20]",
        "[this morning|value=2025-06-18TMO type=TIME]",
        "[last night|value=2025-06-17TNI]",
        "[tonight|value=2025-06-18TNI]",
        "as of [noon today|value=2025-06-18T12:00]",
        "[earlier today|value=2025-06-18 mod=START]",
    ],
)
def test_days_near_the_release(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    ("marked", "published"),
    [
        ("On [December 28|value=2019-12-28] the Assembly", "2020-01-03"),
        ("On [2 January|value=2020-01-02] the Assembly", "2019-12-30"),
        ("due to report by [31 August|value=2025-08-31]", "2025-07-24"),
        ("On [December 28|value=XXXX-12-28 anchor=none earliest= latest=] the Assembly", None),
        ("in [May|value=XXXX-05]", None),
        ("until [November|value=2026-11]", "2026-02-13"),
        ("since [February|value=2022-02]", "2022-07-09"),
        ("[last December|value=2024-12] in Geneva", "2025-10-09"),
        ("[this coming September|value=2026-09]", "2025-10-09"),
        ("in [March of last year|value=2024-03]", "2025-10-09"),
        ("[15 April of this year|value=2025-04-15]", "2025-10-09"),
    ],
)
def test_days_and_months_without_a_year(marked: str, published: str | None) -> None:
    check(marked, published)


@pytest.mark.parametrize(
    "marked",
    [
        "in [mid-July|value=2025-07 mod=MID earliest=2025-07-11 latest=2025-07-20]",
        "by [early 2027|value=2027 mod=START earliest=2027-01-01]",
        "since [the beginning of the year|value=2025 mod=START]",
        "by [the end of 2028|value=2028-12 mod=END]",
        "by [the end of March|value=2026-03 mod=END]",
        "[earlier this month|value=2025-06 mod=START earliest=2025-06-01 latest=2025-06-18]",
        "[later this year|value=2025 mod=END earliest=2025-06-18 latest=2025-12-31]",
        "in [late October 2023|value=2023-10 mod=END]",
        "[early next week|value=2025-W26 mod=START]",
    ],
)
def test_early_mid_and_late(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "in [1998|value=1998 precision=year earliest=1998-01-01 latest=1998-12-31]",
        "the [2015|value=2015] agreement",
        "[last year|value=2024] and [next year|value=2026]",
        "[this week|value=2025-W25 earliest=2025-06-16 latest=2025-06-22]",
        "[last month|value=2025-05]",
        "over [the weekend|value=2025-W24-WE]",
        "in [the first half of 2024|value=2024-H1 precision=half latest=2024-06-30]",
        "in [the second half of next year|value=2026-H2]",
        "in [the first quarter of 2026|value=2026-Q1]",
        "in [the last quarter of the year|value=2025-Q4]",
        "in [Q3 2024|value=2024-Q3]",
        "[last year's third quarter|value=2024-Q3]",
        "in [the 1990s|value=199 precision=decade earliest=1990-01-01 latest=1999-12-31]",
        "in [the early eighties|value=198 mod=START]",
        "in [the 19th century|value=18 precision=century]",
        "[last summer|value=2024-SU]",
        "in [the spring of 2020|value=2020-SP]",
        "in [fiscal year 2023|value=2023]",
        "[Easter Sunday|value=2025-04-20]",
        "on [Christmas Eve 2021|value=2021-12-24]",
        "in the [2023/24|value=2023/2024] season",
        "in [nineteen ninety-six|value=1996]",
    ],
)
def test_years_and_their_parts(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[two years ago|value=2023]",
        "[a fortnight ago|value=2025-06-04]",
        "[three days ago|value=2025-06-15]",
        "[six months ago|value=2024-12]",
        "[a decade ago|value=2015]",
        "[nearly four years ago|value=2021 mod=APPROX]",
        "[several years ago|value=PAST_REF]",
        "[10-20 years ago|value=PAST_REF]",
        "founded [32 years ago|value=1993]",
    ],
)
def test_distances(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "On [17 May 2019|value=2019-05-17] the Council met. [The following day|value=2019-05-18] it adjourned",
        "On [17 May 2019|value=2019-05-17] he spoke; [that evening|value=2019-05-17TEV] he left",
        "In [2018|value=2018] there were ten; [a year earlier|value=2017], nine",
        "In [2018|value=2018], against ten in [the previous year|value=2017]",
        "met on [17 May 2019|value=2019-05-17], having dined [the day before|value=2019-05-16].",
        "adopted in [March 2017|value=2017-03]. [That year|value=2017] the mission",
    ],
)
def test_dates_that_lean_on_the_date_spoken_of(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "for [two years|value=P2Y type=DURATION]",
        "over [the last two years|value=P2Y earliest=2023-06-18 latest=2025-06-18]",
        "in the [three-day|value=P3D] session",
        "within [thirty (30) days|value=P30D]",
        "[more than a decade|value=P10Y mod=MORE_THAN]",
        "[up to 15 years|value=P15Y mod=EQUAL_OR_LESS]",
        "a [decade-long|value=P10Y] war",
        "for [years|value=PXY]",
        "in [a few minutes|value=PTXM]",
        "lasted [two and a half years|value=P2Y6M]",
        "lasted [a year and a half|value=P1Y6M]",
        "[half an hour|value=PT30M]",
        "spent [90 hours|value=PT90H] there",
        "[the past eighteen years|value=P18Y]",
        "in [the next 12 to 18 months|value=PXM]",
        "calls in [the past week|value=P1W]",
        "in [the coming months|value=FUTURE_REF]",
        "in [recent years|value=PAST_REF]",
        "the [first nine months|value=P9M] of [2024|value=2024]",
    ],
)
def test_durations(marked: str) -> None:
    # An article the extent takes in stands inside the marks.
    check(marked.replace("the [first nine months|", "[the first nine months|"))


@pytest.mark.parametrize(
    "marked",
    [
        "reviewed [every six months|value=P6M type=SET]",
        "[once a year|value=P1Y type=SET]",
        "rises to 140 [a year|value=P1Y type=SET]",
        "[daily|value=P1D type=SET] flights",
        "[every Thursday|value=XXXX-WXX-4]",
        "[each July|value=XXXX-07]",
        "[every two years|value=P2Y]",
        "open [24 hours a day|value=PT24H type=SET]",
        "[every other week|value=P2W]",
    ],
)
def test_sets(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "at [10 a.m.|value=2025-06-18T10:00 precision=minute]",
        "at [10:59 A.M. EDT|value=2025-06-18T10:59]",
        "[18 December 2018|value=2018-12-18][16:50|value=2018-12-18T16:50]",
        "at [0900 GMT|value=2025-06-18T09:00]",
        "at [10 a.m. on Monday, 16 December|value=2024-12-16T10:00]",
        "until [5 p.m. EST Nov. 9|value=2025-11-09T17:00]",
        "at [noon Saturday|value=2025-06-14T12:00]",
        "on [the evening of August 18|value=2025-08-18TEV]",
    ],
)
def test_times(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    ["we see [now|value=PRESENT_REF]", "in [the near future|value=FUTURE_REF]", "in [the past|value=PAST_REF], it"],
)
def test_references_to_no_day_in_particular(marked: str) -> None:
    check(marked)


# 18 June 2025 is a Wednesday.
@pytest.mark.parametrize(
    "marked",
    [
        "on [April 24|value=2025-04-24] and [25|value=2025-04-25].",
        "from [May 30|value=2024-05-30] to [June 2, 2024|value=2024-06-02]",
        "it opens on [the 20th|value=2025-06-20].",
        "due by [the 15th of next month|value=2025-07-15]",
        "[the first Sunday of every month|value=P1M type=SET]",
        "founded in [March '98|value=1998-03]",
        "in [January nineteen ninety-seven|value=1997-01]",
        "on [January ninth|value=2025-01-09]",
        "flights leave on [Tuesday nights|value=XXXX-WXX-2TNI type=SET]",
        "a hearing in [the week of March 6|value=2025-W10]",
        "struck [overnight|value=2025-06-17TNI]",
        "In [the afternoon|value=2025-06-18TAF] the delegates of",
        "by [mid-afternoon|value=2025-06-18TAF mod=MID]",
        "On [Friday, 13 June, evening|value=2025-06-13TEV] talks went on",
        "at [4 in the morning|value=2025-06-18T04:00]",
        "until [9 a.m. Tuesday|value=2025-06-24T09:00]",
        "at [8:30 p.m. yesterday|value=2025-06-17T20:30]",
        "the [post-1991|value=1991 mod=AFTER] order",
        "in [FY 2023|value=2023]",
        "in [the year two thousand|value=2000]",
        "well into [the summer|value=2025-SU], they said",
        "in [the autumn of last year|value=2024-FA]",
        "the [past three summers|value=XXXX-SU type=SET]",
        "which [months ago|value=PAST_REF] was unknown",
        "in [the weeks ahead|value=PXW] and [the year ahead|value=P1Y]",
        "over [the last year|value=P1Y earliest=2024-06-18]",
        "within [two to three weeks|value=PXW]",
        "for [an additional year|value=P1Y]",
        "in [a year or two|value=PXY]",
        "a [decades-long|value=PXY] dispute",
        "over [the years|value=PXY]",
        "[every day|value=P1D type=SET] and [every quarter|value=P1Q]",
        "in each of [the past three years|value=P1Y type=SET]",
        "two vessels [per day|value=P1D type=SET]",
        "hit by [the last quarter of a century|value=P25Y]",
        "a [half-hour|value=PT30M] call after a [half-century|value=P50Y]",
        "[later in the week|value=2025-W25 mod=END]",
        "in [winter 2021/2022|value=2021-WI], [Easter|value=2025-04-20], and after",
        "from at least [August 2020|value=2020-08]",
        "at [10am|value=2025-06-18T10:00] and [6:30pm|value=2025-06-18T18:30]",
        "the [2005-06|value=2005/2006 earliest=2005-01-01 latest=2006-12-31] season",
        "a [weeklong|value=P1W] visit, [a year-and-a-half|value=P1Y6M] of work",
        "expected by [year-end|value=2025-12 mod=END]",
    ],
)
def test_rarer_forms(marked: str) -> None:
    check(marked.replace("the [past three summers|", "[the past three summers|"))


@pytest.mark.parametrize(
    "marked",
    [
        "In [the second quarter|value=1999-Q2] sales rose; in [the year-ago quarter|value=1998-Q2] they fell",
        "[second-quarter|value=1999-Q2] sales rose from [a year earlier|value=1998-Q2]",
        "In [the second quarter|value=1999-Q2], against [the same period last year|value=1998-Q2]",
        "In [the second quarter|value=1999-Q2], up from [last year's quarter|value=1998-Q2]",
        "In [the second quarter|value=1999-Q2] it lost more than in [the quarter a year ago|value=1998-Q2]",
        "In [the second quarter|value=1999-Q2] it earned less than in [the 1997 quarter|value=1997-Q2]",
        "Costs in [the latest quarter|value=1999-Q2] fell from [year-earlier|value=1998-Q2] costs",
        "for [the quarter|value=1999-Q2] ended [June 30|value=1999-06-30]",
        "for [the year|value=P1Y] ended [June 30|value=1999-06-30]",
        "in [the first half|value=1999-H1], aid",
        "For [the nine months|value=P9M] it earned ten, [a year earlier|value=1998] nine",
        "against [the year-earlier nine months|value=P9M]",
    ],
)
def test_quarters_of_company_reports(marked: str) -> None:
    check(marked, "1999-07-20")


# 17 September 2024 is a Tuesday.
@pytest.mark.parametrize(
    "marked",
    [
        "BEIJING, [Sept. 17|value=2024-09-17] (Xinhua) -- The ministry",
        "[Tue, 17 Sep 2024|value=2024-09-17] [12:30:45|value=2024-09-17T12:30]",
        "[SEPTEMBER 17, 2024|value=2024-09-17]",
        "from [September 23|value=2024-09-23] to [27|value=2024-09-27]",
        "on [12|value=2023-07-12], [13|value=2023-07-13] and [14 July 2023|value=2023-07-14]",
        "the [24 February 2022|value=2022-02-24] invasion",
        "[Monday|value=2024-09-16] to [Wednesday|value=2024-09-18]",
        "[this coming Friday|value=2024-09-20], not [next Friday|value=2024-09-27]",
        "at [14:00 Moscow time|value=2024-09-17T14:00] ([11:00 GMT|value=2024-09-17T11:00])",
        "at [15.30 local time|value=2024-09-17T15:30]",
        "[the second Monday of October|value=2024-10-14]",
        "[the second half of September|value=2024-09 mod=END]",
        "[the third week of October|value=2024-10 mod=MID]",
        "[a quarter of a century|value=P25Y]",
        "[the 2025 fiscal year|value=2025]",
        "in [the middle of next month|value=2024-10 mod=MID]",
        "[the early 2000s|value=200 mod=START] and [the late 1940s|value=194 mod=END]",
        "resolution 1325 (2000) of [31 October 2000|value=2000-10-31]",
        "from [1 January|value=2024-01-01] to [31 December 2024|value=2024-12-31]",
        "Theresa May spoke in [May|value=2024-05]",
        "the General Assembly, during [its seventy-fifth session|value=2020-09/2021-09 anchor=session earliest=2020-09-01]",
    ],
)
def test_forms_of_wires_and_communiques(marked: str) -> None:
    check(marked, "2024-09-17")


@pytest.mark.parametrize(
    "text",
    [
        "the General Assembly, at its seventy-fifth session",
        "Vision 2030, Agenda 2063 and Document 2011",
        "a 2000-strong contingent",
        "prices began to fall, the talks to spring to life",
        "the Tibetan New Year and the Orthodox Easter",
        "tel. 2024 4567, No. 2024, © 2024",
        "the May Day parade and the March of the Living",
        "August Krogh and April Smith",
        "resolution 75/282 and A/RES/74/247",
        "resolution 2231 (2015)",
        "document S/2019/123, GA/12231, PC.DEL/1204/25",
        "1 937 individuals and 1,998 others",
        "more than 2000 troops",
        "call +41 22 917 1998 or (212) 555-1990",
        "$2020 and 2024%",
        "Expo 2020",
        "the 2030 Agenda",
        "a 44-year-old envoy, 52 years old",
        "a second resolution",
        "We may march on; the sun and the fall of the wall",
        "three quarters of the members",
        "the Biennial Meeting",
        "a score of 3:75",
        "https://example.org/2019/05/06/text",
        "April Glaspie and May Britt",
    ],
)
def test_numbers_and_names_that_are_no_dates(text: str) -> None:
    assert [row.text for row in find(text) if isinstance(row, Date)] == []


@pytest.mark.parametrize(
    "marked",
    [
        "(The call ended at [10:47 a.m.|value=2025-06-18T10:47])",
        "They meet on [Friday, June 20|value=2025-06-20].\n\n(The briefing was concluded at [1:52 p.m.|value=2025-06-18T13:52])",
        "Met [June 2|value=2025-06-02], in arrears since [January 2024|value=2024-01]; the text came [a day earlier|value=2025-06-01].",
        "On [8 October 2024|value=2024-10-08] it was set up. Listings followed [two months later|value=2024-12 rule=units-later].",
        "It welcomed the Pact for the Future.",
        "They met at the Winter Games.",
        "cut emissions 75 percent below [2012|value=2012] levels by [2030|value=2030]",
    ],
)
def test_times_of_a_meeting_and_distances_from_the_day_spoken_of(marked: str) -> None:
    check(marked)


def test_a_timetable_in_the_present_tense_looks_ahead(analyse: Callable[..., SimpleNamespace]) -> None:
    rows = analyse("The new term starts on January 2. The old one ended.", published="2025-06-18").dates
    assert [row.value for row in rows] == ["2026-01-02"]


def test_a_weekday_that_contradicts_the_day_is_a_warning() -> None:
    rows = find("Geneva, Monday, 4 March 2021")
    assert [(row.value, row.earliest) for row in rows if isinstance(row, Date)] == [
        ("2021-03-04", datetime.date(2021, 3, 4))
    ]
    assert [(row.code, row.severity) for row in rows if isinstance(row, Error)] == [("weekday-mismatch", "warning")]


def test_the_weekday_decides_the_year_that_is_left_out() -> None:
    check("on [Friday, 18 June|value=2021-06-18]", "2022-01-10")


def test_numeric_order_is_the_one_that_fits_the_release() -> None:
    check("updated [05/12/2024|value=2024-05-12]", "2024-05-13")
    check("updated [05/12/2024|value=2024-12-05]", "2024-12-06")
    check("updated [25/12/2024|value=2024-12-25]", None)


def test_numeric_order_is_the_document_s_or_its_publisher_s() -> None:
    check("opened [04/25/2024|value=2024-04-25], closes [05/06/2024|value=2024-05-06]", "2024-06-05")
    check("opened [25/04/2024|value=2024-04-25], closes [05/06/2024|value=2024-06-05]", "2024-05-06")


def test_words_said_on_another_day_lean_on_that_day(analyse: Callable[..., SimpleNamespace]) -> None:
    text = "“We shall vote tomorrow,” the chair told reporters on Monday. The vote was held yesterday."
    rows = {row.text: (row.value, row.anchor) for row in analyse(text, published="2025-06-18").dates}
    assert rows == {
        "tomorrow": ("2025-06-17", "speech"),
        "Monday": ("2025-06-16", "published"),
        "yesterday": ("2025-06-17", "published"),
    }


def test_without_a_publication_day_relative_expressions_keep_their_holes() -> None:
    check("[this year|value=XXXX anchor=none], [last week|value=XXXX-WXX] and [Monday|value=XXXX-WXX-1]", None)


def test_a_known_vote_dates_a_release_that_does_not_say_its_day() -> None:
    check(
        "The text was carried [this year|value=2019 anchor=previous]: 79 states voted for it, 60 against and 33 abstained."
        " The committee had cleared it on [November 18|value=2019-11-18 anchor=previous].",
        None,
    )


def test_every_row_names_its_rule_and_a_span_that_exists() -> None:
    text = "On 4 March 2021, two years after the talks of mid-2019, 94 states met."
    assert [(row.text, bool(row.rule)) for row in find(text) if isinstance(row, Date)] == [
        ("4 March 2021", True),
        ("two years", True),
        ("mid-2019", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "“‘((",
        "May",
        "every",
        "the last",
        "2019-13-45",
        "99/99/9999",
        "\u200b",
        "9999 years ago",
        "31 June 2021",
        "5 p.m. 99",
    ],
)
def test_odd_texts_cost_nothing(text: str) -> None:
    find(text)
    find(text, None)


def test_a_long_line_takes_no_longer_than_it_should() -> None:
    find("the last " * 40_000 + "1" * 50_000)


@pytest.mark.parametrize(
    "marked",
    [
        "The minister will meet her counterpart on [Friday|value=2025-06-20].",
        "The minister met her counterpart on [Friday|value=2025-06-13].",
        "The commission is expected to vote on [Saturday|value=2025-06-21].",
        "The delegations signed the protocol in [December|value=2024-12].",
        "The delegations will sign the protocol in [December|value=2025-12].",
        "Ministers are to meet in Geneva on [Monday|value=2025-06-23].",
        "The envoy, who arrived on [Sunday|value=2025-06-15], declined to comment.",
        "The delegation leaves for Cairo on [Tuesday|value=2025-06-24].",
        "[Thursday|value=2025-06-19]'s meeting will be chaired by Slovenia.",
        "[Monday|value=2025-06-16]'s meeting was chaired by Slovenia.",
        "On [Friday|value=2025-06-20], the Assembly will elect its president.",
        "On [Friday|value=2025-06-13], the Assembly elected its president.",
        "The court is expected to rule by [Friday|value=2025-06-20].",
        "The truce has held since [Sunday|value=2025-06-15] and will last until [Sunday|value=2025-06-22].",
        "The embargo was imposed in [February|value=2025-02].",
        "The mandate ended on [31 December|value=2024-12-31].",
        "The mandate ends on [31 December|value=2025-12-31].",
        "Parliament is to debate the bill in [January|value=2026-01].",
        "A decision could come as early as [Friday|value=2025-06-20].",
    ],
)
def test_the_tense_decides(analyse: Callable[..., SimpleNamespace], marked: str) -> None:
    text, spans = read_markup(marked)
    assert differences(analyse(text, published="2025-06-18").dates, spans) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Losses reach $600 billion a year.", [("a year", "SET", "P1Y")]),
        ("It sat for its fifty-second session after a thirty-second pause.", [("thirty-second", "DURATION", "PT30S")]),
        ("A truce for the month of fasting was asked for.", []),
        ("Lima passed the Harbours Act, 2020.", []),
        ("The line was tested four times since July.", [("July", "DATE", "2024-07")]),
        ("We meet next June.", [("next June", "DATE", "2026-06")]),
        (
            "The panel agreed on 3 May. "
            + "It went over every line of the long text, and those who had come from afar listened with care. " * 2
            + "The chair rose at 9.40 p.m.",
            [("3 May", "DATE", "2025-05-03"), ("9.40 p.m.", "TIME", "2025-06-18T21:40")],
        ),
    ],
)
def test_what_only_looks_like_a_time_and_what_a_time_leans_on(text: str, want: list[tuple[str, str, str]]) -> None:
    assert [(row.text, row.type, row.value) for row in find(text) if isinstance(row, Date)] == want


@pytest.mark.parametrize(
    "marked",
    [
        # two days with a stroke, lists of ranges
        "The meeting of [7|value=2025-07-07]/[8 July|value=2025-07-08] in Riga, on [August 4|value=2025-08-04]/[5|value=2025-08-05]",
        "Talks on [3|value=2025-07-03]-[4|value=2025-07-04] and [10|value=2025-07-10]-[11 July|value=2025-07-11]",
        # both weekdays of two days
        "It meets on [Monday|value=2025-06-23] and [Tuesday|value=2025-06-24], [23|value=2025-06-23] and [24 June|value=2025-06-24].",
        # distances ahead, and back from the day spoken of
        "We meet in [ten days' time|value=2025-06-28 type=DATE] or [three weeks’ time|value=2025-W28].",
        "It met on [2 June|value=2025-06-02] and again [a week later|value=2025-06-09 type=DATE].",
        "Adopted on [11 June|value=2025-06-11], it was rejected [the day before|value=2025-06-10] by a committee.",
        # ends of years and months without `of`
        "until [end-2028|value=2028-12 mod=END], by [end 2026|value=2026-12 mod=END], "
        "[year-end 2027|value=2027-12] or [end-July|value=2025-07 mod=END]",
        "in [early autumn|value=2025-FA mod=START] and over [the past fortnight|value=P2W type=DURATION]",
        "more than in [’24|value=2024], as before",
        # days of a month spoken of by their weekday
        "on [the last Monday of the month|value=2025-06-30] or [the first Friday of next month|value=2025-07-04]",
        # hours with their zone in brackets
        "by [5 p.m. (CET) on 12 July|value=2025-07-12T17:00 type=TIME]",
        # years to come and their days
        "opens in [the first quarter of 2027|value=2027-Q1], on [4 March|value=2027-03-04]",
        # no dates
        "the second in as many months, a rise of three-quarters, elected in the 4th",
        "the proposal JOIN(2021) 14 and the Fisheries Agreement (2019)",
        "It is to last [6 to 8 weeks|type=DURATION].",
        "On [27 May|value=2025-05-27] it met, on [the 8th of this month|value=2025-06-08] it voted, "
        "[12 days from now|value=2025-06-30] it ends.",
        "in [June|value=2026-06]-[July next year|value=2026-07], on [26|value=2026-08-26]-[30 August next year|value=2026-08-30]",
        "[The first half-year of 2027|value=2027-H1] will see talks towards [the end of the first quarter|value=2027-Q1 mod=END].",
        "resolutions 1373 (2001), 1989(2011) and 2253(2015), told at the noon briefing",
        "from [6 a.m. local time|value=2025-06-15T06:00 type=TIME] ([0400 GMT|value=2025-06-15T04:00]) on [Sunday|value=2025-06-15]",
        "[Ten years ago today|value=2015-06-18] and on [this day in 1991|value=1991-06-18]",
        "at [around a quarter past two|value=2025-06-18T14:15 mod=APPROX], till [half past eight p.m.|value=2025-06-18T20:30]",
        "They met on [February 22|value=2025-02-22], [half a year|value=P6M] after the summit.",
        "[Two weekends ago|value=2025-W23-WE] he left at half past half a.",
        "the budget of [2021|value=2021]-[27|value=2027], but Resolution 2020-25",
        "in [the second ten-day period of August|value=2025-08 mod=MID] or [the first days of July|value=2025-07 mod=START]",
        "the Year of Action, the Belfast/Good Friday Agreement, more than in any previous year, Bloody Sunday",
        "It is [now|value=PRESENT_REF] [20 years later|value=2025]; we meet in [a few weeks’ time|value=FUTURE_REF].",
    ],
)
def test_forms_of_further_houses(marked: str) -> None:
    text, spans = read_markup(marked)
    assert differences(find(text), spans) == []


@pytest.mark.parametrize(
    "marked",
    [
        "The lists must be handed in by [31 July|value=2025-07-31 kind=deadline].",
        "The region wants clean ports by [2035|value=2035 kind=target].",
        "Envoys will meet in Lima on [3 July|value=2025-07-03 kind=scheduled clause_verb=meet].",
        "The consul arrived on [2 June|value=2025-06-02 kind=event clause_verb=arrived].",
        "The talks went on for [nine days|value=P9D kind=period].",
        "They cite the accord of [4 May 2011|value=2011-05-04 kind=reference].",
    ],
)
def test_what_its_clause_makes_of_a_date(analyse: Callable[..., SimpleNamespace], marked: str) -> None:
    text, spans = read_markup(marked)
    rows = [row for row in analyse(text, published="2025-06-18").dates if isinstance(row, Date)]
    assert differences(rows, spans) == []


@pytest.mark.parametrize(
    "marked",
    [
        "It was signed on [2021-Mar-09|value=2021-03-09] and copied on [9 Apr 21|value=2021-04-09].",
        "He came on [the twenty-second of May 2020|value=2020-05-22].",
        "Shut since [last August 4|value=2024-08-04], it opens [next August 4|value=2025-08-04].",
        "The blast on [Monday last week|value=2025-06-09] broke windows.",
        "It ends on [the last day of September|value=2025-09-30].",
        "It was dry in [June|value=2018-06]/[July 2018|value=2018-07].",
        "Sales rose in [Quarter 3 2020|value=2020-Q3].",
        "They scored in the first quarter of the match.",
    ],
)
def test_days_as_they_are_written(marked: str) -> None:
    check(marked)
