"""Keys, verdicts and the table `build`: what is put on rows at the end of a document."""

from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from pipeline.build.keys import Spans, with_keys
from pipeline.build.reviews import Review, all_reviews, review, words_digest
from pipeline.ingest import Source
from pipeline.resources import KnowledgeError
from pipeline.tables import SCHEMAS, Number, Quote, Sentence

TEXT = "The envoy said: “We gave 12 trucks.” Nobody counted 12 boats."
SOURCE = Source(doc_id="a.txt", path="a.txt", sha256="0" * 64, format="txt", encoding="utf-8", text=TEXT, given_by=None)


def number(start, **more):
    return Number(doc_id="a.txt", start=start, end=start + 2, text="12", kind="cardinal", rule="digits", **more)


MADE = {
    "sentences": [
        Sentence(doc_id="a.txt", start=0, end=36, text=TEXT[:36], segment_role="body"),
        Sentence(doc_id="a.txt", start=37, end=len(TEXT), text=TEXT[37:], segment_role="body"),
    ],
    "quotes": [
        Quote(doc_id="a.txt", quote_id="a.txt:17", start=17, end=35, text=TEXT[17:35], kind="direct", rule="lead")
    ],
    "numbers": [number(25, value=12.0), number(52, value=12.0)],
}


def judged(start=25, verdict="right", field=None, value=None, words="12"):
    digest = words_digest(words)
    return Review(
        "numbers", "a.txt", start, start + 2, digest, field, value, verdict, "me", "2026-01-02", "digits", None
    )


def test_a_row_knows_its_sentence_and_the_innermost_quotation():
    first, second = with_keys(MADE)["numbers"]
    assert (first.sentence_start, first.quote_id) == (0, "a.txt:17")
    assert (second.sentence_start, second.quote_id) == (37, None)
    inner = replace(MADE["quotes"][0], start=20, end=30, quote_id="a.txt:20")
    assert with_keys({**MADE, "quotes": [*MADE["quotes"], inner]})["numbers"][0].quote_id == "a.txt:20"


def test_spans_find_the_innermost_row_around_a_stretch():
    rows = [replace(MADE["quotes"][0], start=a, end=b) for a, b in ((0, 30), (2, 10), (4, 6), (12, 20))]
    spans = Spans(rows)
    assert [spans.at(a, b) for a, b in ((4, 5), (7, 8), (11, 12), (13, 14), (30, 31))] == [
        rows[2],
        rows[1],
        rows[0],
        rows[3],
        None,
    ]


@pytest.mark.parametrize(
    ("given", "values"),
    [
        (judged(), [(12.0, "right"), (12.0, None)]),
        (judged(verdict="wrong"), [(12.0, None)]),
        (judged(verdict="wrong", field="value", value="13"), [(13.0, "right"), (12.0, None)]),
        (judged(verdict="wrong", field="value"), [(None, "wrong"), (12.0, None)]),
        (judged(verdict="unsure"), [(12.0, "unsure"), (12.0, None)]),
        (judged(start=20), [(12.0, "right"), (12.0, None)]),
    ],
)
def test_a_verdict_is_applied_to_the_nearest_row_with_its_words(given, values):
    made, problems = review(MADE, [given], SOURCE)
    assert [(row.value, row.verdict) for row in made["numbers"]] == values and not problems


def test_a_verdict_that_meets_no_row_is_reported():
    (problem,) = review(MADE, [judged(words="14")], SOURCE)[1]
    assert (problem.code, problem.severity) == ("review-unmatched", "warning")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("votes_,a,1,2,d,,,right,,,,", "is no table whose rows are reviewed"),
        ("votes,a,1,2,d,,,good,,,,", "is none of right, unsure, wrong"),
        ("votes,a,1,2,d,start,4,wrong,,,,", "is no column of votes that a review can change"),
        ("votes,a,1,2,d,against,many,wrong,,,,", "is no int64 for votes.against"),
        ("numbers,a,1,2,d,kind,,wrong,,,,", "cannot be empty; judge the whole row wrong instead"),
    ],
)
def test_a_slip_in_the_file_of_reviews_is_named_by_line(tmp_path, line, said):
    header = "table,doc_id,start,end,digest,field,value,verdict,who,day,rule,confidence"
    (tmp_path / "reviews.csv").write_text(f"{header}\n{line}\n")
    with pytest.raises(KnowledgeError, match=r"reviews\.csv:2: ") as slip:
        all_reviews(tmp_path)
    assert said in str(slip.value)


def test_every_row_of_the_sample_has_its_sentence(sample):
    quotes = {row["quote_id"] for row in pq.read_table(sample / "quotes").to_pylist()}
    for name in (name for name, schema in SCHEMAS.items() if "sentence_start" in schema.names):
        rows = pq.read_table(sample / name).to_pylist()
        assert all(row["sentence_start"] is not None for row in rows), name
        assert {row.get("quote_id") for row in rows} <= {None, *quotes}


def test_the_build_says_what_made_the_tables(sample):
    (row,) = pq.read_table(sample / "build").to_pylist()
    assert row["n_documents"] == pq.read_table(sample / "documents").num_rows
    assert f"quotes={pq.read_table(sample / 'quotes').num_rows}" in row["rows"]
    assert any(tool.startswith("spacy=3") for tool in row["tools"])


def test_columns_carry_their_meaning(sample):
    field = pq.read_schema(next((sample / "votes").glob("*.parquet"))).field("against")
    assert field.metadata[b"description"].startswith(b"votes against")
