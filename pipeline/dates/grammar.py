"""The grammar of temporal expressions: from tokens to candidates, each an extent with a small description."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dates.patterns import MACROS, RULES
from pipeline.dates.words import OTHER, Token

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Expression:
    """A candidate: its extent, the rule that found it, the kind of thing it is and what its parts say."""

    start: int
    end: int
    rule: str
    kind: str
    fields: Fields
    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    """Up to four tokens before it, the nearest last."""
    after: tuple[Token, ...]
    """Up to three tokens after it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    kind: str
    pattern: re.Pattern[str]
    constants: Fields


_FIRST = 0x100
_CHARS: dict[str, str] = {OTHER: OTHER}
_PIECE = re.compile(r"(?P<group>[a-z][a-z0-9]*):(?P<bare>[a-z_]*)|\(\?(?:[=!]|<[=!])|(?P<open>\()|(?P<name>[a-z_]+)|.")


_PREPOSITIONS = ("in", "on", "before", "after")
"""What `in` in a pattern stands for."""


def _char(category: str) -> str:
    return _CHARS.setdefault(category, chr(_FIRST + len(_CHARS)))


def _compile(source: str) -> re.Pattern[str]:
    """A pattern over category names as one over category characters; `name:category` and `name:(…)` capture."""
    while re.search(r"[A-Z]{2,}", source):
        source = re.sub(r"[A-Z]{2,}", lambda m: f"({MACROS[m[0]]})", source)
    out: list[str] = []
    naming = False
    for number, piece in enumerate(_PIECE.finditer(source)):
        if piece["group"]:
            # The same part may stand in several alternatives; group names have to differ.
            name = f"{piece['group']}_{number}" if piece["group"] != "x" else "x"
            out.append(f"(?P<{name}>{_char(piece['bare'])})" if piece["bare"] else f"(?P<{name}>")
            naming = not piece["bare"]
        elif piece["open"]:
            out.append("" if naming else "(?:")
            naming = False
        elif piece["name"]:
            names = _PREPOSITIONS if piece["name"] == "in" else (piece["name"],)
            out.append(f"[{''.join(map(_char, names))}]" if len(names) > 1 else _char(names[0]))
        elif not piece[0].isspace():
            out.append(piece[0])
    return re.compile("".join(out))


_COMPILED = tuple(_Rule(name, kind, _compile(pattern), constants) for name, kind, pattern, constants in RULES)
# Tokens that can start or carry an expression: a stretch without one of them is not looked at.
_IDLE = (
    "a after and approx before break close comma dash day dead decimal dot earlier early edge every from "
    "half hyphen in integer later long minute more next numbered of old on open or own per period "
    "possessive same scale session slash term that the these this to vague verb word_number"
)
_IDLE_CHARS = "".join(_char(name) for name in _IDLE.split())
_ISLAND = re.compile(f"[^{OTHER}]+")


def find_expressions(tokens: Sequence[Token], is_plausible: Callable[[Expression], bool]) -> list[Expression]:
    """The plausible candidates of a stretch of tokens, in order, none overlapping: the longest wins, then the earlier rule."""
    line = "".join([_CHARS.get(category, OTHER) for _, _, _, category, _ in tokens])
    chosen: list[Expression] = []
    for island in _ISLAND.finditer(line):
        if not island[0].strip(_IDLE_CHARS):
            continue
        start = island.start()
        taken: set[int] = set()
        for rule, first, last, groups in _look(line[start : island.end() + 1]):
            if taken.isdisjoint(range(first, last)):
                found = _expression(
                    tokens, start + first, start + last, rule, [(n, start + a, start + b) for n, a, b in groups]
                )
                if found is not None and is_plausible(found):
                    taken.update(range(first, last))
                    chosen.append(found)
    chosen.sort(key=lambda e: e.start)
    return chosen


_Match = tuple[_Rule, int, int, tuple[tuple[str, int, int], ...]]


def _look(line: str) -> tuple[_Match, ...]:
    return _matches(line) if len(line) < 60 else _matches.__wrapped__(line)


