"""Tallies: clauses and phrases of agreement brought together, one tally a vote as a text tells it, without a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.text.spans import Stretches
from pipeline.votes.clauses import find_clauses
from pipeline.votes.figures import Clause, Figure, Form, Tally, shadow_of
from pipeline.votes.grids import find_grids
from pipeline.votes.patterns import BRACKET, FIGURE, Grammar


def find_tallies(text: str, figures: Sequence[Figure], grammar: Grammar) -> list[Tally]:
    """The tallies a text tells, in order: with figures, in tables, by consensus, unanimously."""
    figures = sorted([*figures, *_glued(text, figures)], key=lambda figure: figure.start)
    shadow = shadow_of(text, figures)
    tables = find_grids(text, figures, grammar)
    inside = Stretches((tally.start, tally.end) for tally in tables)
    clauses = [c for c in find_clauses(shadow, figures, grammar) if not inside.overlap(c.start, c.end)]
    found = [_with_sides(shadow, tally, grammar) for tally in _group(shadow, clauses, grammar)] + tables
    found += _agreements(shadow, grammar, found)
    return sorted(found, key=lambda tally: tally.start)


_GLUED = re.compile(r"(?<![\w.,/-])\d{1,3}(?=(?:against|in favou?r|abst(?:ained|entions?)|votes?)\b)")


_SCORED = re.compile(r"(?<![\w.,/-])(\d{1,3})-(\d{1,3})(?:-(\d{1,3}))?(?= (?:vote|ballot|tally)\b)")


def _glued(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Figures that are one word with their side, or read as a date: `21against`, `a 3-2-11 vote`."""
    known = {figure.start for figure in figures}
    spans = [match.span() for match in _GLUED.finditer(text)]
    spans += [match.span(n) for match in _SCORED.finditer(text) for n in range(1, 4) if match[n]]
    return [Figure(start, end, int(text[start:end])) for start, end in spans if start not in known]


def _with_sides(shadow: str, tally: Tally, grammar: Grammar) -> Tally:
    """The tally, the figures of a bare pair told by the verb: `rejected by 31 votes to 20`, the larger one is against."""
    pair = [clause for clause in tally.clauses if clause.form is Form.PAIR and not clause.sided]
    if len(pair) != 2 or pair[0].value <= pair[1].value or _verb_of(shadow, tally, grammar) != "rejected":
        return tally
    sides = {"in_favour": "against", "against": "in_favour"}
    return replace(tally, clauses=tuple(replace(c, role=sides[c.role]) if c in pair else c for c in tally.clauses))


def _verb_of(shadow: str, tally: Tally, grammar: Grammar) -> str | None:
    """The outcome by the last word of the sentence before a tally, else the first after it; None where more than half was needed."""
    begin = max((m.end() for m in _SENTENCE_END.finditer(shadow, max(0, tally.start - 300), tally.start)), default=0)
    begin = max(begin, tally.start - 300, shadow.rfind("\n", 0, tally.start) + 1)
    stop = _SENTENCE_END.search(shadow, tally.end)
    end = min(stop.start() if stop else len(shadow), tally.end + 200)
    if grammar.qualified.search(shadow, begin, end):
        return None
    before = grammar.cues(shadow, begin, tally.start)
    if before:
        return max(before)[2]
    return min(grammar.cues(shadow, tally.end, end), default=(0, 0, None))[2]


