"""A parse that was packed is the parse it was; damage is noticed."""

import pytest
import spacy

from pipeline.parse.packing import pack, unpack
from pipeline.parse.parser import ATTRIBUTES, blank_doc
from pipeline.tables import Segment

TEXT = "Share this page\nMr. Okello said  the vote of 5 May was “fair”.\n\n\nIt wasn’t, Ms. Haas replied 🙂 in Łódź.\n"


def segments(text, *cuts):
    bounds = [0, *cuts, len(text)]
    roles = ["chrome" if at == 0 and cuts else "body" for at in bounds[:-1]]
    pairs = zip(bounds, bounds[1:], roles, strict=False)
    return [Segment(doc_id="a", start=start, end=end, role=role) for start, end, role in pairs]


@pytest.mark.parametrize(("text", "cuts"), [(TEXT, (16,)), (TEXT, ()), ("", ()), ("\n \n", ()), ("a", ())])
def test_nothing_is_lost(nlp, text, cuts):
    doc = nlp(blank_doc(nlp, text, segments(text, *cuts)))
    back = unpack(pack(doc), spacy.blank("en").vocab, text)
    assert back.text == text
    assert (back.to_array(list(ATTRIBUTES)) == doc.to_array(list(ATTRIBUTES))).all()
    assert [(e.start, e.end, e.label_) for e in back.ents] == [(e.start, e.end, e.label_) for e in doc.ents]
    assert [s.start for s in back.sents] == [s.start for s in doc.sents]
    assert [[c.i for c in token.subtree] for token in back] == [[c.i for c in token.subtree] for token in doc]


def test_damage_and_other_texts_are_noticed(nlp):
    packed = pack(nlp("The committee met."))
    damaged = packed[:-1] + bytes([packed[-1] ^ 1])
    for wrong, text in ((damaged, "The committee met."), (packed[:5], "x"), (b"", "x"), (packed, "The committee met")):
        with pytest.raises(ValueError, match="parse"):
            unpack(wrong, nlp.vocab, text)
