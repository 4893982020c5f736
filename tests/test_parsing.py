"""The parse at its fastest finds what spaCy's own pipeline finds, and the same in any company."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from thinc.api import Model, NumpyOps, chain, list2ragged, ragged2list

from pipeline.parse.fast.distinct import embed_distinct
from pipeline.parse.fast.kernels import environment
from pipeline.parse.fast.products import LEAST_ROWS, RowOps, best_ops
from pipeline.parse.model import find_model
from pipeline.parse.parser import EXCLUDE, GROUP_TOKENS, load_folder, parse
from pipeline.tables import Segment

ROOT = Path(__file__).parents[1]
FOUND = ["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]


@pytest.fixture(scope="module")
def folder() -> str:
    return find_model(None, ROOT / "models").folder


@pytest.fixture(scope="module")
def fast(folder: str) -> Any:
    return load_folder(folder)


def whole(text: str) -> tuple[str, list[Segment], set[int]]:
    segment = Segment(doc_id="a", start=0, end=len(text), role="body")
    return text, [segment], set()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    files = sorted((ROOT / "corpus").rglob("*.txt"))[:8]
    found = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return [text.strip() for text in found] + ["Oslo", "The Council met."]


def test_spacy_itself_finds_the_same(folder: str, fast: Any, texts: list[str]) -> None:
    bare = spacy.load(folder, exclude=list(EXCLUDE))
    bare.tokenizer = fast.tokenizer
    for mine, theirs in zip(parse(fast, map(whole, texts)), bare.pipe(texts), strict=True):
        words = [token.text for token in mine] == [token.text for token in theirs]
        assert words and np.array_equal(mine.to_array(FOUND)[1:], theirs.to_array(FOUND)[1:])


def test_a_text_is_parsed_the_same_in_any_company(fast: Any, texts: list[str]) -> None:
    together = list(parse(fast, map(whole, texts)))
    backwards = list(parse(fast, map(whole, texts[::-1])))[::-1]
    for text, one, other in zip(texts, together, backwards, strict=True):
        alone = next(parse(fast, [whole(text)]))
        assert alone.text == one.text == other.text == text
        assert np.array_equal(alone.to_array(FOUND), one.to_array(FOUND))
        assert np.array_equal(alone.to_array(FOUND), other.to_array(FOUND))


def test_texts_beyond_one_group_keep_their_order(fast: Any) -> None:
    lengths = [GROUP_TOKENS // 2, 3, GROUP_TOKENS // 2, 1]
    texts = [("Talks went on in Geneva. " * (length // 6 + 1)).strip() for length in lengths]
    assert [doc.text for doc in parse(fast, map(whole, texts))] == texts


def test_texts_without_tokens_are_parsed_too(fast: Any) -> None:
    assert [len(doc) for doc in parse(fast, [("", [], set()), whole("Oslo"), ("", [], set())])] == [0, 1, 0]
    assert list(parse(fast, [])) == []


def test_few_rows_have_the_product_they_have_among_many() -> None:
    weight = np.sin(np.arange(96 * 50, dtype="f")).reshape(50, 96)
    many = np.cos(np.arange(96 * 200, dtype="f")).reshape(200, 96)
    ops = best_ops([weight])
    product = ops.gemm(many, weight, trans2=True)
    for rows in (1, 7, LEAST_ROWS - 1, LEAST_ROWS, 70):
        assert np.array_equal(ops.gemm(many[:rows], weight, trans2=True), product[:rows])
        out = np.empty((rows, 50), dtype="f")
        assert ops.gemm(many[:rows], weight, trans2=True, out=out) is out
        assert np.array_equal(out, product[:rows])


def test_sums_that_depend_on_their_neighbours_are_left_to_blis(monkeypatch: pytest.MonkeyPatch) -> None:
    weight = np.ones((4, 8), dtype="f")
    gemm = RowOps.gemm

    def crowded(self: RowOps, x: Any, y: Any, **more: Any) -> Any:
        return gemm(self, x, y, **more) * (1 + 1e-6 * (len(x) > 100))

    monkeypatch.setattr(RowOps, "gemm", crowded)
    assert type(best_ops([weight])) is NumpyOps


def test_what_the_user_set_for_the_kernels_stays() -> None:
    variables = {"OPENBLAS_NUM_THREADS": "4", "OPENBLAS_CORETYPE": "Haswell"}
    environment(variables)
    assert variables == {"OPENBLAS_NUM_THREADS": "4", "OPENBLAS_CORETYPE": "Haswell"}
    fresh: dict[str, str] = {}
    environment(fresh)
    assert fresh["OPENBLAS_NUM_THREADS"] == "1"


def test_an_embedding_that_looks_around_is_left_alone() -> None:
    def same(model: Any, inputs: Any, is_train: bool) -> Any:
        return inputs, lambda back: back

    extract: Any = Model("extract_features", same, attrs={"columns": ["NORM"]})
    window: Any = Model("expand_window", same)
    encode: Any = Model("encode", same)
    around = Model("root", same, layers=[chain(extract, list2ragged(), window, ragged2list()), encode])
    assert not embed_distinct(around)
    alone = Model("root", same, layers=[chain(extract, list2ragged(), ragged2list()), encode])
    assert embed_distinct(alone) and alone.layers[0].name == "distinct_tokens"
