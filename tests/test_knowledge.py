"""The strict readers name every slip by file and line."""

import dataclasses
import datetime

import pytest

from pipeline.resources import KnowledgeError, Models


@dataclasses.dataclass(frozen=True)
class Row:
    id: str
    day: datetime.date | None
    names: tuple[str, ...]


def models(tmp_path, text, name="x.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return Models(tmp_path, [name])


def test_rows_are_typed(tmp_path):
    found = models(tmp_path, "id,day,names\na,2019-12-27,x | y\nb,,\n").csv("x.csv", Row, unique="id")
    assert found == [Row("a", datetime.date(2019, 12, 27), ("x", "y")), Row("b", None, ())]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,day\n", r"x.csv:1: columns are"),
        ("id,day,names\na,,\na,,\n", r"x.csv:3: id 'a' stands in line 2"),
        ("id,day,names\na,tomorrow,\n", r"x.csv:2: day: 'tomorrow' is no date"),
        ("id,day,names\n,,\n", r"x.csv:2: id: empty"),
        ("id,day,names\na,\n", r"x.csv:2: 2 cells, expected 3"),
    ],
)
def test_slips_are_named_by_line(tmp_path, text, message):
    with pytest.raises(KnowledgeError, match=message):
        models(tmp_path, text).csv("x.csv", Row, unique="id")


def test_a_file_that_is_not_declared_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="does not declare"):
        models(tmp_path, "a\n", "y.txt").lines("z.txt")


def test_lines_skip_comments_and_refuse_duplicates(tmp_path):
    assert models(tmp_path, "# verbs\nsay  # plain\ntell\n", "y.txt").lines("y.txt") == ["say", "tell"]
    with pytest.raises(KnowledgeError, match=r"y.txt:2: 'say' stands in line 1"):
        models(tmp_path, "say\nsay\n", "y.txt").lines("y.txt")


def test_pairs(tmp_path):
    assert models(tmp_path, "feet = foot\n", "p.txt").pairs("p.txt") == {"feet": "foot"}
    with pytest.raises(KnowledgeError, match=r"p.txt:1: 'feet' is not"):
        models(tmp_path, "feet\n", "p.txt").pairs("p.txt")
