"""Copies are found by content in linear time, forms and yearly greetings are not copies."""

import dataclasses
import datetime
import random
import time

import pyarrow as pa

from pipeline.corpus.duplicates import find_signature, gather_duplicates
from pipeline.tables import Document, Segment
from pipeline.text.view import View

WORDS = [f"word{n}" for n in range(3000)]


def document(doc_id, text, published=None):
    return Document(doc_id=doc_id, path=doc_id, sha256="", format="txt", text=text, published=published)


def gather(*documents):
    rows = []
    for one in documents:
        body = Segment(doc_id=one.doc_id, start=0, end=len(one.text), role="body")
        rows += find_signature(View(one, [body] if one.text else []))
    return gather_duplicates(pa.Table.from_pylist([dataclasses.asdict(r) for r in rows]))


def text_of(seed, size=200):
    return " ".join(random.Random(seed).choices(WORDS, k=size))


def test_the_same_words_under_another_name_and_layout():
    a = text_of(1)
    assert gather(document("b.txt", a), document("a.txt", a.upper().replace(" ", "\n"))) == {"b.txt": "a.txt"}


def test_nearly_the_same_text_and_a_chain_that_leads_to_the_first():
    a = text_of(2)
    b = a + " editors added five more words"
    assert gather(document("c", a), document("d", b), document("e", a)) == {"d": "c", "e": "c"}


def test_the_first_is_the_one_issued_first():
    a, day = text_of(3), datetime.date(2020, 1, 2)
    assert gather(document("a", a, day + datetime.timedelta(days=1)), document("z", a, day), document("b", a)) == {
        "a": "z",
        "b": "z",
    }


def test_a_form_filled_in_anew_and_a_yearly_greeting_are_no_copies():
    a = text_of(4, 120)
    other = " ".join([*a.split()[:70], *text_of(5, 50).split()])
    assert gather(document("a", a), document("b", other)) == {}
    year = datetime.timedelta(days=365)
    day = datetime.date(2020, 1, 2)
    assert gather(document("a", a, day), document("b", a + " once more this year", day + year)) == {}


def test_short_texts_are_copies_only_when_equal():
    assert gather(document("a", "The office is closed."), document("b", "The office is shut.")) == {}
    assert gather(document("a", "The office is closed."), document("b", "The office is closed")) == {"b": "a"}


def test_no_text_no_signature():
    assert gather(document("a", ""), document("b", "")) == {}
    assert gather_duplicates(pa.table({"doc_id": [], "published": [], "text_hash": [], "sketch": []})) == {}


def test_many_texts_in_a_few_seconds_and_forms_do_not_make_it_quadratic():
    source = random.Random(6)
    form = "".join(source.choices("0123456789abcdef", k=192))
    rows = []
    for n in range(20_000):
        digits = list(form)
        for at in source.sample(range(192), 60):
            digits[at] = source.choice("0123456789abcdef")
        rows.append({"doc_id": str(n), "published": None, "text_hash": str(n), "sketch": "".join(digits)})
    started = time.process_time()
    gather_duplicates(pa.Table.from_pylist(rows))
    assert time.process_time() - started < 8
