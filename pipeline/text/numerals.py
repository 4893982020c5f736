"""Numerals: the numbers a text writes, in digits and in words, with their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.resources import Models

READS = ("en/number_words.csv",)
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A line of `number_words.csv`: a word, its role in a numeral, what it is worth."""

    word: str
    role: str
    value: float


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number word → its role and value."""

    roles: Mapping[str, tuple[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral and its value; `mantissa * scale == value` for `1.5 trillion`, with scale 1 where none is said.

    form: cardinal, ordinal, fraction, vague (no value). before, after: letters that touch its digits (`Il` of none, `km` of
    `5km`), for the caller to judge.
    """

    start: int
    end: int
    value: Decimal | None
    scale: Decimal
    form: str
    digits: bool
    before: str = ""
    after: str = ""


_WORD = re.compile(r"[A-Za-z]+")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009’']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,15}(?:[.,]\d{1,9})*)"
)
_JOIN = re.compile(r"[ -]?")
_AND = re.compile(r"(?:\s+|-)and(?:\s+|-)(?:an?\s+)?", re.IGNORECASE)
_AND_A = re.compile(r"[ -]and[ -](?:an?[ -])?", re.IGNORECASE)
_PART_OF = re.compile(r"[ -](?:of[ -])?(?:an?[ -])?", re.IGNORECASE)
_PART_SIGN = re.compile(r"[¼-¾⅐-⅞]")
_POWER = re.compile(r"[eE][+]?(\d\d)(?!\d)|\s?[×x*]\s?10(?:\^(\d{1,2})(?!\d)|([⁰¹²³⁴-⁹]{1,2}))")
_ARTICLE = re.compile(r"(?<![^\W\d_])(?:an?)[\s-]$", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_ORDINAL_SUFFIX = {"st", "nd", "rd", "th"}
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    role: str
    value: Decimal
    before: str = ""
    after: str = ""


def load_words(models: Models) -> NumberWords:
    """The number words of `models/`; raises KnowledgeError naming file and line."""
    rows = models.csv("en/number_words.csv", NumberWord, unique="word")
    roles = {
        row.word: (row.role, Decimal(int(row.value)) if row.value >= 1 else Decimal(str(row.value))) for row in rows
    }
    return NumberWords(roles)


def digits_value(digits: str, *, decimal: bool = False) -> Decimal | None:
    """The value of a figure written in any grouping, None for what is no number (`1.2.3`).

    decimal: read a lone point before three digits as a decimal point (`1.937 million`), not as a grouping.
    """
    plain = re.sub(r"[ \u00a0\u202f\u2009’']", "", digits)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", plain):
        return Decimal(plain.replace(",", ""))
    dotted = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain)
    if dotted and not (plain.startswith("0") or (decimal and plain.count(".") == 1 and "," not in plain)):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return Decimal(plain.replace(",", "."))
    return None


def find_numerals(text: str, words: NumberWords) -> list[Numeral]:
    """The numerals of a text in order, in digits (`1 937`, `2.5`, `75th`), words, or both (`1.5 trillion`)."""
    atoms = _atoms(text, words)
    found: list[Numeral] = []
    i = 0
    while i < len(atoms):
        numeral, used = _read(text, atoms, i)
        if numeral is not None and not (found and _repeats(text, found[-1], numeral)):
            found.append(numeral)
        i += max(used, 1)
    return found


def _repeats(text: str, before: Numeral, numeral: Numeral) -> bool:
    """The figure in brackets of `thirty (30)`."""
    return (
        not before.digits
        and before.value == numeral.value
        and text[before.end : numeral.start].strip() == "("
        and text[numeral.end : numeral.end + 1] == ")"
    )


def _atoms(text: str, words: NumberWords) -> list[_Atom]:
    """The figures and number words of a text in order; words are looked up, which is several times as fast as a pattern of them all."""
    atoms: list[_Atom] = []
    for word in set(_WORD.findall(text)):
        known = words.roles.get(word.lower())
        if known is None or known[0] == "suffix":
            continue
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            before = text[start - 1 : start]
            if not (before.isdigit() or before.isalpha() or text[end : end + 1].isalpha()):
                atoms.append(_Atom(start, end, *known))
            start = text.find(word, end)
    at = 0
    while (digit := _DIGIT.search(text, at)) is not None:
        figure = _DIGITS.match(text, digit.start())
        if figure is not None:
            found = _digit_atoms(text, *figure.span(), words)
            atoms += found
            at = found[-1].end if found else figure.end()
        else:
            at = digit.end()
    return sorted(atoms, key=lambda atom: atom.start)


