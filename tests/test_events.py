"""Vote events: reports of one vote are one event, two votes stay two, and disagreement names its documents."""

import datetime
import random
from typing import Any

from pipeline.corpus.vote_events import gather_events
from pipeline.tables import Vote, to_arrow

GA, DAY = "United Nations General Assembly", datetime.date(2019, 12, 27)


def report(doc: str, f: int | None, a: int | None, x: int | None, **more: Any) -> Vote:
    values = {"body": GA, "start": 0, "end": 1, "text": "t", "rule": "r", **more}
    return Vote(doc_id=doc, in_favour=f, against=a, abstained=x, **values)


def gather(*rows: Vote) -> list[tuple[list[str], bool]]:
    events, places = gather_events(to_arrow("votes", rows))
    assert set(places) == {(row.doc_id, row.start) for row in rows}
    return sorted((event.documents, event.agree) for event in events)


def test_the_same_symbol_is_one_event_and_a_report_without_it_joins_by_figures() -> None:
    rows = [
        report("a", 79, 60, 33, symbol="A/RES/74/247", date=DAY),
        report("b", 79, 60, 33, symbol="A/RES/74/247"),
        report("c", 79, 60, 33),
        report("d", 79, 60, None, date=DAY + datetime.timedelta(days=1)),
    ]
    assert gather(*rows) == [(["a", "b", "c", "d"], True)]


def test_two_votes_with_a_shared_figure_stay_two() -> None:
    assert len(gather(report("a", 79, 60, 33, date=DAY), report("b", 79, 61, 33, date=DAY))) == 2
    assert len(gather(report("a", 79, 60, 33, date=DAY), report("b", 79, 60, 33, date=DAY.replace(year=2018)))) == 2
    assert len(gather(report("a", 14, 0, 1, body="x"), report("b", 14, 0, 1, body="y"))) == 2
    assert len(gather(report("a", 129, None, None), report("b", 129, None, None))) == 2


def test_a_report_that_fits_two_votes_joins_neither() -> None:
    rows = [
        report("a", 14, 0, 1, symbol="S/RES/1", body=None),
        report("b", 14, 0, 1, symbol="S/RES/2", body=None),
        report("c", 14, 0, 1, body=None),
    ]
    assert len(gather(*rows)) == 3


def test_conflicts_name_figures_and_documents() -> None:
    rows = [report(doc, f, 60, 33, symbol="A/RES/74/247") for doc, f in (("a", 79), ("b", 79), ("c", 80))]
    events, _ = gather_events(to_arrow("votes", rows))
    assert [(e.event_id, e.in_favour, e.agree, e.conflicts) for e in events] == [
        ("vote:A/RES/74/247", 79, False, "in_favour: 79 (a, b); 80 (c)")
    ]


def test_a_missing_figure_stays_null() -> None:
    events, _ = gather_events(to_arrow("votes", [report("a", 13, None, 2)]))
    assert events[0].against is None


def test_committee_and_plenary_are_two_events() -> None:
    committee = report(
        "a", 88, 58, 34, symbol="A/C.3/74/L.11", body="Third Committee of the United Nations General Assembly"
    )
    assert len(gather(committee, report("b", 79, 60, 33, symbol="A/RES/74/247"))) == 2


def test_ids_do_not_depend_on_the_order_of_documents() -> None:
    chance = random.Random(7)
    rows = [
        report(
            f"d{i}", *chance.choice([(79, 60, 33), (129, 6, 45), (14, 0, 1)]), date=chance.choice([DAY, None]), start=i
        )
        for i in range(12)
    ]
    want = gather_events(to_arrow("votes", rows))
    for _ in range(5):
        chance.shuffle(rows)
        assert gather_events(to_arrow("votes", rows)) == want


def test_no_votes() -> None:
    assert gather_events(to_arrow("votes", [])) == ([], {})
