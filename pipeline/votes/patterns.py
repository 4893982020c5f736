"""Ballots: the patterns in which texts tell the figures of a vote, made of the word lists.

The patterns are for the shadow of a text, in which each figure is a run of `FIGURE` and each bracket without figures a run of
`BRACKET` (see `tallies`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.resources import Models

READS = ("en/votes.toml",)
"""Files of `models/` this module reads."""

FIGURE, BRACKET = "\ue000", "\ue001"
ROLES = ("in_favour", "against", "abstained", "absent")
"""What a figure of a tally counts."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns.

    clauses: (form, role, pattern) for one figure each. pair: `17 votes to 21`. score: `79-60-33`. vote: words near which a
    figure can be a vote. agreements: votes without figures; stems: letters without which a text tells none. verbs: of
    decision; loose: those that need a text or a body beside them. unopposed: before a formula of adoption. general: before
    a verb that tells a rule or a wish. outcomes: what became of the text. untaken: no vote was taken. qualified, missed: why
    a text with more votes for than against is not adopted. sides: what a list or a column is headed with. table: a side's
    name alone in a cell.
    """

    clauses: Sequence[tuple[str, str, re.Pattern[str]]]
    pair: re.Pattern[str]
    score: re.Pattern[str]
    vote: re.Pattern[str]
    agreements: Sequence[tuple[str, re.Pattern[str]]]
    stems: Mapping[str, Sequence[str]]
    verbs: re.Pattern[str]
    loose: re.Pattern[str]
    texts: re.Pattern[str]
    unopposed: re.Pattern[str]
    general: re.Pattern[str]
    outcomes: Mapping[str, re.Pattern[str]]
    untaken: re.Pattern[str]
    qualified: re.Pattern[str]
    missed: re.Pattern[str]
    sides: Mapping[str, re.Pattern[str]]
    table: re.Pattern[str]

    def cues(self, text: str, begin: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, outcome) of the words of outcome in a stretch, those of rejection covering others."""
        cues: list[tuple[int, int, str]] = []
        for name, pattern in self.outcomes.items():
            for match in pattern.finditer(text, begin, end):
                if not any(start < match.end() and match.start() < stop for start, stop, _ in cues):
                    cues.append((match.start(), match.end(), name))
        return cues

    def side_of(self, words: str) -> str | None:
        """The role that a cell or a line's label names, with nothing beside it."""
        return next((role for role, pattern in self.sides.items() if pattern.fullmatch(words)), None)


_F = f"{FIGURE}+"
_ZERO = r"(?:none|nil|zero|nobody|no one|no-one)"
_LIST = rf"(?:[ ]?{BRACKET}+)?"
_SUCH_AS = r"(?:including|among (?:them|which|whom)(?: are| were)?|amongst them|notably|namely|such as|led by|mostly|mainly|chiefly)"
_INCLUDING = (
    rf"(?:,? {_SUCH_AS}\b[^.;:\n{FIGURE}]{{1,900}}?"
    rf"|[ ]?[–—-][ ]?[^.;:\n{FIGURE}–—]{{1,900}}?[ ]?[–—-]"
    rf"|, [^.;:\n{FIGURE}]{{3,300}}? (?:among (?:them|others)|included),"
    rf"|, (?:an?|the|or) [^,.;:\n{FIGURE}]{{3,50}},"
    rf"| (?:representing|accounting for|making up) [^;:\n{FIGURE}]{{3,60}}?)?"
)
_GAP = r"[ ,\n“”‘’]*"
_DASH = r"[ ]?[-–—:/][ ]?"