def _digit_atoms(text: str, start: int, end: int, words: NumberWords) -> list[_Atom]:
    """A figure and a scale word or letter that touches it (`18m`, `1.5bn`)."""
    letters = _LETTERS_AFTER.match(text, end)
    after = letters[0] if letters else ""
    before = ""
    if start and text[start - 1].isalpha():
        match = _LETTERS_BEFORE.search(text, max(0, start - 12), start)
        before = match[0] if match else ""
    role, scale = words.roles.get(after.lower(), ("", _ONE))
    scaled = role in ("scale", "suffix")
    decimal = scaled or bool(
        re.match(r"[\s-]?(?:%|per\s?cent|(?:thousand|[mbtr]+illion|mln|bln|bn)\b)", text[end : end + 12])
    )
    value = digits_value(text[start:end], decimal=decimal)
    if value is None:
        return []
    if part := _PART_SIGN.match(text, end):
        value, end = value + Decimal(str(unicodedata.numeric(part[0]))), end + 1
        return [_Atom(start, end, "digits", value, before)]
    if power := _POWER.match(text, end):
        exponent = "".join(str(unicodedata.digit(c)) for c in next(filter(None, power.groups())))
        return [_Atom(start, power.end(), "digits", value * 10 ** int(exponent), before)]
    if after.lower() in _ORDINAL_SUFFIX:
        return [_Atom(start, end + len(after), "digit_ordinal", value, before)]
    if role == "scale" or (role == "suffix" and (after != "m" or _is_million(text, start, end + 1))):
        return [_Atom(start, end, "digits", value, before), _Atom(end, end + len(after), "scale", scale)]
    return [_Atom(start, end, "digits", value, before, after)]


_COUNTED_IN_MILLIONS = re.compile(
    r"\s(?:people|persons|inhabitants|citizens|residents|refugees|children|women|workers|voters|migrants|visitors|tourists|users"
    r"|customers|jobs|doses|votes|barrels|bpd|b/d|tonnes|tons|households|displaced|others|internally|[A-Z][a-z]+(?:ians|ans|is))\b"
)
_POPULATION = re.compile(r"\b(?:population|electorate|workforce) of (?:some |about |over |nearly )?$")


def _is_million(text: str, start: int, end: int) -> bool:
    """Whether an `m` that touches a figure is a million and no metre: `9.7m barrels`, `a population of 23m`."""
    return bool(_COUNTED_IN_MILLIONS.match(text, end) or _POPULATION.search(text, max(0, start - 40), start))


def _joined(text: str, atoms: list[_Atom], i: int) -> bool:
    """Atom `i` and the next one touch or are one space or hyphen apart."""
    return i + 1 < len(atoms) and bool(_JOIN.fullmatch(text, atoms[i].end, atoms[i + 1].start))


def _and(text: str, atoms: list[_Atom], i: int) -> bool:
    return i + 1 < len(atoms) and bool(_AND.fullmatch(text, atoms[i].end, atoms[i + 1].start))


def _read(text: str, atoms: list[_Atom], i: int) -> tuple[Numeral | None, int]:
    """The numeral that begins with atom `i`, and how many atoms it takes."""
    first = atoms[i]
    simple = _SIMPLE.get(first.role)
    if simple is not None:
        return simple(text, atoms, i)
    article = _ARTICLE.search(text, max(0, first.start - 4), first.start)
    if first.role in ("hundred", "scale"):
        if not article:
            return None, 1
        return _sum(text, atoms, i, article.start())
    if first.role in ("dozen", "score", "single"):
        if not article:
            return None, 1
        return _whole(text, atoms, i, i, first.value, _ONE, start=article.start()), 1
    if first.role in ("unit", "teen", "ten", "digits"):
        if _joined(text, atoms, i) and _is_fraction(text, atoms[i], atoms[i + 1]):
            value = first.value * (atoms[i + 1].value if atoms[i + 1].role == "fraction" else 1 / atoms[i + 1].value)
            scaled = _part_of_scale(text, atoms, i, i + 1, value, first.start)
            return scaled or (_whole(text, atoms, i, i + 1, value, _ONE, start=first.start, form="fraction"), 2)
        return _sum(text, atoms, i, first.start)
    return None, 1


def _is_fraction(text: str, count: _Atom, part: _Atom) -> bool:
    """`two-thirds`, `three quarters`, `one third of`; not `two second readings`."""
    if part.role == "fraction":
        return True
    return (
        count.value == 1
        and part.role.startswith("ordinal")
        and part.value > 2
        and text[part.end :].startswith((" of", " "))
    )


