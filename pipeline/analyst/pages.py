"""The site: static pages of the texts with every row marked in them, and of what they say together."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pyarrow.compute as pc
import pyarrow.parquet as pq
from markupsafe import Markup

from pipeline.analyst.listings import DOCUMENTS, LISTINGS, Listing
from pipeline.analyst.marked_text import MARKED, mark, portions
from pipeline.analyst.site_search import documents_script, shards
from pipeline.analyst.sql import connect
from pipeline.build.fingerprints import code_digest

TEMPLATES = Path(__file__).parent / "site"
MANIFEST = ".manifest.json"
ROWS_A_PAGE = 500
TEXTS_AT_ONCE = 200
"""Texts whose rows are in memory at a time."""

FACTS = ("published", "publisher", "doc_type", "dateline_place", "speaker", "duplicate_of", "doc_id")


@dataclass(frozen=True, slots=True)
class Made:
    """What `make_site` did: the first page, how many pages there are, and how many of them were written."""

    index: Path
    pages: int
    written: int


def make_site(output: Path) -> Made:
    """Bring `output/site/` up to date with the tables; pages that would not change are left alone."""
    site = output / "site"
    state = f"{(output / '.current').resolve().name} {_digest(output)} {code_digest()}"
    old = _manifest(site)
    if old.get("state") == state and (site / DOCUMENTS.name).exists():
        return Made(site / DOCUMENTS.name, len(old["pages"]), 0)
    return _Site(output, old.get("pages", {})).make(state)


def _digest(output: Path) -> str:
    """What the tables are known by: names and sizes of their parts."""
    parts = sorted((file.parent.name, file.name, file.stat().st_size) for file in output.glob("*/*.parquet"))
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _manifest(site: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}


def page_of(doc_id: str) -> str:
    """The page of a document: a name that every file system takes, and that no two documents share."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", doc_id).strip("-")[-60:]
    return f"texts/{readable}-{hashlib.blake2b(doc_id.encode('utf-8', 'replace'), digest_size=4).hexdigest()}.html"