def load_grammar(models: Models) -> Grammar:
    """The patterns of votes from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/votes.toml")
    cues, agreement = words["cues"], words["agreement"]
    clauses = [clause for role in ROLES for clause in _role_clauses(role, words)]
    received = (
        rf"\b(?:{either(cues['received'])}|with) (?:the |a total of |some |only |just )?(?P<n>{_F}) "
        rf"(?:affirmative |favou?rable |positive |yes )?votes\b{_LIST}"
    )
    clauses.append(("received", "in_favour", _compile(received)))
    return Grammar(
        clauses=clauses,
        pair=_compile(_pair(either(cues["pair"]), either(words["voters"]["nouns"]))),
        score=_compile(
            rf"(?<![\w{FIGURE}/:.-])(?P<a>{_F}){_DASH}(?P<b>{_F})(?:{_DASH}(?P<c>{_F}))?(?:{_DASH}(?P<d>{_F}))?(?![\w/:]|-\d)"
        ),
        vote=_compile(rf"\b(?:{either(cues['vote'])})\b|\b(?:{either(_head_cues(words))})"),
        agreements=[(name, _words(agreement[name])) for name in ("consensus", "unanimous", "formula")],
        stems=agreement["stems"],
        verbs=_words(agreement["verbs"]),
        loose=_words(agreement["loose"]),
        texts=_words(agreement["texts"]),
        unopposed=_words(agreement["unopposed"]),
        general=_compile(rf"\b(?:{either(agreement['general'])})[ ](?:\w+ly[ ])?$"),
        outcomes={name: _words(forms) for name, forms in words["outcomes"].items()},
        untaken=_words(words["refused"]["untaken"]),
        qualified=_words(words["refused"]["qualified"]),
        missed=_words(words["refused"]["missed"]),
        sides={role: _compile(rf"(?:{either(words['heads'][role])})(?: votes)?") for role in ROLES},
        table=_compile(rf"(?<=[|\t\n])[ ]?(?:{either(words['heads']['in_favour'])})(?: votes)?[ ]?(?=[|\t\n])"),
    )


def _head_cues(words: dict[str, Any]) -> list[str]:
    """Heads of voting lists right before a figure (`Yes: 110`)."""
    return [rf"(?:{either(words['heads'][role])})[ ]?[(:=–—-][ ]?(?={FIGURE})" for role in ROLES]


def _role_clauses(role: str, words: dict[str, Any]) -> list[tuple[str, str, re.Pattern[str]]]:
    """The clauses of one role: `33 countries abstained`, `none against`, `In favour (24)`, `opposed by 12`."""
    who = rf"(?:[ -](?:{either(words['voters']['nouns'])}))?"
    filler = rf"(?:(?:{either(words['voters']['fillers'])})[ ]+|,[ ]){{0,6}}"
    key = either(words["keys"][role])
    after = rf"(?P<n>{_F}){who}{_LIST}{_INCLUDING}(?:{_GAP}|[ ][-–—][ ]){filler}(?:(?<=voted )[“‘])?(?P<key>{key})\b(?: votes?\b)?"
    head = rf"(?<![\w-])(?:{either(words['heads'][role])})(?: votes)?[ ]?(?:\((?=[ ]?{_F}[ ]?\))|[:=–—]|-[ ])[ ]?(?P<n>{_F})\)?"
    found = [("after", role, _compile(after))]
    if role != "in_favour":
        nobody = rf"(?:{_ZERO}|no|not a single|without(?: a single| any)?)"
        zero = rf"\b(?:with |and |to |by )?\b(?P<z>{nobody}){who}{_LIST}[ ]+{filler}(?:{key})\b"
        found.append(("zero", role, _compile(zero)))
    found.append(("head", role, _compile(head)))
    if role in words["agents"]:
        by = either(words["agents"][role])
        agent = rf"\b(?:{by}) (?:the |a total of |some |about |all |only )?(?P<n>{_F})(?!{FIGURE})(?![\w%]){who}"
        found.append(("agent", role, _compile(agent)))
    return found


def _pair(cue: str, voters: str) -> str:
    """`by 17 votes to 21`, `a vote of 14 to none`, `120 in favour against 3`."""
    article = r"(?:a|an|the|recorded|lopsided|razor-thin|overwhelming|narrow|tied|vote|of)"
    to = r"[ ](?:to|against|versus|vs\.?|v\.?)[ ]"
    return (
        rf"(?:\b(?P<cue>{cue})[ ](?:{article}[ ]){{0,4}})?(?P<a>{_F})(?P<v>[ ](?:{voters}))?{_LIST}"
        rf"(?P<fav>[ ](?:in favou?r|for))?,?{to}(?P<b>{_F}|{_ZERO}|no)(?![\w%]|[.,]\d)(?P<w>[ ]votes?)?"
    )


def either(forms: Collection[str]) -> str:
    """The alternation of some patterns, the longest first."""
    return "|".join(sorted(forms, key=len, reverse=True))


def _words(forms: Collection[str]) -> re.Pattern[str]:
    return _compile(rf"\b(?:{either(forms)})\b")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
