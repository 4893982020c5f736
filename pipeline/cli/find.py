"""Find: rows whose words hold all the words given, with what stands around them."""

from __future__ import annotations

import argparse
import textwrap

from pipeline.cli.options import check_output
from pipeline.cli.paging import page
from pipeline.cli.tabular import add_days, add_format, answer

HELP = "sentences, quotes or other rows that hold these words"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("words", nargs="+", help='all of them, each as a word begins; "two words" stand together')
    parser.add_argument("--speaker", metavar="NAME", help="said by a speaker with this in the name")
    parser.add_argument("--country", metavar="ISO3", help="spoken for, or named in the same words")
    parser.add_argument("--table", metavar="TABLE", help="rows of this table (default: sentences; quotes of a speaker)")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="rows at most (default: 100)")
    add_days(parser)
    add_format(parser)


def run(told: argparse.Namespace) -> int:
    """Print the rows: a passage each, or as csv and jsonl all their columns."""
    from pipeline.analyst.search import Question, query

    words = " ".join(f'"{word}"' if " " in word else word for word in told.words)
    names = Question.__dataclass_fields__.keys() - {"words"}
    text, values = query(Question(words=words, **{name: getattr(told, name) for name in names}))
    if told.format != "box":
        return answer(told.output, text, values, told.format)
    return _passages(told, text, values)


def _passages(told: argparse.Namespace, text: str, values: list[object]) -> int:
    from pipeline.analyst.sql import rows_of
    from pipeline.analyst.tables import load

    check_output(told.output)
    tables = load(told.output)
    columns, rows = rows_of(tables.connection, text, values)
    lines: list[str] = []
    for row in (dict(zip(columns, values, strict=True)) for values in rows):
        by = f" · {row['speaker_name']}" if row.get("speaker_name") else ""
        lines.append(f"{row['published'] or 'undated'} · {row['doc_id']}:{row['start']}{by}")
        lines += textwrap.wrap(tables.context(row), 110, initial_indent="    ", subsequent_indent="    ")
    page("\n".join([*lines, f"{len(rows)} found"]))
    return 0
