"""Dates: expressions rendered from random days and spans resolve back to them, and no text makes the grammar fail."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates.calendar_arithmetic import easter, shift
from pipeline.dates.timex_values import bounds_of, precision_of, quarter_value, value_at, week_value
from pipeline.tables import Date
from tests.test_dates import find

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth")
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}

days = st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31))
releases = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))


def one(expression: str, published: datetime.date | None = None) -> Date:
    """The only row of a sentence that holds an expression."""
    text = f"The Council met on {expression}, as it had agreed."
    rows = [row for row in find(text, published.isoformat() if published else None) if isinstance(row, Date)]
    assert len(rows) == 1, (expression, [row.text for row in rows])
    return rows[0]


def ordinal(number: int) -> str:
    return f"{number}{'th' if number % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def forms_of(day: datetime.date) -> list[str]:
    """A day in every absolute form that names its year."""
    month, short, weekday = MONTHS[day.month - 1], SHORT[day.month - 1], WEEKDAYS[day.weekday()]
    d, y = day.day, day.year
    return [
        f"{d} {month} {y}",
        f"{month} {d}, {y}",
        f"{month} {d} {y}",
        f"{short} {d}, {y}",
        f"{d} {short} {y}",
        f"{month} {ordinal(d)}, {y}",
        f"the {ordinal(d)} of {month} {y}",
        f"{weekday}, {d} {month} {y}",
        f"{weekday}, {month} {d}, {y}",
        f"{d:02d}.{day.month:02d}.{y}",
        f"{day.isoformat()}",
        f"{y}/{day.month:02d}/{d:02d}",
        f"{d}-{month[:3]}-{y}",
    ]


@given(days, st.integers(0, 12))
@settings(max_examples=300, deadline=None)
def test_absolute_forms_resolve_to_their_day(day: datetime.date, form: int) -> None:
    row = one(forms_of(day)[form])
    assert (row.value, row.earliest, row.latest, row.type) == (day.isoformat(), day, day, "DATE")
    assert row.text == forms_of(day)[form]


@given(releases, st.integers(-100, 100))
@settings(max_examples=200, deadline=None)
def test_a_day_without_a_year_is_the_nearest(published: datetime.date, distance: int) -> None:
    day = published + datetime.timedelta(days=distance)
    if (day.month, day.day) != (2, 29):
        assert one(f"{MONTHS[day.month - 1]} {day.day}", published).value == day.isoformat()
        assert one(f"{day.day} {MONTHS[day.month - 1]}", published).value == day.isoformat()


@given(releases, st.integers(0, 6))
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_the_latest_up_to_the_release(published: datetime.date, back: int) -> None:
    day = published - datetime.timedelta(days=back)
    assert one(WEEKDAYS[day.weekday()], published).value == day.isoformat()
    last = one(f"last {WEEKDAYS[day.weekday()]}", published)
    assert last.value == (day - datetime.timedelta(days=0 if back else 7)).isoformat()


@given(releases, st.sampled_from(sorted(UNITS)), st.sampled_from([("last", -1), ("this", 0), ("next", 1)]))
@settings(max_examples=150, deadline=None)
def test_last_this_and_next(published: datetime.date, unit: str, direction: tuple[str, int]) -> None:
    word, step = direction
    if unit != "day":
        there = shift(published, UNITS[unit], step)
        assert there is not None
        row = one(f"{word} {unit}", published)
        assert row.value == value_at(there, UNITS[unit])
        assert row.earliest is not None and row.latest is not None and row.earliest <= there <= row.latest


@given(releases, st.sampled_from(sorted(UNITS)), st.integers(2, 12), st.booleans())
@settings(max_examples=150, deadline=None)
def test_units_ago(published: datetime.date, unit: str, count: int, spelled: bool) -> None:
    there = shift(published, UNITS[unit], -count)
    assert there is not None
    row = one(f"{NUMBERS[count - 2] if spelled else count} {unit}s ago", published)
    assert row.value == value_at(there, "D" if unit == "week" and count == 2 else UNITS[unit])


@given(st.sampled_from(sorted(UNITS)), st.integers(2, 99), st.sampled_from(["", "-hyphen", "last", "next"]))
@settings(max_examples=150, deadline=None)
def test_durations(unit: str, count: int, form: str) -> None:
    text = (
        f"a {count}-{unit} visit" if form == "-hyphen" else f"{'the ' + form if form else ''} {count} {unit}s".strip()
    )
    assert one(text, datetime.date(2025, 6, 18)).value == f"P{count}{UNITS[unit]}"


@given(st.integers(1950, 2049), st.integers(1, 4), st.sampled_from(["quarter", "half"]))
@settings(max_examples=100, deadline=None)
def test_quarters_and_halves(year: int, number: int, part: str) -> None:
    if part == "half":
        number = (number + 1) // 2
    row = one(f"the {ORDINALS[number - 1]} {part} of {year}")
    assert row.value == f"{year}-{'H' if part == 'half' else 'Q'}{number}"
    assert row.precision == part
    assert row.earliest == datetime.date(year, (number - 1) * (6 if part == "half" else 3) + 1, 1)


@given(days, st.integers(0, 23), st.integers(0, 59), st.booleans())
@settings(max_examples=100, deadline=None)
def test_times_of_day(day: datetime.date, hour: int, minute: int, half: bool) -> None:
    clock = (
        f"{(hour - 1) % 12 + 1}:{minute:02d} {'a.m.' if hour < 12 else 'p.m.'}" if half else f"{hour:02d}:{minute:02d}"
    )
    row = one(f"at {clock} on {day.day} {MONTHS[day.month - 1]} {day.year}")
    assert row.value == f"{day.isoformat()}T{hour:02d}:{minute:02d}"


@given(days)
def test_bounds_of_a_value_hold_the_day_it_was_made_from(day: datetime.date) -> None:
    for unit in ("D", "W", "M", "Q", "Y", "E", "C"):
        bounds = bounds_of(value_at(day, unit))
        assert bounds is not None and bounds[0] <= day <= bounds[1]
        assert precision_of(value_at(day, unit)) is not None
    for mod in ("START", "MID", "END"):
        inner, outer = bounds_of(f"{day:%Y-%m}", mod), bounds_of(f"{day:%Y-%m}")
        assert inner is not None and outer is not None and outer[0] <= inner[0] <= inner[1] <= outer[1]


def test_known_days_of_the_calendar() -> None:
    assert [easter(year) for year in (1961, 2000, 2019, 2024)] == [
        datetime.date(1961, 4, 2),
        datetime.date(2000, 4, 23),
        datetime.date(2019, 4, 21),
        datetime.date(2024, 3, 31),
    ]
    assert week_value(datetime.date(2021, 1, 3)) == "2020-W53"
    assert quarter_value(2019, 0) == "2018-Q4"
    assert bounds_of("2023-WI") == (datetime.date(2023, 12, 1), datetime.date(2024, 2, 29))
    assert bounds_of("2019-02-30") is None and bounds_of("PAST_REF") is None and bounds_of(None) is None


@given(st.text(alphabet=st.sampled_from("0123456789 .,:-–/'’()maypmst\n the of ago last year Monday"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    for row in find(text):
        if isinstance(row, Date):
            assert text[row.start : row.end] == row.text


@given(
    st.lists(
        st.sampled_from(
            [
                "last",
                "next",
                "this",
                "the",
                "two",
                "14",
                "May",
                "2019",
                "Monday",
                "year",
                "week",
                "ago",
                "earlier",
                "of",
                "in",
                "from",
                "to",
                "-",
                ",",
                "first",
                "quarter",
                "every",
                "a",
                "mid",
            ]
        ),
        max_size=9,
    )
)
@settings(max_examples=400, deadline=None)
def test_no_order_of_words_makes_it_fail(words: list[str]) -> None:
    text = " ".join(words)
    rows = [row for row in find(text) if isinstance(row, Date)]
    assert all(text[row.start : row.end] == row.text for row in rows)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))


VOCABULARY = [
    "half a", "half", "a", "the", "two", "hundred", "nineteen", "quarter", "half past", "weekend", "weekends", "ago", "later", "of", "in",
    "31", "30", "0", "2024", "99/99", "24/25", "12/13", "Q4", "’24", "5th", "second", "last", "next", "May", "February", "Monday", "today",
    "'s", "’ time", "from now", "end", "-", ",", "(", ")", "every", "25:61", "p.m.", "UTC", "century", "millennium", "year", "spring",
]  # fmt: skip


@given(st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=9), st.none() | releases)
@settings(max_examples=300, deadline=None)
def test_any_words_of_time_can_be_read(words: list[str], published: datetime.date | None) -> None:
    text = " ".join(words)
    rows = find(text, published.isoformat() if published else None)
    assert all(text[row.start : row.end] == row.text for row in rows if isinstance(row, Date))
