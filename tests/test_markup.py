"""The notation of the examples itself."""

from types import SimpleNamespace

from tests.markup import differences, read_markup


def test_marks_become_spans_of_the_plain_text():
    text, spans = read_markup(r'\[sic\] [94|value=94 counted="member state"] states')
    assert text == "[sic] 94 states"
    assert [(s.start, s.end, s.values) for s in spans] == [(6, 8, {"value": "94", "counted": "member state"})]


def test_differences_name_what_is_missing_wrong_and_unexpected():
    text, spans = read_markup("[94|value=94] states, [59|value=59]")
    rows = [
        SimpleNamespace(start=0, end=2, text="94", value=95.0),
        SimpleNamespace(start=3, end=9, text="states", value=None),
    ]
    found = differences(rows, spans)
    assert len(found) == 3
    assert any("missing: '59'" in f for f in found)
    assert any("value is 95.0" in f for f in found)
    assert any("unexpected: 'states'" in f for f in found)
    assert differences(rows[:1], spans[:1]) == ["'94': value is 95.0, expected '94'"]
    assert text.startswith("94 states")
