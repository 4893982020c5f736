"""Clauses: one figure of a vote each and the side it counts, read over the shadow of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.text.spans import Stretches
from pipeline.votes.figures import Clause, Figure, Form
from pipeline.votes.patterns import BRACKET, FIGURE, ROLES, Grammar


def find_clauses(shadow: str, figures: Sequence[Figure], grammar: Grammar) -> list[Clause]:
    """One clause a figure, the surest reading first, and the clauses of zeros, in order."""
    reader = _Reader(shadow, {figure.start: figure for figure in figures}, grammar, {}, [])
    for begin, end in _paragraphs(shadow, figures, grammar):
        reader.read(begin, end)
    told = Stretches((c.start, c.end) for c in reader.taken.values() if c.form is not Form.PAIR)
    zeros = [zero for zero in reader.zeros if not told.overlap(zero.start, zero.end)]
    return sorted(
        [*reader.taken.values(), *_apart(zeros)],
        key=lambda clause: clause.figure.start if clause.figure else clause.start,
    )


def _paragraphs(shadow: str, figures: Sequence[Figure], grammar: Grammar) -> list[tuple[int, int]]:
    """The paragraphs that hold a figure and a word of voting; lines without an empty line between them are one."""
    found: list[tuple[int, int]] = []
    for figure in figures:
        if found and figure.start < found[-1][1]:
            continue
        begin = shadow.rfind("\n\n", 0, figure.start) + 1
        end = shadow.find("\n\n", figure.end)
        found.append((begin, len(shadow) if end < 0 else end))
    return [
        (begin, end)
        for begin, end in found
        if grammar.vote.search(shadow, begin, end) and not grammar.untaken.search(shadow, begin, end)
    ]


def _apart(zeros: list[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    for zero in sorted(zeros, key=lambda clause: (clause.start, clause.start - clause.end)):
        if not kept or zero.start >= kept[-1].end:
            kept.append(zero)
    return kept


@dataclass(slots=True)
class _Reader:
    """Reads the clauses of one text. taken: start of a figure → its clause so far."""

    shadow: str
    by_start: Mapping[int, Figure]
    grammar: Grammar
    taken: dict[int, Clause]
    zeros: list[Clause]

    def read(self, begin: int, end: int) -> None:
        """Add the clauses of one paragraph."""
        for match in self.grammar.pair.finditer(self.shadow, begin, end):
            for clause in self._pair(match):
                self._add(clause)
        for match in self.grammar.score.finditer(self.shadow, begin, end):
            for clause in self._score(match):
                self._add(clause)
        for form, role, pattern in self.grammar.clauses:
            for match in pattern.finditer(self.shadow, begin, end):
                keyed = self._keyed(match, Form[form.upper()], role)
                if keyed is not None and (keyed.figure is None or self._wins(keyed)):
                    self._add(keyed)

    def _add(self, clause: Clause) -> None:
        if clause.figure is None:
            self.zeros.append(clause)
        else:
            self.taken[clause.figure.start] = clause

    def _wins(self, clause: Clause) -> bool:
        """Whether the surer form, or of one form the shorter clause, is this one."""
        assert clause.figure is not None
        known = self.taken.get(clause.figure.start)
        return known is None or (clause.form, -clause.end) > (known.form, -known.end)

    def _keyed(self, match: re.Match[str], form: Form, role: str) -> Clause | None:
        """The clause of a figure with a word for its side."""
        if form is Form.ZERO:
            return Clause(match.start(), match.end(), role, 0, None, form, False)
        figure = self.by_start.get(match.start("n"))
        if figure is None:
            return None
        figure = self._counted(figure, form)
        words = _Words(self.shadow, match, form, role, figure)
        if any(refuses(words) for refuses in _REFUSALS):
            return None
        start = min(match.start(), figure.start)
        return Clause(start, match.end(), role, figure.value, figure, form, _is_voted(words))

    def _counted(self, figure: Figure, form: Form) -> Figure:
        """The figure that votes: `Thirteen` of `Thirteen of the Council's 15 members voted`."""
        if form is not Form.AFTER:
            return figure
        whole = _OF_ALL.search(self.shadow, max(0, figure.start - 90), figure.start)
        return self.by_start.get(whole.start(1), figure) if whole else figure

    def _pair(self, match: re.Match[str]) -> Iterator[Clause]:
        """`by 17 votes to 21`, `a vote of 14 to none`."""
        first, second = self.by_start.get(match.start("a")), self.by_start.get(match.start("b"))
        if first is None or (second is None and match["b"].lower() == "no") or not self._is_pair(match):
            return
        sided = bool(match["fav"])
        yield Clause(match.start("a"), match.end("a"), "in_favour", first.value, first, Form.PAIR, True, sided)
        if second is None:
            yield Clause(match.start("b"), match.end("b"), "against", 0, None, Form.PAIR, True, sided)
        else:
            yield Clause(second.start, match.end(), "against", second.value, second, Form.PAIR, True, sided)

    def _is_pair(self, match: re.Match[str]) -> bool:
        """Whether two figures are the sides of a vote, by the words around them."""
        shadow, cue = self.shadow, (match["cue"] or "").lower()
        lead, start = shadow[match.start() : match.start("a")], match.start("a")
        said = bool(_VOTING.search(lead.lower()) or match["fav"] or match["w"] or _BALLOTS.match(match["v"] or ""))
        said = said or bool(_VOTE_WAS.search(shadow, max(0, start - 110), start))
        if shadow[max(0, match.start() - 5) : match.start()].lower() == "from ":
            return False
        if said or self._goes_on(match):
            return True
        done = cue == "by" and _DONE.search(shadow, max(0, match.start() - 60), match.start()) is not None
        done = done or (cue in ("", "was") and _WITH_ABSTENTIONS.match(shadow, match.end()) is not None)
        return (done or bool(_SAYS_PAIR.fullmatch(cue))) and _AFTER_PAIR.match(shadow, match.end()) is not None

    def _goes_on(self, match: re.Match[str]) -> bool:
        """Whether a pair is the next of one sentence's pairs: `article 4 by 40 votes to 3; article 5 by 38 to 5`."""
        before = [c for c in self.taken.values() if c.form is Form.PAIR and c.end <= match.start()]
        if not before or not match["cue"]:
            return False
        between = self.shadow[max(c.end for c in before) : match.start()]
        return len(between) < _SAME_SERIES and _SERIES.search(between) is not None and ". " not in between

    def _score(self, match: re.Match[str]) -> Iterator[Clause]:
        """`79-60-33`, `a 13-0 vote`, where the sentence speaks of a vote."""
        shadow = self.shadow
        bracketed = shadow[match.start() - 1 : match.start()] == "(" and match["c"] is not None
        reach = 200 if bracketed else 90
        near = shadow[max(0, match.start() - reach) : match.start()].rsplit("\n\n", 1)[-1]
        after = _SCORE_AFTER.match(shadow, match.end())
        if not after and not _SCORE_CUE.search(near):
            return
        figures = [self.by_start.get(match.start(group)) for group in "abcd" if match[group]]
        known = after or _PAIR_BEFORE.search(near) or _WITH_ABSTENTIONS.match(shadow, match.end()) or _BY.search(near)
        if len(figures) == 2 and not known:
            return
        for figure, role in zip(figures, ROLES, strict=False):
            if figure is not None:
                start = match.start() if figure is figures[0] else figure.start
                yield Clause(start, figure.end, role, figure.value, figure, Form.SCORE, True)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one keyed clause, as its judges look at them."""

    shadow: str
    match: re.Match[str]
    form: Form
    role: str
    figure: Figure

    @property
    def key(self) -> str:
        """The word for the side where it stands after the figure."""
        return self.match["key"].lower() if self.form is Form.AFTER else ""

    @property
    def said(self) -> str:
        """What stands between the figure and the clause's end."""
        return self.shadow[self.figure.end : self.match.end()].lower()

    def before(self, reach: int) -> str:
        """What stands before the figure."""
        return self.shadow[max(0, self.figure.start - reach) : self.figure.start].lower()

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern stands right after the clause."""
        return pattern.match(self.shadow, self.match.end()) is not None


def _of_a_score(words: _Words) -> bool:
    """`voted 269-37 in favour of joining`."""
    return words.said.startswith(" in favo") and _OF_SCORE.search(words.before(8)) is not None


def _of_a_bloc(words: _Words) -> bool:
    """`all 27 EU members voted in favour`: how a bloc voted, and no count of the vote."""
    return _BLOC.match(words.said) is not None and _EVERY.search(words.before(12)) is not None


def _bare_for(words: _Words) -> bool:
    """`for` after a figure that neither a word of voting nor the next side's figure takes up."""
    return words.key == "for" and not (_VOTING.search(words.said) or words.follows(_NEXT_FIGURE))


