"""Aliases: how the names of `models/kb/` are written out, cut into atoms and compared with a text's words.

An atom is a run of letters or digits, or a mark that parts names (a comma, a bracket). Full stops, hyphens and apostrophes are no
atoms, so that `U.S.`, `Guinea-Bissau` and `Côte d’Ivoire` meet their variants, however a tokenizer cuts them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

_ATOM = re.compile(r"[^\W_]+|[^\w\s.'’ʼ‘`´′\-‐‑‒–]|\n{2,}")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z](?![^\W_]))?|\b[A-Z]\.[A-Z]\b")
_PART = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]|([^{}\[\]]+)")
_SAME = {
    "organisation": "organization",
    "programme": "program",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "harbour": "harbor",
    "&": "and",
}
_JOINED = frozenset({"operation", "op", "proliferation", "terrorism", "parliamentary"})
_PREFIXES = {
    "co": ("operation", "op"),
    "non": ("proliferation",),
    "counter": ("terrorism",),
    "inter": ("parliamentary",),
}

Atoms = tuple[str, ...]


def atoms_of(word: str) -> Atoms:
    """The atoms of a word or a name, in their own case, without accents."""
    if not word.isascii():
        marks = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in marks if unicodedata.category(c) not in ("Mn", "Cf"))
        word = word.translate(_LETTERS)
    if "." in word:
        word = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", word)
    return tuple(_ATOM.findall(word))


_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"}
)


def fold(atom: str) -> str:
    """An atom for comparison: no case, one spelling of words that British and American usage write differently."""
    plain = atom.casefold()
    return _SAME.get(plain, plain)


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[Atoms, Atoms]:
    atoms = atoms_of(word)
    return atoms, tuple(fold(atom) for atom in atoms)


def sequence(words: Sequence[str]) -> tuple[list[str], list[str], list[tuple[int, int]]]:
    """The atoms of a text's words, the atoms folded, and for each atom its first and last word.

    `Co-operation` and `Cooperation` come out the same, whether or not the tokenizer cuts at the hyphen.
    """
    atoms: list[str] = []
    folded: list[str] = []
    where: list[tuple[int, int]] = []
    cut = [_folded(word) for word in words]
    if _JOINED.isdisjoint([plain for _, plains in cut for plain in plains]):
        atoms = [atom for pieces, _ in cut for atom in pieces]
        folded = [plain for _, plains in cut for plain in plains]
        return atoms, folded, [(index, index) for index, (pieces, _) in enumerate(cut) for _ in pieces]
    for index, (pieces, plains) in enumerate(cut):
        for atom, plain in zip(pieces, plains, strict=True):
            if plain in _JOINED and folded and folded[-1] in _PREFIXES and plain in _PREFIXES[folded[-1]]:
                atoms[-1] += atom
                folded[-1] += plain
                where[-1] = (where[-1][0], index)
                continue
            atoms.append(atom)
            folded.append(plain)
            where.append((index, index))
    return atoms, folded, where


def case_fits(alias: Atoms, surface: Sequence[str]) -> bool:
    """Whether a text may write the alias this way: as it is, all in capitals, or with more capitals than the alias has.

    Acronyms (`WHO`) stand as they are.
    """
    if alias == tuple(surface):
        return True
    if len(alias) == 1 and alias[0].isupper() and len(alias[0]) > 1:
        return False
    if len(alias) == 1 and alias[0][1:] != alias[0][1:].lower() and not surface[0].isupper():
        return False  # `LeT` is not `Let`
    for mine, theirs in zip(alias, surface, strict=True):
        if mine.isupper() and len(mine) > 1 and not theirs.isupper():
            return False
        if mine[0].isupper() and not theirs[0].isupper():
            return False
    return True


def expand(pattern: str, macros: Mapping[str, str]) -> list[str]:
    """The names that a pattern of `models/kb/` stands for.

    `{a/b}` is one of several, `{UN}` a macro, `[…]` may be missing, `Russian+s` is a word and its plural.
    """
    if pattern.endswith("+s"):
        return [pattern[:-2], pattern[:-2] + "s"]
    if "{" not in pattern and "[" not in pattern:
        return [pattern]
    parts: list[list[str]] = []
    for choice, optional, plain in _PART.findall(pattern):
        if choice:
            parts.append(macros.get(choice, choice).split("/"))
        elif optional:
            parts.append(["", *expand(macros.get(optional, optional), macros)])
        else:
            parts.append([plain])
    return [" ".join("".join(pieces).split()) for pieces in product(*parts)]