def _whole(
    text: str,
    atoms: list[_Atom],
    i: int,
    last: int,
    value: Decimal,
    scale: Decimal,
    *,
    start: int,
    form: str = "cardinal",
) -> Numeral:
    first, end = atoms[i], atoms[last].end
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        match = _LETTERS_BEFORE.search(text, max(0, start - 14), start - 1)
        before = (match[0] if match else "") + "-"
    else:
        before = first.before
    return Numeral(start, end, value, scale, form, first.role.startswith("digit"), before, atoms[last].after)


def _sum(text: str, atoms: list[_Atom], i: int, start: int) -> tuple[Numeral | None, int]:
    """A numeral of one or more groups with falling scales: `two hundred and five thousand and one`."""
    total, smallest, largest, at = Decimal(0), Decimal("1e30"), _ONE, i
    form = "cardinal"
    while True:
        value, scale, last, form = _group(text, atoms, at)
        total += value * scale
        largest = max(largest, scale)
        smallest = scale
        if form != "cardinal" or scale == 1 or atoms[last].role not in ("scale", "ordinal_scale"):
            break
        following = last + 1
        if not (_joined(text, atoms, last) or _and(text, atoms, last)):
            break
        if atoms[following].role not in ("unit", "teen", "ten", "hundred", "digits", "ordinal", "ordinal_unit"):
            break
        worth, of, _, _ = _group(text, atoms, following)
        if worth * of >= smallest or (of == 1 and (worth >= 1000 or atoms[following].role == "digits")):
            break
        at = following
    part = _part_after(text, atoms, last)
    if part and form == "cardinal":
        return _with_part(text, atoms, i, total, largest, part, start)
    numeral = _whole(text, atoms, i, last, total, largest, start=start, form=form)
    return numeral, last - i + 1


def _part_after(text: str, atoms: list[_Atom], last: int) -> tuple[Decimal, int] | None:
    """Value and last atom of `and a half`, `and one-half`, `and three quarters` after atom `last`; not `and half of them`."""
    joint = _AND_A.match(text, atoms[last].end)
    first = last + 1
    if joint is None or first >= len(atoms) or atoms[first].start != joint.end():
        return None
    if atoms[first].role == "fraction" and joint[0][-2:-1] in "an":
        value, end = atoms[first].value, first
    elif atoms[first].role == "unit" and _joined(text, atoms, first) and atoms[first + 1].role == "fraction":
        value, end = atoms[first].value * atoms[first + 1].value, first + 1
    else:
        return None
    return None if text.startswith(" of ", atoms[end].end) else (value, end)


def _with_part(
    text: str, atoms: list[_Atom], i: int, total: Decimal, scale: Decimal, part: tuple[Decimal, int], start: int
) -> tuple[Numeral, int]:
    """`two and a half (million)`: a part of the scale that went before or of the one that follows."""
    value, last = part
    total += scale * value
    if _joined(text, atoms, last) and scale == 1 and atoms[last + 1].role in ("scale", "hundred", "dozen"):
        last += 1
        scale = atoms[last].value
        total *= scale
    return Numeral(
        start, atoms[last].end, total, scale, "cardinal", atoms[i].role == "digits", atoms[i].before
    ), last - i + 1


def _group(text: str, atoms: list[_Atom], i: int) -> tuple[Decimal, Decimal, int, str]:
    """(value, scale, last atom, form) of one group: what stands before a scale word, and that word."""
    if atoms[i].role in ("scale", "hundred"):
        value, last, form = (_ONE, i - 1, "cardinal") if atoms[i].role == "scale" else _hundreds(text, atoms, i, _ONE)
    elif atoms[i].role == "digits":
        value, last, form = atoms[i].value, i, "cardinal"
    else:
        value, last, form = _below_hundred(text, atoms, i)
        if form == "cardinal" and _joined(text, atoms, last):
            following = atoms[last + 1].role
            if following == "hundred":
                value, last, form = _hundreds(text, atoms, last + 1, value)
            elif following == "ordinal_hundred":
                return value * 100, _ONE, last + 1, "ordinal"
    scale = _ONE
    while form == "cardinal" and (last < i or _joined(text, atoms, last)) and last + 1 < len(atoms):
        atom = atoms[last + 1]
        if atom.role == "ordinal_scale" and atoms[i].role != "digits":
            return value, scale * atom.value, last + 1, "ordinal"
        if atom.role not in ("scale", "dozen", "score") and not (atom.role == "hundred" and last >= i):
            break
        scale *= atom.value
        last += 1
        if atom.role in ("dozen", "score"):
            return value * scale, _ONE, last, form
    return value, scale, last, form


