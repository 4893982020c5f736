"""Lines that a site repeats are shown to the analyst, and count as chrome once they are on the list."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.page.chrome import CHROME_FILES, load_chrome
from pipeline.page.repeated_lines import describe_lines, repeated_lines
from pipeline.resources import Models
from pipeline.tables import Document, Segment, to_arrow

ROOT = Path(__file__).parents[1]
LINE = "Rolling bulletin of the harbour district"


def write(output: Path, texts: list[str], *, copy_of: dict[int, str] | None = None) -> Path:
    documents, segments = [], []
    for n, text in enumerate(texts):
        name = f"{n}.txt"
        copied = (copy_of or {}).get(n)
        documents.append(
            Document(
                doc_id=name, path=name, sha256="", format="txt", text=text, publisher="Port Desk", duplicate_of=copied
            )
        )
        segments.append(Segment(doc_id=name, start=0, end=len(text), role="body"))
    for table, rows in (("documents", documents), ("segments", segments)):
        (output / table).mkdir(parents=True)
        pq.write_table(to_arrow(table, rows), output / table / "part-0.parquet")
    return output


def test_a_line_of_three_documents_is_proposed_and_one_of_two_is_not(tmp_path: Path) -> None:
    texts = [f"The talks of day {n} went on.\n{LINE}\n{LINE}\n" + ("Twice only\n" if n < 2 else "") for n in range(3)]
    output = write(tmp_path, texts)
    assert repeated_lines(output) == [(3, "Port Desk", LINE)]
    assert describe_lines(output) == f"# Port Desk\n{LINE}"
    assert repeated_lines(output, least=2) == [(3, "Port Desk", LINE), (2, "Port Desk", "Twice only")]


def test_copies_of_one_document_do_not_make_a_line_repeated(tmp_path: Path) -> None:
    output = write(tmp_path, [f"{LINE}\n"] * 3, copy_of={1: "0.txt", 2: "0.txt"})
    assert repeated_lines(output) == []
    assert describe_lines(output).startswith("# no line")


def test_what_is_put_on_the_list_is_chrome(tmp_path: Path) -> None:
    for name in CHROME_FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "models" / name, tmp_path / name)
    assert load_chrome(Models(tmp_path, CHROME_FILES)).role_of(LINE) is None
    with (tmp_path / "en/site_lines.txt").open("a", encoding="utf-8") as stream:
        stream.write(f"{LINE}\n")
    chrome = load_chrome(Models(tmp_path, CHROME_FILES))
    assert chrome.role_of(f"• {LINE.upper()}") == "chrome"
    assert chrome.role_of(f"{LINE} opened today") is None


def test_no_build_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        repeated_lines(tmp_path)
