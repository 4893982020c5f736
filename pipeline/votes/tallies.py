"""Tallies: the grammar of votes over a text and its figures, without a parse.

A shadow of the text, as long as the text, is searched: every figure is a run of `FIGURE`, every bracket that holds no
figure alone is a run of `BRACKET`, so that one pattern fits digits and words, with and without country lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.text.spans import Stretches
from pipeline.votes.patterns import BRACKET, FIGURE, ROLES, Grammar


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number of a text that may count votes."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure (None: `none against`) and its role. form: after, head, agent, pair, score, received, zero. voted: says so itself."""

    start: int
    end: int
    role: str
    value: int
    figure: Figure | None
    form: str
    voted: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of one vote as a text tells them; a vote without figures has an `agreement` (consensus, unanimous)."""

    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    agreement: str | None = None

    def count(self, role: str) -> int | None:
        """The figure of a role, None where the text gives none."""
        return next((clause.value for clause in self.clauses if clause.role == role), None)


def shadow_of(text: str, figures: Sequence[Figure]) -> str:
    """The text with figures and brackets covered, as long as the text."""
    pieces, at = [], 0
    for figure in figures:
        pieces += [text[at : figure.start], FIGURE * (figure.end - figure.start)]
        at = figure.end
    covered = "".join((*pieces, text[at:])).replace("\u00a0", " ").replace("\u202f", " ").replace("\t", " ")
    return _BRACKETS.sub(_cover, covered)


_BRACKETS = re.compile(r"\((?:[^()\n]|\([^()\n]*\)){0,6000}\)|\[[^\[\]\n]{0,3000}\]")
_ALONE = re.compile(rf"[(\[]\s?{FIGURE}+\s?[)\]]")


def _cover(match: re.Match[str]) -> str:
    inside = match[0]
    if FIGURE in inside and (_ALONE.fullmatch(inside) or len(inside.replace(FIGURE, "")) < 60):
        return inside
    return BRACKET * len(inside)


def find_tallies(text: str, figures: Sequence[Figure], grammar: Grammar) -> list[Tally]:
    """The tallies a text tells, in order: with figures, by consensus, unanimously."""
    figures = sorted(figures, key=lambda figure: figure.start)
    shadow = shadow_of(text, figures)
    found = _group(shadow, _clauses(shadow, figures, grammar), grammar)
    found += _agreements(shadow, grammar, found)
    return sorted(found, key=lambda tally: tally.start)


def _clauses(shadow: str, figures: Sequence[Figure], grammar: Grammar) -> list[Clause]:
    """One clause a figure, the surest reading first, and the clauses of zeros."""
    by_start = {figure.start: figure for figure in figures}
    taken: dict[int, Clause] = {}
    zeros: list[Clause] = []
    for begin, end in _lines(shadow, figures, grammar):
        for match in grammar.pair.finditer(shadow, begin, end):
            _add_pair(match, by_start, taken, zeros)
        for match in grammar.score.finditer(shadow, begin, end):
            _add_score(shadow, match, by_start, taken, grammar)
        for form, role, pattern in grammar.clauses:
            for match in pattern.finditer(shadow, begin, end):
                if form == "zero":
                    zeros.append(Clause(match.start(), match.end(), role, 0, None, form, False))
                    continue
                clause = _clause(shadow, match, form, role, by_start)
                if clause is not None:
                    _keep(clause, taken)
    told = Stretches((clause.start, clause.end) for clause in taken.values() if clause.form != "pair")
    zeros = [zero for zero in zeros if not told.overlap(zero.start, zero.end)]
    return sorted(
        [*taken.values(), *_apart(zeros)], key=lambda clause: clause.figure.start if clause.figure else clause.start
    )


def _lines(shadow: str, figures: Sequence[Figure], grammar: Grammar) -> list[tuple[int, int]]:
    """The lines that hold a figure and a word of voting, those without an empty line between them together."""
    found: list[tuple[int, int]] = []
    for figure in figures:
        if found and figure.start < found[-1][1]:
            continue
        begin = shadow.rfind("\n\n", 0, figure.start) + 1
        end = shadow.find("\n\n", figure.end)
        found.append((begin, len(shadow) if end < 0 else end))
    return [(begin, end) for begin, end in found if grammar.vote.search(shadow, begin, end)]


def _apart(zeros: list[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    for zero in sorted(zeros, key=lambda clause: (clause.start, clause.start - clause.end)):
        if not kept or zero.start >= kept[-1].end:
            kept.append(zero)
    return kept


_STRENGTH = {"after": 3, "head": 4, "score": 2, "pair": 2, "agent": 1, "received": 1}


def _keep(clause: Clause, taken: dict[int, Clause]) -> None:
    """The shorter clause of the surer form wins a figure."""
    assert clause.figure is not None
    known = taken.get(clause.figure.start)
    if known is not None:
        before, now = _STRENGTH[known.form], _STRENGTH[clause.form]
        if before > now or (before == now and known.end <= clause.end):
            return
    taken[clause.figure.start] = clause


def _clause(shadow: str, match: re.Match[str], form: str, role: str, by_start: Mapping[int, Figure]) -> Clause | None:
    figure = by_start.get(match.start("n"))
    if figure is None:
        return None
    whole = _OF_ALL.search(shadow, max(0, figure.start - 60), figure.start) if form == "after" else None
    if whole is not None and whole.start(1) in by_start:
        figure = by_start[whole.start(1)]
    said = shadow[figure.end : match.end()].lower()
    if (
        form == "after"
        and said.startswith(" in favo")
        and _OF_SCORE.search(shadow, max(0, figure.start - 8), figure.start)
    ):
        return None  # `voted 269-37 in favour of joining`
    if (
        form == "after"
        and _BLOC.match(said)
        and shadow[max(0, figure.start - 12) : figure.start].lower().endswith(("all ", "its ", "their ", "all of the "))
    ):
        return None
    voted = form == "head" or bool(_VOTING.search(said))
    voted = voted or (form == "agent" and bool(_VOTES_OF.match(shadow, match.start())))
    if form == "after":
        key = match["key"].lower()
        if key == "for" and not (_VOTING.search(said) or _NEXT_FIGURE.match(shadow, match.end())):
            return None
        if role == "absent" and "tak" in key and "not" not in said:
            return None
        if _SUPPORTED.fullmatch(key) and _A_TEXT.match(shadow, match.end()):
            voted = True
        if key == "against" and _TO_FIGURE.match(shadow, match.end()):
            return None  # `192 votes against 37`, a pair
        if _CALLED.fullmatch(key) or (key in ("yes", "no") and " said" in said):
            voted = True
        if role == "abstained" or key in ("in favour", "in favor", "against"):
            voted = True
        if key == "against" and not (_VOTING.search(said) or _NOT_VERB.match(shadow, match.end())):
            voted = False
    return Clause(
        min(match.start(), figure.start), match.end(), role, figure.value, figure, form, voted or form == "received"
    )


_BLOC = re.compile(
    r"\s(?:eu|e\.u\.|european|african|arab|asean|nato|nordic|baltic|brics|caribbean|caricom|gcc|latin american|au)\b"
)
"""`all 27 EU member states voted in favour`: how a bloc voted, and no count of the vote."""
_OF_ALL = re.compile(rf"({FIGURE}+) (?:out )?of (?:the |its |their |all )?(?:[\w’'-]+ ){{0,3}}$", re.IGNORECASE)
_SUPPORTED = re.compile(r"supported|backed|endorsed|approved|opposed|rejected it", re.IGNORECASE)
_A_TEXT = re.compile(
    r" (?:the|this|that|its|a) (?:[\w-]+ ){0,5}?(?:resolution|amendment|draft|motion)\b(?! (?:of|to) )", re.IGNORECASE
)
_VOTING = re.compile(r"\bvot(?:e|es|ed|ing)\b|ballot|abst")
_CALLED = re.compile(r"yeas?|ayes?|nays?|noes", re.IGNORECASE)
"""What only votes are called."""
_VOTES_OF = re.compile(r"(?:the )?votes? (?:of|in favou?r)", re.IGNORECASE)
_OF_SCORE = re.compile(rf"{FIGURE}(?:[-‐‑–]| to )$")
_TO_FIGURE = re.compile(rf" (?:[A-Z][\w-]+[’']s? )?{FIGURE}++(?! (?:in |for\b|abst|vot|support))")
_NEXT_FIGURE = re.compile(rf"[,;]|\s(?:and\s|to\s|,\s?)?(?:{FIGURE}|none|no\b)")
_NOT_VERB = re.compile(rf"[,.;)]|\s(?:and|with|to|{BRACKET})|$|[ ]?{BRACKET}")


def _add_pair(
    match: re.Match[str], by_start: Mapping[int, Figure], taken: dict[int, Clause], zeros: list[Clause]
) -> None:
    """`by 17 votes to 21`, `a vote of 14 to none`."""
    first = by_start.get(match.start("a"))
    voters = (match["v"] or "").strip().lower()
    lead = match.string[match.start() : match.start("a")].lower()
    said = bool(_VOTING.search(lead)) or voters.startswith(("vote", "ballot")) or bool(match["fav"]) or bool(match["w"])
    said = said or bool(_VOTE_WAS.search(match.string, max(0, match.start("a") - 110), match.start("a")))
    cue = (match["cue"] or "").lower()
    done = cue == "by" and _DONE.search(match.string, max(0, match.start() - 60), match.start()) is not None
    done = done or (cue in ("", "was") and _WITH_ABSTENTIONS.match(match.string, match.end()) is not None)
    if first is None or not (said or done or cue in _PAIR_CUES):
        return
    second = by_start.get(match.start("b"))
    if second is None and match["b"].lower() == "no":
        return
    if not said and not _AFTER_PAIR.match(match.string, match.end()):
        return
    if match.string[max(0, match.start() - 5) : match.start()] in ("from ", "From "):
        return
    end = match.end("a")
    taken[first.start] = Clause(match.start("a"), end, "in_favour", first.value, first, "pair", True)
    if second is None:
        zeros.append(Clause(match.start("b"), match.end("b"), "against", 0, None, "pair", True))
    else:
        taken[second.start] = Clause(second.start, match.end(), "against", second.value, second, "pair", True)


_DONE = re.compile(
    r"\b(?:passed|adopted|carried|approved|rejected|defeated|fell|lost|won|voted|retained|endorsed|backed|ratified|went through)"
    r"(?: \w+)? $",
    re.IGNORECASE,
)
_VOTE_WAS = re.compile(
    r"\b(?:vote|ballot|roll[- ]call|(?:final|vote|voting) (?:tally|count|result))s?\b[^.;:\n]{0,80}"
    r"\b(?:was|were|been|is|stood|ended|finished|came out)(?: at)?(?: (?:just|only|narrowly))? $",
    re.IGNORECASE,
)
_AFTER_PAIR = re.compile(r"[,.;:)\n]|[ ](?:with|and|in|on|to|after|—|–|when|late|early|by)\b|$", re.IGNORECASE)
_PAIR_CUES = frozenset(
    {
        "tally of",
        "count of",
        "margin of",
        "majority of",
        "score of",
        "ballot of",
        "passed",
        "adopted",
        "approved",
        "rejected",
        "defeated",
    }
)


def _add_score(
    shadow: str, match: re.Match[str], by_start: Mapping[int, Figure], taken: dict[int, Clause], grammar: Grammar
) -> None:
    """`79-60-33`, `a 13-0 vote`, where the sentence speaks of a vote."""
    bracketed = shadow[match.start() - 1 : match.start()] == "(" and match["c"] is not None
    near = shadow[max(0, match.start() - (200 if bracketed else 90)) : match.start()].rsplit("\n\n", 1)[-1]
    after = shadow[match.end() : match.end() + 40]
    cue = list(_SCORE_CUE.finditer(near))
    if not cue and not _SCORE_AFTER.match(after):
        return
    places = [match.start(group) for group in "abcd" if match[group]]
    figures = [by_start.get(place) for place in places]
    if len(figures) == 2 and not (
        _SCORE_AFTER.match(after) or _PAIR_BEFORE.search(near) or _WITH_ABSTENTIONS.match(after) or _BY.search(near)
    ):
        return
    for figure, role in zip(figures, ROLES, strict=False):
        if figure is not None:
            start = match.start() if role == "in_favour" else figure.start
            taken[figure.start] = Clause(start, figure.end, role, figure.value, figure, "score", True)


_SCORE_CUE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ballot|tally|ratio|roll[- ]call|adopted|rejected|approved|passed|defeated|failed|fell|result|carried"
    r"|ratified|confirmed|backed|endorsed|retained?|lost|amendments?|majority|support|followed suit|blocked|vetoed)\b",
    re.IGNORECASE,
)
_SCORE_AFTER = re.compile(
    r"[ -](?:vote|votes|ballot|tally|roll[- ]call|majority|result)\b|[ ]?in (?:the )?(?:vote|favou?r)", re.IGNORECASE
)
_PAIR_BEFORE = re.compile(
    r"\b(?:vote of|voted|followed suit|(?:identical |same )?support|(?:vote|result|tally|ratio) (?:was|stood at|of)|tally of|votes?"
    r"|(?:passed|adopted|rejected|defeated|approved|ratified|confirmed|cleared|carried|failed|backed|endorsed|fell|lost)"
    r"(?: (?:it|them|(?:the|a|an|its|their|this|that) (?:[\w-]+ ){0,4}?[\w-]+))?)"
    r"(?: (?:on )?\w+day)?[ :,(]*(?:by )?(?:a |an )?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:a |an )?$", re.IGNORECASE)
_WITH_ABSTENTIONS = re.compile(
    rf",? (?:with |and ){{0,2}}(?:{FIGURE}+|no) (?:\w+ )?abst|,? with the abstentions? of", re.IGNORECASE
)


def _group(shadow: str, clauses: Iterable[Clause], grammar: Grammar) -> list[Tally]:
    """Neighbouring clauses with different roles, as tallies."""
    found: list[Tally] = []
    current: list[Clause] = []

    def flush() -> None:
        while current and current[0].figure is None and current[0].form == "zero" and len(current) == 1:
            current.clear()
        if current and _is_vote(shadow, current, grammar):
            start = min(clause.start for clause in current)
            end = max(clause.end for clause in current)
            while end < len(shadow) and shadow[end : end + 1] == BRACKET:
                end += 1
            found.append(Tally(start, end, tuple(current)))
        current.clear()

    for clause in clauses:
        if current and not _belongs(shadow, current, clause):
            flush()
        current.append(clause)
    flush()
    return found


_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\ue000“\"])")


def _belongs(shadow: str, current: Sequence[Clause], clause: Clause) -> bool:
    """The clause goes on with the tally: a role not yet told, near enough, in the same or the next sentence."""
    if any(known.role == clause.role for known in current):
        return False
    last = current[-1]
    between = shadow[last.end : clause.start] if clause.start > last.end else ""
    if last.form == "head" and clause.form == "head":
        return len(between) < 6000
    if "\n\n" in between:
        return False
    plain = between.replace(BRACKET, "")
    if last.form == "received" and _SENTENCE_END.search(plain + "A"):
        return False
    ends = _SENTENCE_END.findall(plain + ("A" if plain.endswith((". ", "! ")) else ""))
    if clause.form == "zero":
        return not ends and len(plain) < 60
    if last.form == "zero" and len(current) == 1:
        return not ends and len(plain) < 60
    if ends:
        return len(ends) == 1 and len(plain) < 70 and not _ANEW.search(plain)
    return len(plain) < 140


_ANEW = re.compile(
    r"\b(?:adopted|approved|rejected|amendment|paragraph|separate|separately|resolution|ago|last (?:year|month|week|session|time)"
    r"|in (?:19|20)\d\d|previously|meanwhile)\b",
    re.IGNORECASE,
)


def _is_vote(shadow: str, clauses: Sequence[Clause], grammar: Grammar) -> bool:
    """Several roles, or one that says itself that it was a vote."""
    figures = [clause for clause in clauses if clause.figure is not None]
    if not figures:
        return False
    roles = {clause.role for clause in clauses}
    if len(roles) > 1:
        return any(clause.voted for clause in clauses)
    only = clauses[0]
    if not only.voted or only.form == "head":
        return False
    if only.form == "received":
        near = shadow[max(0, only.start - 160) : only.end + 120]
        return shadow[only.start : only.start + 4].lower() != "with" or bool(
            grammar.outcomes["elected"].search(near) or grammar.vote.search(near[:160])
        )
    if only.role == "absent":
        return False
    return only.form in ("after", "pair", "score", "agent")


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
            if _SOME_OF_THEM.search(shadow, max(0, match.start() - 60), match.start()):
                continue
            span = _with_verb(shadow, match, grammar)
            if span is None:
                continue
            if name == "unanimous" and near.overlap(match.start(), match.start() + 1):
                continue
            # Those of one pattern come in order.
            if span[0] < last or others.overlap(*span):
                continue
            found.append(Tally(*span, agreement=name))
            last = span[1]
    return found


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
        return offset + verb.start(), match.end()
    after = shadow[match.end() : match.end() + 160]
    stop = _SENTENCE_END.search(after)
    line = after.find("\n")
    limit = min([place for place in (stop.start() if stop else -1, line) if place >= 0], default=len(after))
    verb_after = grammar.verbs.search(after[:limit])
    if verb_after is None or grammar.general.search(after[: verb_after.start()]):
        return None
    return match.start(), match.end() + verb_after.end()


_PASSIVE = re.compile(
    r"\b(?:has|have|had|having)\s(?:just\s|now\s)?been\s$|\b(?:was|were)\s(?:\w+ly\s)?$", re.IGNORECASE
)


def _last_sentence(text: str) -> str:
    cuts = [match.end() for match in _SENTENCE_END.finditer(text + "A") if match.end() <= len(text)]
    line = text.rfind("\n") + 1
    return text[max([*cuts, line]) :]
