"""What a parse from the cache holds is less than what a fresh one does: stages must not go by the rest."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FRESH_ONLY = ("norm_", "norm", "lemma_", "lemma", "pos_", "pos", "morph", "vector", "ent_kb_id_", "prob")
FRESH_ONLY += ("NORM", "LEMMA", "POS", "MORPH", "ENT_ID", "ENT_KB_ID")


@pytest.mark.parametrize("folder", ["pipeline"])
def test_stages_use_no_attribute_that_a_cached_parse_lacks(folder):
    found = [
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in sorted((ROOT / folder).rglob("*.py"))
        for name, line in _names(ast.parse(file.read_text(encoding="utf-8")))
        if name in FRESH_ONLY
    ]
    assert not found


def _names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "spacy.attrs":
            yield from ((alias.name, node.lineno) for alias in node.names)