class _Site:
    """A site in the making."""

    def __init__(self, output: Path, old: Mapping[str, str]) -> None:
        self.output, self.folder, self.old = output, output / "site", old
        self.pages: dict[str, str] = {}
        self.written = 0
        self.connection = connect(output)
        loader = jinja2.FileSystemLoader(TEMPLATES)
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
        )
        self.menu = [(one.name, one.title) for one in LISTINGS]
        self.places: dict[str, list[tuple[int, str]]] = {}
        """doc_id → (first character, page), where a text has more than one page."""

    def make(self, state: str) -> Made:
        (self.folder / "texts").mkdir(parents=True, exist_ok=True)
        (self.folder / "search").mkdir(exist_ok=True)
        for name in ("site.css", "site.js"):
            self.write(name, (TEMPLATES / name).read_text(encoding="utf-8"))
        names = [row[0] for row in self.connection.execute("SELECT doc_id FROM documents ORDER BY doc_id").fetchall()]
        self.search()
        for chunk in _batches(names, TEXTS_AT_ONCE):
            self.texts(chunk)
        for listing in LISTINGS:
            self.listing(listing)
        for gone in self.old.keys() - self.pages.keys():
            (self.folder / gone).unlink(missing_ok=True)
        (self.folder / MANIFEST).write_text(json.dumps({"state": state, "pages": self.pages}), encoding="utf-8")
        return Made(self.folder / DOCUMENTS.name, len(self.pages), self.written)

    def write(self, name: str, text: str) -> None:
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
        self.pages[name] = digest
        if self.old.get(name) != digest or not (self.folder / name).exists():
            (self.folder / name).write_text(text, encoding="utf-8", errors="replace")
            self.written += 1

    def render(self, template: str, name: str, **values: Any) -> None:
        up = "../" * name.count("/")
        self.write(name, self.templates.get_template(template).render(up=up, here=name, menu=self.menu, **values))

    def search(self) -> None:
        rows = self.connection.execute(
            "SELECT doc_id, title, published, text FROM documents ORDER BY doc_id"
        ).fetchall()
        told = [(page_of(doc_id), title or doc_id, str(day or "")) for doc_id, title, day, _ in rows]
        self.write("search/documents.js", documents_script(told))
        for name, script in shards((number, row[3]) for number, row in enumerate(rows)).items():
            self.write(f"search/{name}.js", script)

    def texts(self, names: Sequence[str]) -> None:
        rows: dict[str, list[tuple[str, dict[str, Any]]]] = {name: [] for name in names}
        for table in sorted(MARKED):
            for row in self.rows(table, names):
                rows[row["doc_id"]].append((table, row))
        segments: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        doubts: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for table, found in (("segments", segments), ("errors", doubts)):
            for row in self.rows(table, names):
                found[row["doc_id"]].append(row)
        for document in self.rows("documents", names):
            name = document["doc_id"]
            marked = sorted(rows[name], key=lambda each: (each[1]["start"], -each[1]["end"]))
            self.text(document, segments[name], marked, doubts[name])

    def rows(self, table: str, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Rows of these documents."""
        if not (self.output / table).exists():
            return
        chosen = pc.field("doc_id").isin(list(names))
        yield from pq.read_table(self.output / table, filters=chosen).to_pylist()

    def text(
        self, document: dict[str, Any], segments: list[dict[str, Any]], rows: Any, doubts: list[dict[str, Any]]
    ) -> None:
        """The pages of one document."""
        parts = portions(segments)
        first = page_of(document["doc_id"])
        names = [first, *(first.replace(".html", f"-{number}.html") for number in range(2, len(parts) + 1))]
        counts = {table: sum(name == table for name, _ in rows) for table in sorted(MARKED)}
        facts = [(name.replace("_", " "), document[name]) for name in FACTS if document[name]]
        if len(parts) > 1:
            self.places[document["doc_id"]] = [
                (part[0].start, name) for part, name in zip(parts, names, strict=True) if part
            ]
        for number, (part, name) in enumerate(zip(parts, names, strict=True), 1):
            end = part[-1].end if part else 0
            mark(document["text"], part, [each for each in rows if each[1]["start"] < end])
            self.render(
                "document.html",
                name,
                title=document["title"] or document["doc_id"],
                facts=facts,
                counts=[(table, count) for table, count in counts.items() if count],
                segments=part,
                doubts=doubts[:100] if number == 1 else (),
                page=number,
                pages=len(parts),
                others=[(other, Path(page).name) for other, page in enumerate(names, 1)] if len(parts) > 1 else (),
            )

    def listing(self, listing: Listing) -> None:
        """The pages of one listing."""
        found = self.connection.execute(listing.query)
        columns = [column[0] for column in found.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
        hidden = {"doc_id", "start", "anchor", listing.marked}
        shown = [name for name in columns if name not in hidden]
        if listing is DOCUMENTS:
            rows = [{**row, "title": row["title"] or row["doc_id"]} for row in rows]
        chunks = list(_batches(rows, ROWS_A_PAGE)) or [()]
        names = [listing.name, *(listing.name.replace(".html", f"-{n}.html") for n in range(2, len(chunks) + 1))]
        chart = self.chart() if listing is DOCUMENTS else ""
        for number, (chunk, name) in enumerate(zip(chunks, names, strict=True), 1):
            self.render(
                "listing.html",
                name,
                title=listing.title,
                about=listing.about,
                columns=[column.replace("_", " ") for column in shown],
                rows=[self.cells(row, shown, listing) for row in chunk],
                search=listing is DOCUMENTS and number == 1,
                chart=chart if number == 1 else "",
                chart_about="Texts by month of issue.",
                page=number,
                pages=len(chunks),
                others=list(enumerate(names, 1)) if len(chunks) > 1 else (),
            )

    def cells(self, row: Mapping[str, Any], shown: Sequence[str], listing: Listing) -> dict[str, Any]:
        """A row as it is shown; the cell that names it best leads to its place."""
        at = next((name for name in ("title", "name", "document", "text", "publisher") if row.get(name)), shown[0])
        at = at if at in shown else shown[0]
        cells = [
            {"text": _short(row[name]), "link": self.link(row) if name == at and row.get("doc_id") else None}
            for name in shown
        ]
        return {"cells": cells, "marked": bool(listing.marked and row[listing.marked])}

    def link(self, row: Mapping[str, Any]) -> str | None:
        """Where a row stands on the page of its text."""
        page, start = page_of(row["doc_id"]), row.get("start")
        if page not in self.pages:
            return None
        if start is None or "anchor" not in row:
            return page
        for first, name in self.places.get(row["doc_id"], ()):
            if first <= start:
                page = name
        return f"{page}#{row['anchor']}-{start}"

    def chart(self) -> Markup | str:
        """Texts by month as bars."""
        rows = self.connection.execute(
            "SELECT strftime(published, '%Y-%m') AS month, count(*) FROM documents WHERE published IS NOT NULL "
            "GROUP BY month ORDER BY month"
        ).fetchall()[-60:]
        if len(rows) < 2:
            return ""
        most = max(count for _, count in rows)
        step = 600 / len(rows)
        bars = [
            Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {}</title></rect>').format(
                number * step, 80 - 70 * count / most, step * 0.8, 70 * count / most, month, count
            )
            for number, (month, count) in enumerate(rows)
        ]
        ends = Markup('<text x="0" y="94">{}</text><text x="600" y="94" text-anchor="end">{}</text>').format(
            rows[0][0], rows[-1][0]
        )
        head = Markup('<svg viewBox="0 0 600 100" role="img" aria-label="Texts by month of issue">')
        return head + Markup("").join(bars) + ends + Markup("</svg>")


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 400 else text[:399] + "…"


def _batches(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[at : at + size] for at in range(0, len(items), size)]