def _hundreds(text: str, atoms: list[_Atom], i: int, factor: Decimal) -> tuple[Decimal, int, str]:
    """Atom `i` is `hundred`; what is added below a hundred is taken unless it counts hundreds of its own."""
    value, last = factor * 100, i
    if (_joined(text, atoms, i) or _and(text, atoms, i)) and atoms[i + 1].role in _SMALL:
        more, end, form = _below_hundred(text, atoms, i + 1)
        counts_own = _joined(text, atoms, end) and atoms[end + 1].role in ("hundred", "fraction")
        if not counts_own:
            return value + more, end, form
    return value, last, "cardinal"


_SMALL = {"unit", "teen", "ten", "ordinal_unit", "ordinal"}


def _below_hundred(text: str, atoms: list[_Atom], i: int) -> tuple[Decimal, int, str]:
    atom = atoms[i]
    if atom.role in ("ordinal", "ordinal_unit"):
        return atom.value, i, "ordinal"
    if atom.role == "ten" and _joined(text, atoms, i):
        following = atoms[i + 1]
        if following.role in ("unit", "ordinal_unit") and following.value < 10 and following.value > 0:
            return atom.value + following.value, i + 1, "cardinal" if following.role == "unit" else "ordinal"
    return atom.value, i, "cardinal"


_A_PART = re.compile(r"\s+of\s+(?:the|all|its|their|our|those|these|his|her)\b", re.IGNORECASE)


def _read_ordinal(text: str, atoms: list[_Atom], i: int) -> tuple[Numeral | None, int]:
    """`second`, `75th`; after an article and before `of the` it is a part (`a third of the world`)."""
    atom = atoms[i]
    article = _ARTICLE.search(text, max(0, atom.start - 4), atom.start)
    if article and 2 < atom.value <= 10 and _A_PART.match(text, atom.end):
        value = (1 / atom.value).quantize(Decimal("1e-9"))
        return Numeral(article.start(), atom.end, value, _ONE, "fraction", False), 1
    return _whole(text, atoms, i, i, atoms[i].value, _ONE, start=atoms[i].start, form="ordinal"), 1


def _read_vague(text: str, atoms: list[_Atom], i: int) -> tuple[Numeral | None, int]:
    """`tens of millions`: one vague numeral for the whole chain."""
    last = i
    while last + 1 < len(atoms) and atoms[last + 1].role == "vague":
        if not re.fullmatch(r"\s+(?:of|and)\s+", text[atoms[last].end : atoms[last + 1].start]):
            break
        last += 1
    return Numeral(atoms[i].start, atoms[last].end, None, _ONE, "vague", False), last - i + 1


def _read_fraction(text: str, atoms: list[_Atom], i: int) -> tuple[Numeral | None, int]:
    """`half`, `a quarter`, `half a billion`."""
    first = atoms[i]
    article = _ARTICLE.search(text, max(0, first.start - 4), first.start)
    start = article.start() if article else first.start
    scaled = _part_of_scale(text, atoms, i, i, first.value, start if first.value != _HALF else first.start)
    return scaled or (Numeral(start, first.end, first.value, _ONE, "fraction", False), 1)


_HALF = Decimal("0.5")


def _part_of_scale(
    text: str, atoms: list[_Atom], i: int, last: int, value: Decimal, start: int
) -> tuple[Numeral, int] | None:
    """`half a billion`, `a quarter-million`, `three quarters of a million`: a fraction of the scale word that follows atom `last`."""
    following = last + 1
    if following >= len(atoms) or atoms[following].role not in ("scale", "dozen", "hundred"):
        return None
    if not _PART_OF.fullmatch(text, atoms[last].end, atoms[following].start):
        return None
    scale = atoms[following].value
    if _joined(text, atoms, following) and atoms[following + 1].role == "scale":
        following += 1
        scale *= atoms[following].value
    return Numeral(start, atoms[following].end, value * scale, scale, "cardinal", False), following - i + 1


_Reader = Callable[[str, "list[_Atom]", int], "tuple[Numeral | None, int]"]
_SIMPLE: dict[str, _Reader] = {
    "ordinal": _read_ordinal,
    "ordinal_unit": _read_ordinal,
    "ordinal_hundred": _read_ordinal,
    "ordinal_scale": _read_ordinal,
    "digit_ordinal": _read_ordinal,
    "vague": _read_vague,
    "fraction": _read_fraction,
}
