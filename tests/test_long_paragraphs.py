"""Long paragraphs: what comes after the parse takes time in proportion to the length of a text without a line break."""

import gc
import time
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from pipeline import stages
from pipeline.ingest import Source

ROOT = Path(__file__).parents[1]
FEW, MANY = 80, 320
"""Times that a pattern is repeated: four times as much may take nine times as long, where the square would take sixteen."""

VOTES = (
    "By {a} votes to {b}, with {c} abstentions, the General Assembly approved the text on lighthouses (A/RES/7{d}/{a}). ",
    "The draft of Chile fell by {b} in favour to {a} against on {d} May 2021, and {a} countries abstained. ",
    "Earlier, the Security Council adopted resolution 2{a} without a vote. ",
)
CITATIONS = (
    "Recalling its resolution 7{d}/{a} and Security Council resolution 2{a} ({d}), it noted the Paris Agreement. ",
    "In decision {b}/{c} of the Economic and Social Council it spoke of “lighthouses and reefs”, said Mr. Okello of Kenya. ",
)
LISTS = ("{a} per cent, {b} tonnes of rice, ${c} million, Ms. Amina Okello (Kenya), “reefs”, {d} May 2021; ",)


@pytest.fixture(scope="module")
def lexicons():
    return stages.load_lexicons(ROOT / "models", [*stages.BEFORE_PARSE, *stages.AFTER_PARSE])


def paragraph(patterns, times):
    pieces = (
        pattern.format(a=100 + n % 90, b=10 + n % 50, c=1 + n % 9, d=1 + n % 8)
        for n in range(times)
        for pattern in patterns
    )
    return "Assembly Adopts Texts\n\nNEW YORK, 5 May 2021 — " + "".join(pieces) + "\n"


def seconds(text, lexicons, nlp):
    """Stage → processor time on a text, and the results; all words of a sentence hang on its first one, as in a poor parse."""
    tokens = nlp.make_doc(text)
    words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
    heads: list[int] = []
    for n in range(len(words)):
        heads.append(n if n == 0 or words[n - 1] == "." else heads[-1])
    doc = Doc(nlp.vocab, words=words, spaces=spaces, heads=heads, deps=["dep"] * len(words), tags=["NN"] * len(words))
    source = Source(doc_id="a.txt", path="a.txt", sha256="0", format="txt", encoding="utf-8", text=text)
    results = {"source": source, "doc": doc}
    taken = {}
    gc.collect()
    for stage in (*stages.BEFORE_PARSE, *stages.AFTER_PARSE):
        started = time.process_time()
        stages.run_stage(stage, results, lexicons, source)
        taken[stage.result] = time.process_time() - started
    return taken, results


@pytest.mark.parametrize("patterns", [VOTES, CITATIONS, LISTS], ids=["votes", "citations", "lists"])
def test_time_grows_with_the_length_and_not_with_its_square(patterns, lexicons):
    nlp = spacy.blank("en")
    few, many = paragraph(patterns, FEW), paragraph(patterns, MANY)
    short = [seconds(few, lexicons, nlp) for _ in range(2)]
    long = [seconds(many, lexicons, nlp) for _ in range(2)]
    if patterns is VOTES:
        assert len(long[0][1]["votes"]) > MANY
    for stage in short[0][0]:
        before = min(taken[stage] for taken, _ in short)
        after = min(taken[stage] for taken, _ in long)
        # A few hundredths of a second are nobody's loss, and too little to be measured.
        assert after < 9 * before + 0.1, f"{stage}: {before:.3f} s, then {after:.3f} s"
