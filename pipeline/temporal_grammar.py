"""The grammar of temporal expressions: from tokens to candidates, each an extent with a small description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.temporal_patterns import MACROS, RULES
from pipeline.temporal_words import OTHER, Token

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
            out.append(_char(piece["name"]))
        elif not piece[0].isspace():
            out.append(piece[0])
    return re.compile("".join(out))


_COMPILED = tuple(_Rule(name, kind, _compile(pattern), constants) for name, kind, pattern, constants in RULES)
# Tokens that can start or carry an expression: a stretch without one of them is not looked at.
_IDLE = {"a", "the", "of", "in", "and", "or", "to", "from", "comma", "dot", "hyphen", "dash", "open", "close", "own"}
_IDLE |= {"possessive", "word_number", "tens", "scale", "vague", "integer", "minute", "dead", "approx", "more", "that"}
_IDLE |= {"break", "slash", "decimal", "this", "session", "numbered", "last", "next", "same", "edge", "old", "long"}
_IDLE |= {"these", "every", "per", "half", "early", "later", "earlier", "period", "term", "day", "ordinal", "current"}
_ISLAND = re.compile(f"[^{OTHER}]+")


def find_expressions(tokens: Sequence[Token]) -> list[Expression]:
    """The candidates of a stretch of tokens, in order, none overlapping: the longest wins, then the earlier rule."""
    line = "".join(_CHARS.get(token.category, OTHER) for token in tokens)
    idle = "".join(_CHARS[name] for name in _IDLE if name in _CHARS)
    found: list[tuple[int, int, int, Expression]] = []
    for island in _ISLAND.finditer(line):
        if not island[0].strip(idle):
            continue
        for order, rule in enumerate(_COMPILED):
            for first, last, expression in _matches(rule, line, tokens, island.start(), island.end()):
                found.append((first - last, order, first, expression))
    found.sort(key=lambda item: item[:3])
    chosen: list[Expression] = []
    taken: set[int] = set()
    for _, _, _, expression in found:
        span = range(expression.start, expression.end)
        if span.start not in taken and span.stop - 1 not in taken and taken.isdisjoint(span):
            taken.update(span)
            chosen.append(expression)
    return sorted(chosen, key=lambda e: e.start)


def _matches(
    rule: _Rule, line: str, tokens: Sequence[Token], start: int, end: int
) -> Iterator[tuple[int, int, Expression]]:
    at = start
    while at < end:
        match = rule.pattern.search(line, at, end + 1)
        if match is None or match.end() == match.start():
            return
        # Overlapping matches of one rule matter where its extent is only a part of what it reads.
        first, last = match.span("x") if "x" in rule.pattern.groupindex else match.span()
        at = last if last > match.start() else match.end()
        if first < 0 or last > end:
            continue
        fields = dict(rule.constants)
        for group, value in match.groupdict().items():
            if value is not None and group != "x":
                name = group.partition("_")[0]
                fields[name] = _value(name, tokens[slice(*match.span(group))])
        yield (
            first,
            last,
            Expression(
                tokens[first].start,
                tokens[last - 1].end,
                rule.name,
                rule.kind,
                fields,
                tuple(tokens[first:last]),
                tuple(tokens[max(0, first - 4) : first]),
                tuple(tokens[last : last + 3]),
            ),
        )


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
    if any(token.category == "scale" for token in parts):
        year = int(float(read_number(parts)))
    else:
        year = int(parts[0].value) * 100 + sum(int(token.value) for token in parts[1:])
    return str(year) if 1900 <= year <= 2100 else ""