def _takes_part(words: _Words) -> bool:
    return words.role == "absent" and "tak" in words.key and "not" not in words.said


def _of_a_pair(words: _Words) -> bool:
    """`192 votes against 37`."""
    return words.key == "against" and words.follows(_TO_FIGURE)


def _not_yet(words: _Words) -> bool:
    """`two abstentions will change`, `24,000 more yes votes are needed`, `except Chile and three abstentions`."""
    return words.form is Form.AFTER and (words.follows(_TO_COME) or _EXCEPTED.search(words.before(60)) is not None)


def _bare_side(words: _Words) -> bool:
    """`29 samples were negative`: the adjective alone counts votes only right beside its figure."""
    return _ADJECTIVE.fullmatch(words.key) is not None and _PREDICATE.search(words.said) is not None


def _won_by(words: _Words) -> bool:
    """`won by 180 votes`: a margin."""
    return words.form is Form.RECEIVED and _MARGIN.search(words.before(40)) is not None


_REFUSALS: Sequence[Callable[[_Words], bool]] = (
    _of_a_score, _of_a_bloc, _bare_for, _takes_part, _of_a_pair, _not_yet, _bare_side, _won_by,
)  # fmt: skip


def _is_voted(words: _Words) -> bool:
    """Whether a clause says itself that it counts votes."""
    if words.form in (Form.HEAD, Form.RECEIVED) or _VOTING.search(words.said):
        return True
    if words.form is Form.AGENT:
        return bool(_VOTES_OF.match(words.shadow, words.match.start())) or words.follows(_OF_BODY)
    if words.key == "against":
        return words.follows(_NOT_VERB)
    if words.role == "abstained" or _CALLED.fullmatch(words.key):
        return True
    return " said" in words.said or (_SUPPORTED.fullmatch(words.key) is not None and words.follows(_A_TEXT))


