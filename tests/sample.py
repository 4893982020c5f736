"""The sample corpus as tests and the README see it. `python -m tests.sample` (`make golden`) writes both anew, on purpose."""

from __future__ import annotations

import argparse
import csv
import io
import re
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.__main__ import _parser
from pipeline.build.plan import Options
from pipeline.build.run import run
from pipeline.tables import SCHEMAS, TABLES

ROOT = Path(__file__).parents[1]
README = ROOT / "output" / "README.md"
GOLDEN = ROOT / "tests" / "golden"

COLUMNS = {
    "documents": "doc_id title published publisher dateline_place doc_type speaker duplicate_of",
    "entities": "doc_id start text label entity_id country",
    "people": "name variants country role n_documents n_quotes",
    "numbers": "doc_id start text value value_high comparator kind unit counted role",
    "votes": "doc_id start in_favour against abstained body symbol date outcome motion",
    "stances": "doc_id start country stance symbol",
    "vote_events": "symbol body date in_favour against abstained n_documents agree",
    "event_stances": "event_id country stance n_documents agree",
    "quotes": "doc_id start kind text speaker speaker_name speaker_country cue",
    "acts": "doc_id start actor actor_name act target target_name topic negated",
    "dates": "doc_id start text type value mod",
    "references": "doc_id start text symbol kind",
    "positions": "doc_id text person role country org_id",
    "errors": "path severity code",
}
"""Table → the columns of it that analysts read, in order; these are what the golden rows hold."""

EXAMPLES = {
    "votes": ("doc_id in_favour against abstained symbol date outcome", 8),
    "quotes": ("doc_id kind text speaker speaker_name cue", 6),
}
"""Table → columns and number of rows of the worked examples in output/README.md."""

_TYPES = {"string": "string", "int64": "int", "double": "float", "bool": "bool", "date32[day]": "date"}


def build(output: Path) -> None:
    """Build the sample corpus into an empty folder."""
    run(Options(corpus=ROOT / "corpus", output=output, models=ROOT / "models"))


def rows_of(output: Path, table: str, columns: str) -> list[list[str]]:
    """The named columns of a table's rows, as text; a list is joined with `|`, None is empty."""
    data = pq.read_table(output / table, columns=columns.split()).to_pylist()
    return [[_cell(row[name]) for name in columns.split()] for row in data]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def golden_text(output: Path, table: str) -> str:
    """The golden rows of a table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS[table].split())
    writer.writerows(rows_of(output, table, COLUMNS[table]))
    return stream.getvalue()


def dictionary() -> str:
    """The data dictionary: each table's columns with type and meaning, as `tables.py` has them."""
    parts = []
    for name, row_type in TABLES.items():
        parts.append(
            f"#### `{name}`\n\n{(row_type.__doc__ or '').strip()}\n\n| column | type | meaning |\n|---|---|---|"
        )
        for field in SCHEMAS[name]:
            meaning = row_type.__dataclass_fields__[field.name].metadata["doc"]
            parts[-1] += f"\n| {field.name} | {_type(field)} | {meaning.replace('|', chr(92) + '|')} |"
    return "\n\n".join(parts)


def _type(field: pa.Field) -> str:
    kind = "list of string" if pa.types.is_list(field.type) else _TYPES[str(field.type)]
    return kind + ("?" if field.nullable else "")


def commands() -> str:
    """Every command with its options, as the command line has them."""
    (parsers,) = (action for action in _parser()._actions if action.dest == "command")
    return "\n\n".join(_command(name, parser) for name, parser in parsers.choices.items())  # type: ignore[union-attr]


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    places = [a for a in parser._actions if not a.option_strings]
    options = [a for a in parser._actions if a.option_strings and "--help" not in a.option_strings]
    given = " ".join(f"[{a.metavar or a.dest} …]" if a.nargs == "*" else str(a.metavar or a.dest) for a in places)
    about = (parser.description or "").partition(": ")[2]
    lines = [f"`communique {name}{' ' + given if given else ''}`: {about}", "", "| | |", "|---|---|"]
    lines += [
        f"| {a.metavar or a.dest} | {a.help} |".replace("FOLDER|TABLE", "FOLDER or TABLE") for a in places if a.help
    ]
    return "\n".join([*lines, *(f"| `{_option(a)}` | {a.help} |" for a in options)])


def _option(action: argparse.Action) -> str:
    long = action.option_strings[-1]
    if action.nargs == 0:
        return long
    return (
        f"{long} {' or '.join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()}"
    )


def rules(output: Path) -> str:
    """The rules that made rows of the sample corpus, a line a table."""
    lines = ["| table | rules |", "|---|---|"]
    for name, schema in SCHEMAS.items():
        if "rule" in schema.names:
            found = sorted(set(pq.read_table(output / name, columns=["rule"])["rule"].to_pylist()))
            lines.append(f"| {name} | {', '.join(f'`{rule}`' for rule in found)} |")
    return "\n".join(lines)


def example(output: Path, table: str) -> str:
    """The first rows of a table as the README shows them."""
    columns, count = EXAMPLES[table]
    rows = rows_of(output, table, columns)[:count]
    lines = ["| " + " | ".join(columns.split()) + " |", "|---" * len(columns.split()) + "|"]
    for row in rows:
        lines.append("| " + " | ".join(_shown(cell) for cell in row) + " |")
    return "\n".join(lines)


def _shown(cell: str, longest: int = 60) -> str:
    one_line = " ".join(cell.split()).replace("|", "\\|")
    return one_line if len(one_line) <= longest else one_line[: longest - 1].rstrip() + "…"


def section(text: str, name: str) -> str:
    """What stands between the README's marks `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", text, re.S)
    if found is None:
        raise ValueError(f"README.md has no section {name}")
    return found[1].strip("\n")


def _replaced(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    return before + start + content + "\n" + end + rest.partition(end)[2]


def main() -> None:
    """Write the golden rows and the README's sections from a fresh build."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build(output)
        GOLDEN.mkdir(exist_ok=True)
        for table in COLUMNS:
            (GOLDEN / f"{table}.csv").write_text(golden_text(output, table), encoding="utf-8")
        text = _replaced(README.read_text(encoding="utf-8"), "dictionary", dictionary())
        text = _replaced(text, "commands", commands())
        text = _replaced(text, "rules", rules(output))
        for table in EXAMPLES:
            text = _replaced(text, table, example(output, table))
        README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
