"""Review: one row a screen, to be judged right or wrong or mended; verdicts go to `models/reviews.csv`."""

from __future__ import annotations

import argparse
import getpass
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.cli.options import add_models, add_output, check_output
from pipeline.resources import KnowledgeError

if TYPE_CHECKING:
    from pipeline.build.reviews import Review

HELP = "judge rows: right, wrong, or mend a field"
KEYS = {"r": "right", "w": "wrong", "u": "unsure"}
PROMPT = "[r]ight [w]rong [e]dit a field [u]nsure [b]ack [q]uit > "


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("table", metavar="TABLE", help="whose rows are judged")
    parser.add_argument("--rule", metavar="R", help="only rows of rules that begin so")
    parser.add_argument("--below", type=float, metavar="X", help="only rows whose confidence is below this")
    parser.add_argument("--sample", type=int, metavar="N", help="so many, drawn by chance")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws others (default: 0)")
    parser.add_argument("--who", default=None, metavar="NAME", help="who judges (default: your login)")
    add_models(parser)
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Ask row by row, and keep what was answered, also when the session ends early."""
    from pipeline.analyst.reviewing import Draw, draw, save
    from pipeline.analyst.tables import load
    from pipeline.build.reviews import all_reviews

    check_output(told.output)
    tables = load(told.output)
    schema = tables.arrow(told.table).schema if told.table in tables.names else None
    if schema is None or "verdict" not in schema.names:
        raise LookupError(f"{told.table} is no table whose rows are judged")
    wanted = Draw(table=told.table, rule=told.rule, below=told.below, sample=told.sample, seed=told.seed)
    done = {(each.doc_id, each.start, each.end) for each in all_reviews(told.models) if each.table == told.table}
    rows = [
        row
        for row in draw(tables.arrow(told.table).to_pylist(), wanted)
        if (row["doc_id"], row["start"], row["end"]) not in done
    ]
    session = Session(told.table, rows, lambda row: tables.context(row, 300), told.who or getpass.getuser())
    try:
        session.ask(_asked)
    finally:
        save(told.models, session.reviews())
    print(
        f"{len(session.answers)} of {len(rows)} judged; they count from the next build on ({told.models / 'reviews.csv'})"
    )
    return 0


def _asked(prompt: str) -> str:
    """A line of the person's, `q` at the end of the input."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else "q"


class Session:
    """Rows being judged. answers: row number → what was said of it."""

    def __init__(
        self, table: str, rows: Sequence[Mapping[str, Any]], context: Callable[[Mapping[str, Any]], str], who: str
    ) -> None:
        self.table, self.rows, self.context, self.who = table, rows, context, who
        self.answers: dict[int, Review] = {}
        self.day = date.today().isoformat()

    def reviews(self) -> list[Review]:
        """The verdicts, in the order of the rows."""
        return [self.answers[number] for number in sorted(self.answers)]

    def ask(self, asked: Callable[[str], str]) -> None:
        """Show the rows one after the other until the last, or until the person has enough."""
        at = 0
        while at < len(self.rows):
            print(self.screen(at))
            key = asked(PROMPT)[:1].lower()
            if key == "q":
                return
            if key == "b":
                at = max(0, at - 1)
            elif key in KEYS or key == "e":
                at += self.answer(at, key, asked)

    def answer(self, at: int, key: str, asked: Callable[[str], str]) -> int:
        """Keep what is said of a row; how many rows to go on."""
        from pipeline.analyst.reviewing import Verdict, as_review, fields_of

        given: dict[str, str | None] = {"verdict": KEYS.get(key, "wrong")}
        if key == "e":
            name = asked(f"which field ({', '.join(fields_of(self.table))})? ")
            if name not in fields_of(self.table):
                print(f"{self.table} has no field {name!r} that can be changed")
                return 0
            given |= {"field": name, "value": asked(f"{name} (empty: none) = ") or None}
        try:
            verdict = Verdict(**given, who=self.who, day=self.day)  # type: ignore[arg-type]
            self.answers[at] = as_review(self.table, self.rows[at], verdict)
        except KnowledgeError as error:
            print(error)
            return 0
        return 1

    def screen(self, at: int) -> str:
        """A row with its surroundings and fields."""
        row = self.rows[at]
        head = f"{at + 1} of {len(self.rows)} · {self.table} · {row['doc_id']}:{row['start']} · {row['rule']}"
        fields = [f"  {name}: {value}" for name, value in row.items() if value not in (None, [], "") and name != "text"]
        return "\n".join(["", head, "", *textwrap.wrap(self.context(row), 100), "", *fields, ""])