_BLOC = re.compile(
    r"\s(?:eu|e\.u\.|european|african|arab|asean|nato|nordic|baltic|brics|caribbean|caricom|gcc|latin american|au)\b"
)
_EVERY = re.compile(r"(?:all|its|their|all of the) $")
_OF_ALL = re.compile(rf"({FIGURE}+) (?:out )?of (?:the |its |their |all )?(?:[\w’-]+ ){{0,3}}$", re.IGNORECASE)
_SUPPORTED = re.compile(r"supported|backed|endorsed|approved|opposed|rejected it")
_A_TEXT = re.compile(
    r" (?:the|this|that|its|a) (?:[\w-]+ ){0,5}?(?:resolution|amendment|draft|motion)\b(?! (?:of|to) )", re.IGNORECASE
)
_VOTING = re.compile(r"\bvot(?:e|es|ed|ing)\b|ballot|abst")
_BALLOTS = re.compile(r" (?:vote|ballot)", re.IGNORECASE)
_CALLED = re.compile(r"yeas?|ayes?|nays?|noes|in favou?r|(?:affirmative|negative|dissenting) votes?|voted .*")
"""What only votes are called."""
_VOTES_OF = re.compile(r"(?:the )?(?:affirmative |negative )?votes? (?:of|in favou?r)", re.IGNORECASE)
_OF_BODY = re.compile(r" (?:of|on) the [^.;,\n]{0,40}(?:Council|Assembly|Committee|Board|Conference|Commission)\b")
_OF_SCORE = re.compile(rf"{FIGURE}(?:[-–]| to )$")
_TO_FIGURE = re.compile(rf" (?:[A-Z][\w-]+[’']s? )?{FIGURE}++(?! (?:in |for\b|abst|vot|support))")
_NEXT_FIGURE = re.compile(
    rf"(?: the (?:motion|text|draft|proposal|resolution|amendment))?(?:[,;]|\s(?:and\s|to\s|,\s?)?(?:{FIGURE}|none|no\b))"
)
_NOT_VERB = re.compile(rf"[,.;)]|\s(?:and|with|to|{BRACKET})|$|[ ]?{BRACKET}")
_TO_COME = re.compile(r",? (?:will|would|could|may|might|are needed|were needed|in the recount)\b")
_EXCEPTED = re.compile(r"\b(?:except|apart from|other than|save)\b[^.;]*$")
_ADJECTIVE = re.compile(r"affirmative|negative")
_PREDICATE = re.compile(r"\b(?:was|were|are|is|gave|an?)\b")
_MARGIN = re.compile(r"\b(?:won|wins|beat|beats|led|leads|leading|ahead|margin|needs?|short)\b[^.;]{0,20}$")
_DONE = re.compile(
    r"\b(?:passed|adopted|carried|approved|rejected|defeated|fell|lost|won|voted|retained|endorsed|backed|ratified|went through)"
    r"(?: \w+)? $",
    re.IGNORECASE,
)
_VOTE_WAS = re.compile(
    r"\b(?:vote|voting|ballot|roll[- ]call|(?:final|vote|voting) (?:tally|count|result))s?\b[^.;:\n]{0,80}"
    r"\b(?:was|were|been|is|stood|ended|finished|came out)(?: at)?(?: (?:just|only|narrowly))? $",
    re.IGNORECASE,
)
_AFTER_PAIR = re.compile(
    rf"[,.;:)\n]|[ ]?{BRACKET}|[ ](?:with|and|in|on|to|after|—|–|when|late|early|by)\b|$", re.IGNORECASE
)
_SAYS_PAIR = re.compile(
    r"(?:tally|count|margin|majority|score|ballot) of|passed|adopted|approved|rejected|defeated", re.IGNORECASE
)
_SAME_SERIES = 120
"""Characters between two pairs of one series at most."""
_SERIES = re.compile(
    r"[;,] (?:and )?(?:the )?(?:\w+ )?(?:article|paragraph|amendment|draft|resolution|text|section|clause|motion|proposal)s?\b",
    re.IGNORECASE,
)
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