@lru_cache(maxsize=65536)
def _matches(line: str) -> tuple[_Match, ...]:
    """What every rule finds in a stretch of categories and the one after it, the longest first.

    Few stretches differ, so most are looked up.
    """
    found: list[tuple[int, int, _Match]] = []
    end = len(line) - (line[-1] == OTHER)
    for order, rule in enumerate(_COMPILED):
        at = 0
        while at < end:
            match = rule.pattern.search(line, at)
            if match is None or match.end() == match.start():
                break
            first, last = match.span("x") if "x" in rule.pattern.groupindex else match.span()
            at = last if last > match.start() else match.end()
            if not 0 <= first < last <= end:
                continue
            groups = tuple(
                (name.partition("_")[0], *match.span(name))
                for name in rule.pattern.groupindex
                if name != "x" and match[name] is not None
            )
            found.append((first - last, order, (rule, first, last, groups)))
    found.sort(key=lambda item: item[:2])
    return tuple(item[2] for item in found)


def _expression(
    tokens: Sequence[Token], first: int, last: int, rule: _Rule, groups: Sequence[tuple[str, int, int]]
) -> Expression | None:
    first += _overhang(tokens, first, last, rule)
    if first >= last:
        return None
    fields = dict(rule.constants)
    for name, start, end in groups:
        if name != "approx" or start >= first or tokens[start].value == "APPROX":
            fields[name] = _value(name, tokens[start:end])
    return Expression(
        tokens[first].start,
        tokens[last - 1].end,
        rule.name,
        rule.kind,
        fields,
        tuple(tokens[first:last]),
        tuple(tokens[max(0, first - 4) : first]),
        tuple(tokens[last : last + 3]),
    )


def _overhang(tokens: Sequence[Token], first: int, last: int, rule: _Rule) -> int:
    """How many words at the start do not belong to the extent: `over` of `over the years`, `the` of `the two-day visit`."""
    words = [token.text.lower() for token in tokens[first:last]]
    categories = [token.category for token in tokens[first:last]]
    drop = 0
    if words[0] == "about" and "duration" in rule.kind:
        drop = 1
    elif words[0] == "over" and len(words) > 1:
        led = first > 0 and tokens[first - 1].category in (*_PREPOSITIONS, "from", "of", "lasting")
        drop = 0 if led or categories[1] == "a" else 1
    if rule.kind in ("day", "month", "year", "part-date") and tokens[first].value not in (
        "APPROX",
        "START",
        "MID",
        "END",
    ):
        # `at least August`: the date itself is not the less exact for it.
        drop = 1 if categories[0] == "approx" else drop
    if rule.kind == "day" and categories[drop] == "the" and categories[drop + 1 : drop + 2] == ["day"]:
        return drop + 1
    if (
        rule.kind in ("duration", "quarter")
        and len(words) - drop > 2
        and categories[drop] == "the"
        and (categories[-2] == "hyphen" or categories[-1] not in ("units", "unit_q", "half", "unit_y", "year"))
    ):
        drop += 1
    return drop


def _value(name: str, tokens: Sequence[Token]) -> str:
    """What a captured stretch says: numbers as digits, `X` for vague ones, the value of the word otherwise."""
    if name in ("n", "high"):
        return read_number(tokens)
    if name == "spelled":
        return _spelled_year(tokens)
    return tokens[0].value or tokens[0].text


def read_number(tokens: Sequence[Token]) -> str:
    """The number some tokens spell, `X` where they are vague: `2`, `2.5`, `24`."""
    total = current = 0.0
    for token in tokens:
        if token.category == "vague":
            return "X"
        if token.category in ("word_number", "tens", "second"):
            current += float(token.value)
        elif token.category == "scale":
            factor = float(token.value)
            current = (current or 1) * factor
            if factor > 100:
                total, current = total + current, 0.0
        elif token.category == "fraction":
            current += _fraction(token.text)
        elif token.category == "half":
            current += 0.5
        elif token.category == "a":
            current += 1 if current == 0 else 0
        elif token.category == "open":
            break
        elif token.category in ("day", "minute", "year", "old_year", "integer", "decimal"):
            current += float(token.value.replace(",", "."))
    return f"{total + current:.10g}"


def _fraction(text: str) -> float:
    if "/" in text:
        over, under = text.split("/")
        return int(over) / int(under)
    return {"½": 0.5, "¼": 0.25, "¾": 0.75}[text]


def _spelled_year(tokens: Sequence[Token]) -> str:
    """`nineteen ninety-six`, `two thousand (and) nineteen`, `twenty twenty-one` as digits; empty where they are no year."""
    parts = [token for token in tokens if token.category in ("word_number", "tens", "scale")]
    if not all(token.value.isdigit() for token in parts):
        return ""  # `half a year`
    if any(token.category == "scale" for token in parts):
        year = int(float(read_number(parts)))
    else:
        year = int(parts[0].value) * 100 + sum(int(token.value) for token in parts[1:])
    return str(year) if 1900 <= year <= 2100 else ""