def _group(shadow: str, clauses: Iterable[Clause], grammar: Grammar) -> list[Tally]:
    """Neighbouring clauses with different roles, as tallies."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if groups and _belongs(shadow, groups[-1], clause):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    found: list[Tally] = []
    for group in groups:
        if not _is_vote(shadow, group, grammar):
            continue
        start, end = min(clause.start for clause in group), max(clause.end for clause in group)
        while shadow[end : end + 1] == BRACKET:
            end += 1
        found.append(Tally(start, end, tuple(group)))
    return found


_SENTENCE_END = re.compile(r"[.!?][”’)]?\s+(?=[A-Z\ue000“])")
_LISTED, _BESIDE, _NEXT, _FAR = 6000, 140, 70, 240
"""Characters between two clauses of one tally at most: heads of lists, of one sentence, of two, of more."""
_ZERO_NEAR = 60


def _belongs(shadow: str, current: Sequence[Clause], clause: Clause) -> bool:
    """The clause goes on with the tally: a role not yet told, near enough, in the same paragraph."""
    if any(known.role == clause.role for known in current):
        return False
    last = current[-1]
    between = shadow[last.end : clause.start] if clause.start > last.end else ""
    if last.form is Form.HEAD and clause.form is Form.HEAD:
        return len(between) < _LISTED
    if "\n\n" in between:
        return False
    plain = between.replace(BRACKET, "")
    ends = len(_SENTENCE_END.findall(plain + ("A" if plain.endswith((". ", "! ")) else "")))
    lone_zero = last.form is Form.ZERO and len(current) == 1
    if clause.form is Form.ZERO or lone_zero:
        return not ends and len(plain) < _ZERO_NEAR
    return _near(plain, ends, last, clause)


def _near(plain: str, ends: int, last: Clause, clause: Clause) -> bool:
    """Whether what stands between two clauses leaves them one vote; ends: of sentences in it."""
    if not ends:
        return len(plain) < _BESIDE
    if last.form is Form.RECEIVED or _ANEW.search(plain):
        return False
    if ends == 1 and len(plain) < _NEXT:
        return True
    return ends <= 2 and len(plain) < _FAR and clause.role != "in_favour" and clause.form is Form.AFTER


_ANEW = re.compile(
    r"\b(?:adopted|approved|rejected|amendment|paragraph|separate|separately|ago|last (?:year|month|week|session|time)"
    r"|(?:another|second|other) (?:draft|text|vote|motion|proposal|resolution)|in (?:19|20)\d\d|previously|meanwhile)\b"
    r"|\bresolution \W?\ue000",
    re.IGNORECASE,
)


def _is_vote(shadow: str, clauses: Sequence[Clause], grammar: Grammar) -> bool:
    """Several roles, or one that says itself that it was a vote."""
    if not any(clause.figure for clause in clauses):
        return False
    if len(clauses) > 1:
        return any(clause.voted for clause in clauses)
    only = clauses[0]
    if not only.voted or only.role == "absent" or only.form is Form.HEAD:
        return False
    return only.form is not Form.RECEIVED or _is_received(shadow, only, grammar)


def _is_received(shadow: str, clause: Clause, grammar: Grammar) -> bool:
    """Whether `with 171 votes` tells a vote: beside an election or a word of voting."""
    near = shadow[max(0, clause.start - 160) : clause.end + 120]
    with_votes = shadow[clause.start : clause.start + 4].lower() == "with"
    return not with_votes or bool(grammar.outcomes["elected"].search(near) or grammar.vote.search(near[:160]))


def _agreements(shadow: str, grammar: Grammar, counted: Sequence[Tally]) -> list[Tally]:
    """Votes told without figures: `adopted without a vote`, `By consensus, the Committee approved`, `unanimously adopted`."""
    found: list[Tally] = []
    lower = shadow.lower()
    near = Stretches((tally.start - 59, tally.end + 60) for tally in counted if tally.clauses)
    for name, pattern in grammar.agreements:
        if not any(stem in lower for stem in grammar.stems[name]):
            continue
        others, last = Stretches((tally.start, tally.end) for tally in found), 0
        for match in pattern.finditer(shadow):
            span = _agreed(shadow, name, match, grammar)
            # Those of one pattern come in order.
            if span is None or span[0] < last or others.overlap(*span):
                continue
            if name != "consensus" and near.overlap(match.start(), match.start() + 1):
                continue
            found.append(Tally(*span, agreement=name))
            last = span[1]
    return found


def _agreed(shadow: str, name: str, match: re.Match[str], grammar: Grammar) -> tuple[int, int] | None:
    """The words that tell a decision without figures; None where they tell none."""
    if name == "formula":
        asked = grammar.unopposed.search(shadow, max(0, match.start() - _ASKED), match.start())
        return match.span() if asked else None
    if _SOME_OF_THEM.search(shadow, max(0, match.start() - 60), match.start()):
        return None
    return _with_verb(shadow, match, grammar)


_ASKED = 400
"""Characters before a formula of adoption within which the chair asks for objections."""
_SOME_OF_THEM = re.compile(
    r"\b(?:many|most|some|several|mostly|often|largely|mainly|usually|(?:nearly|almost) all|others?"
    rf"|the (?:rest|majority|bulk)|half|dozens|\w*{FIGURE}+)"
    r"(?: of (?:them|which|these|those|the \w+))?,? $",
    re.IGNORECASE,
)
"""Before `without a vote`: what is told is how the day went, and no one decision."""


def _with_verb(shadow: str, match: re.Match[str], grammar: Grammar) -> tuple[int, int] | None:
    """The phrase together with the verb of adoption before or after it in its sentence."""
    begin = max(0, match.start() - 220)
    before = _last_sentence(shadow[begin : match.start()])
    offset = match.start() - len(before)
    verbs = list(grammar.verbs.finditer(before))
    if verbs:
        verb = verbs[-1]
        if grammar.general.search(before[: verb.start()]) and not _PASSIVE.search(before[: verb.start()]):
            return None
        if grammar.loose.fullmatch(verb[0]) and not _of_body(
            before, verb, shadow[match.end() : match.end() + 60], grammar
        ):
            return None
        return offset + verb.start(), match.end()
    after = shadow[match.end() : match.end() + 160]
    stop = _SENTENCE_END.search(after)
    line = after.find("\n")
    limit = min([place for place in (stop.start() if stop else -1, line) if place >= 0], default=len(after))
    verb_after = grammar.verbs.search(after[:limit])
    if verb_after is None or grammar.general.search(after[: verb_after.start()]):
        return None
    return match.start(), match.end() + verb_after.end()


def _of_body(before: str, verb: re.Match[str], after: str, grammar: Grammar) -> bool:
    """Whether a loose verb of decision has a text in its sentence or a body right before it."""
    lead = before[max(0, verb.start() - 40) : verb.start()]
    return bool(grammar.texts.search(before + after) or _A_BODY.search(lead) or _PASSIVE.search(lead))


_A_BODY = re.compile(
    r"(?:Council|Assembly|Committee|Commission|Board|Conference|Parliament|Senate|[Mm]embers|[Ss]tates)\b[^,.;]{0,20}$"
)
_PASSIVE = re.compile(
    r"\b(?:has|have|had|having)\s(?:just\s|now\s)?been\s$|\b(?:was|were)\s(?:\w+ly\s)?$", re.IGNORECASE
)


def _last_sentence(text: str) -> str:
    cuts = [match.end() for match in _SENTENCE_END.finditer(text + "A") if match.end() <= len(text)]
    line = text.rfind("\n") + 1
    return text[max([*cuts, line]) :]
