"""The missing year of a dateline and the order of ambiguous figures, where the text settles them, and a hole where not."""

import datetime
import re

import pytest

from pipeline.page.missing_years import infer_year, settle_order
from pipeline.text.calendar import find_written_dates

AHEAD = re.compile(r"\b(?:by|until|will|would|next|opens)\b")
TALLIES = {
    (101, 7, 44): [datetime.date(2016, 11, 3)],
    (60, 50, 40): [datetime.date(2012, 5, 1), datetime.date(2013, 5, 1)],
}


def year(text):
    return infer_year(find_written_dates(text)[0], text, 0, TALLIES, AHEAD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a weekday, and the years the text looks back on
        (
            "SUVA, June 24. /TASS/. The envoy said on Tuesday that talks had begun on December 24, 2024 and would end by 2031.",
            2025,
        ),
        (
            "SUVA, December 16. /TASS/. More states voted for it in 2019 than the year before, the envoy told TASS on Monday.",
            2019,
        ),
        (
            "SUVA, December 17. /TASS/. In 2019 more states joined, the envoy said on Monday.",
            2019,
        ),  # reported the next day
        ("Monday, 16 December – the pact of 2019 was read aloud.", 2019),
        # a later day of the year that the weekday fits is one to come
        ("SUVA, June 24. /TASS/. The treaty falls on October 18, 2025, the envoy said on Tuesday.", 2025),
        ("SUVA, June 24. /TASS/. The envoy spoke on Tuesday.", None),
        ("SUVA, June 24. /TASS/. The plan runs until 2031, the envoy said on Tuesday.", None),
        ("SUVA, June 24. /TASS/. The envoy spoke of 2019.", None),
        ("SUVA, June 24. /TASS/. The next round opens Thursday 30 June, and 2019 was long ago.", None),
        # a full date shortly before
        ("SUVA, June 24 (Xinhua) -- The pact was signed on June 20, 2018 in Apia.", 2018),
        ("SUVA, January 2 (Xinhua) -- The pact was signed on December 30, 2018 in Apia.", 2019),
        ("SUVA, June 24 (Xinhua) -- The pact was signed on March 20, 2018 in Apia.", None),
        # a known vote
        ("NEW YORK, November 4. /TASS/. One hundred states: 101 voted for, 7 against, 44 abstained.", 2016),
        ("NEW YORK, November 20. /TASS/. The Assembly: 101 voted for, 7 against, 44 abstained.", None),
        ("NEW YORK, May 2. /TASS/. Sixty voted in favour, fifty against, and forty abstained.", None),
        # a session
        ("NEW YORK, October 2. /TASS/. At the 72nd session of the UN General Assembly the envoy spoke.", 2017),
        ("NEW YORK, March 2. /TASS/. At the 72nd session of the UN General Assembly the envoy spoke.", 2018),
        ("NEW YORK, March 2. /TASS/. It will be read at the 72nd session of the UN General Assembly.", None),
        # two that disagree
        (
            "SUVA, June 24 (Xinhua) -- Signed on June 20, 2018. At the 72nd session of the UN General Assembly, 60 spoke.",
            2018,
        ),
        (
            "SUVA, June 24 (Xinhua) -- Signed on June 20, 2016. At the 72nd session of the UN General Assembly, 60 spoke.",
            None,
        ),
        ("SUVA, February 29. /TASS/. In 2019 more states joined, the envoy said on Monday.", None),
    ],
)
def test_missing_years(text, expected):
    assert year(text) == expected


def test_a_later_update_of_the_page_gives_the_year():
    text = "SUVA, December 30 (Xinhua) -- The pact was signed."
    [written] = find_written_dates(text)
    assert infer_year(written, text, 0, {}, AHEAD, [datetime.date(2019, 1, 4)]) == 2018
    assert infer_year(written, text, 0, {}, AHEAD, [datetime.date(2019, 6, 4)]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/04/2020 The pact was signed.", None),
        ("Friday, 03/04/2020 The pact was signed.", "2020-04-03"),
        ("Wednesday, 03/04/2020 The pact was signed.", "2020-03-04"),
        ("Monday, 03/04/2020 The pact was signed.", None),
        ("03/04/2020 The pact was signed on 2 April in Apia.", "2020-04-03"),
        ("03/04/2020 The pact was signed on March 4 in Apia.", "2020-03-04"),
        ("03/04/2020 The pact was signed on March 4 and read on April 3.", None),
        ("03/04/2020 The pact of 25/12/2019 was signed.", "2020-04-03"),
        ("03/04/2020 The pact of 12/25/2019 was signed.", "2020-03-04"),
    ],
)
def test_day_or_month_first(text, day):
    found = settle_order(find_written_dates(text)[0], text)
    assert (str(found) if found else None) == day
