"""Stances: what each named country did on a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from pipeline import actors, gazetteer
from pipeline.actors import COUNTRY, LIST, Actor
from pipeline.ballots import either
from pipeline.gazetteer import Gazetteer
from pipeline.knowledge import Models
from pipeline.segments import SILENT
from pipeline.tables import Document, Entity, Reference, Segment, Stance, Vote

READS: tuple[str, ...] = ("en/stances.toml", *gazetteer.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A pattern of a stance over the shadow of a text: group `who` holds the countries.

    rule: its name. stance: None when group `key` tells it. needs: what the sentence must also hold (text, loose or nothing).
    """

    rule: str
    stance: str | None
    pattern: re.Pattern[str]
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    claims: Sequence[Claim]
    texts: re.Pattern[str]
    loose: re.Pattern[str]
    negation: re.Pattern[str]
    wish: re.Pattern[str]
    back: re.Pattern[str]
    role: re.Pattern[str]
    stirs: re.Pattern[str]
    gazetteer: Gazetteer


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/stances.toml")
    nouns = either(words["texts"]["nouns"])
    return Lexicon(
        claims=[*_sponsor_claims(words, nouns), *_voting_claims(words, nouns)],
        texts=_words(nouns),
        loose=_words(either(words["texts"]["loose"])),
        negation=_words(either(words["negation"]["words"])),
        wish=_words(either(words["negation"]["wish"])),
        back=_words(either(words["actors"]["back"])),
        role=_words(either(words["actors"]["roles"])),
        stirs=_compile(
            r"sponsor|author|tabl|submitt|present|introduc|draft|propos|penn|initiat|moved|put forward|\bled\b|lead|vot(?:e|ing)|abst|against|in favou?r|veto|circulat|amendment|resolution"
        ),
        gazetteer=gazetteer.load_gazetteer(models),
    )


def _words(forms: str) -> re.Pattern[str]:
    return _compile(rf"(?<![\w-])(?:{forms})(?!\w)")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHO = rf"(?P<who>{LIST})"


def _sponsor_claims(words: dict[str, Any], nouns: str) -> list[Claim]:
    """Patterns of sponsors."""
    sponsor = words["sponsor"]
    roles = either(words["actors"]["roles"])
    by = either(sponsor["by"])
    acting = rf"(?:(?:(?:also|has|have|had|jointly|formally|then|earlier|together|again|itself|each|both|all|today|first|recently|\w+ly) )|\w+ly,? ){{0,3}}(?:{either(sponsor['active'])})"
    possessed = rf"(?:[’']s? (?:{roles})| (?:{roles}))?"
    return [
        Claim(
            "sponsored-by",
            "sponsor",
            _compile(
                rf"\b(?:{by})(?: and \w+)?(?: (?:jointly|on \d+ \w+|\w+day|earlier|originally|initially|again|first|\w+ly))? by (?:[^.;:\n{COUNTRY}]{{0,60}}?(?:including|among them|led by|such as|namely|:) |(?:the )?(?:[\w-]+ ){{0,3}}(?:{roles}) (?:of|from) )?{_WHO}"
            ),
            "text",
        ),
        Claim(
            "adjective-sponsored",
            "sponsor",
            _compile(
                rf"(?P<who>{COUNTRY}+(?:(?: and |, |-|/){COUNTRY}+)*)[-‐‑ ](?:{either(sponsor['compounds'])})\b(?=(?: [\w.“\"’'-]+){{0,9}}? (?:{nouns})\b)"
            ),
        ),
        Claim(
            "own-draft",
            "sponsor",
            _compile(
                rf"(?P<adjective>{COUNTRY}+)(?: own)? (?:draft |counter-?)?(?:resolution|draft|amendment|text|counter-draft)\b(?! of the (?:crisis|conflict|dispute|problem))"
            ),
        ),
        Claim(
            "own-draft",
            "sponsor",
            _compile(
                rf"(?P<who>{COUNTRY}+)[’'](?:s)? (?:own )?(?:proposed )?(?:draft |counter-?)?(?:(?:\w+ )?resolution|draft|amendment|text|counter-draft)\b(?! (?:of|to) )"
            ),
        ),
        Claim(
            "authors",
            "sponsor",
            _compile(
                rf"\b(?:{either(sponsor['authors'])}),? ?(?:were|are|was|is|included?|:|include|including|among them|\(|–|—|-) ?(?:[^.;:\n{COUNTRY}]{{0,70}}?)?(?:the )?{_WHO}"
            ),
        ),
        Claim(
            "sponsored",
            "sponsor",
            _compile(
                rf"{_WHO}{possessed}(?:, (?:who|which|whose)[^.;\n]{{0,60}}?,)?,? {acting}\b(?=[^.;\n]{{0,90}}?\b(?:{nouns})\b)"
            ),
        ),
        Claim(
            "sponsored-which",
            "sponsor",
            _compile(rf"\b(?:{nouns})\b[^.;\n{COUNTRY}]{{0,70}}?,? (?:which|that) {_WHO}{possessed} {acting}\b"),
        ),
        Claim(
            "leading",
            "sponsor",
            _compile(rf"{_WHO} (?:{either(sponsor['leading'])})\b(?=[^.;\n]{{0,60}}?\b(?:{nouns})\b)"),
        ),
        Claim(
            "among-sponsors",
            "sponsor",
            _compile(
                rf"{_WHO}{possessed},? (?:is|was|are|were|being|became|has been|had been|joined|as)? ?(?:among|one of|as|a|an|the|the main|proud to be|listed|also|[\w ]{{0,30}}?)[ ]?(?:the |its |a )?(?:main |lead |original |key |proud |principal )*(?:co-?)?(?:sponsors?|authors?|penholders?)\b(?! of (?:terror|the (?:talks|attack)))"
            ),
        ),
    ]


def _voting_claims(words: dict[str, Any], nouns: str) -> list[Claim]:
    """Patterns of votes cast."""
    roles = either(words["actors"]["roles"])
    favour, against = (either(words["voting"][name]) for name in ("in_favour", "against"))
    key = rf"(?P<key>(?P<yes>{favour})|(?P<no>{against}))(?!\w)"
    abstain = r"(?P<abstain>abst(?:ained|ains|aining|ain))"
    acting = rf"(?:[’']s? (?:{roles})|(?: (?:{roles})))?"
    beside = r"(?:,? (?:and|along with|together with|plus|as well as) (?:[\w-]+ ){0,4}(?:countries|states|members|nations|others|delegations),?)?"
    link = r"(?:,? (?:who|which|both|all|each|also|had|have|has|then|again|later|instead|chose to|chosen to|decided to|opted to|preferred to|alone|reportedly|did|(?:was|were) the only (?:\w+ ){1,3}to|being the only (?:\w+ ){1,3}to|the only (?:\w+ ){1,3}to|demonstratively|unexpectedly|\w+ly|in turn|for (?:its|their) part|however),?){0,4}"
    middle = rf"{_WHO}{acting}{beside}{link}"
    return [
        Claim(
            "voted",
            None,
            _compile(
                rf"{middle},? (?:vot(?:e|ed|es|ing)|cast (?:a |its |their |the only |\w+ )?(?:votes?|ballots?)|came out|were|was|being)(?: \w+ly| alone| together)? {key}"
            ),
        ),
        Claim("abstained", "abstained", _compile(rf"{middle},? (?:{abstain})\b(?! from (?!(?:the )?vot))")),
        Claim(
            "opposed",
            "against",
            _compile(
                rf"{middle},? (?:opposed|rejected|vetoed|voted down)(?: \w+){{0,3}}? (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b|it\b)"
            ),
            "vote",
        ),
        Claim(
            "vetoed",
            "against",
            _compile(
                rf"(?:{middle},? (?:has |have )?(?:vetoed|cast (?:a|its|their) (?:veto|negative vote)|used (?:its|their|the) veto))"
            ),
        ),
        Claim(
            "vetoed-by",
            "against",
            _compile(rf"(?:vetoed|voted down|opposed) by (?:only |just )?(?:the )?{_WHO}"),
            "vote",
        ),
        Claim(
            "veto-of",
            "against",
            _compile(rf"(?P<who>{COUNTRY}+)[’']s? (?:veto|negative vote|vote against)\b(?! (?:power|right))"),
        ),
        Claim(
            "voters",
            None,
            _compile(
                rf"\b(?:(?:vot(?:ed|ing|es?)|ballots?) {key}|(?P<abstain>abst(?:ained|aining|entions?|ain)))(?: (?:it|this|the (?:\w+ )?(?:{nouns})))? ?(?:were|was|came from|cast by|from|by|included|:|—|–) (?:only |just |by )?(?:the )?{_WHO}"
            ),
        ),
        Claim(
            "explained",
            None,
            _compile(
                rf"\b(?:explain\w*|explanations? of) (?:\w+ )?(?:votes?|positions?|abstentions?|voting) (?:(?:cast )?{key}|before|after)?[^.;\n{COUNTRY}]{{0,90}}{_WHO}"
            ),
        ),
        Claim(
            "thanked",
            None,
            _compile(
                rf"{_WHO} for (?:(?:its|their|having) )?(?:vot(?:e|ing|ed)|support(?:ing)?|abst(?P<abstain>aining|ention)) ?{key}"
            ),
        ),
        Claim(
            "joined",
            None,
            _compile(
                rf"\b(?:vot(?:e|ed|ing) {key}[^.;\n{COUNTRY}]{{0,50}}(?:joining|alongside|together with|along with|as did|and so did)) (?:the )?{_WHO}"
            ),
        ),
    ]


def find_stances(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    votes: Sequence[Vote],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    lexicon: Lexicon,
) -> list[Stance]:
    """The countries named as sponsors or as voting for, against or abstaining."""
    text = document.text
    named = actors.find_actors(entities)
    if not (named or votes) or not (votes or lexicon.stirs.search(text)):
        return []
    named = _with_back_references(text, named, lexicon)
    shadow = actors.shadow_of(text, named)
    starts = [sent.start_char for sent in doc.sents] or [0]
    silent = [(s.start, s.end) for s in segments if s.role in SILENT]
    state = _State(document, text, shadow, named, starts, list(votes), references, lexicon)
    found = [*_from_tallies(state), *_from_lines(state), *_from_claims(state)]
    found = [row for row in found if not any(a < row.end and row.start < b for a, b in silent)]
    return _once(found, votes)


@dataclass(frozen=True, slots=True)
class _State:
    """What the stances of one text share."""

    document: Document
    text: str
    shadow: str
    actors: list[Actor]
    starts: list[int]
    votes: list[Vote]
    references: Sequence[Reference]
    lexicon: Lexicon

    def sentence(self, place: int) -> tuple[int, int]:
        """First and last character of the sentence of a place."""
        at = max(0, bisect_right(self.starts, place) - 1)
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return self.starts[at], end


def _with_back_references(text: str, named: list[Actor], lexicon: Lexicon) -> list[Actor]:
    """The named countries and `her delegation`, `our country`, as the country of the last speaker or subject."""
    found = list(named)
    for match in lexicon.back.finditer(text):
        near = [actor for actor in actors.among(named, max(0, match.start() - 400), match.start())]
        near = [actor for actor in near if "\n\n" not in text[actor.end : match.start()]]
        speaking = [a for a in near if _acts(text, a, lexicon)]
        plain = [a for a in near if not a.adjective and text[a.end : a.end + 2] not in ("’s", "'s", "s’", "s'")]
        chosen = speaking[-1:] or plain[-1:]
        if chosen:
            found.append(Actor(match.start(), match.end(), chosen[0].country, False))
    return sorted(found, key=lambda actor: actor.start)


def _acts(text: str, actor: Actor, lexicon: Lexicon) -> bool:
    """Somebody who acts for the country is named: `the representative of France`, `Iran's delegate`."""
    before = text[max(0, actor.start - 40) : actor.start]
    after = re.match(r"(?:[’']s)? (?:\w+ ){0,2}?(\w+)", text[actor.end : actor.end + 40])
    if re.search(r"\w+ (?:of|for|from) (?:the )?$", before):
        return bool(lexicon.role.search(before))
    return bool(after and lexicon.role.fullmatch(after[1]))


_KEYS = (
    (
        "in_favour",
        re.compile(
            r"\bin favou?r\b|\bfor\b|\byes\b|\bayes?\b|\bin support\b|\bsupported\b|\baffirmative\b", re.IGNORECASE
        ),
    ),
    (
        "against",
        re.compile(r"\bagainst\b|\bno\b|\bnoes\b|\bnays?\b|\bopposed\b|\bopposing\b|\bnegative\b", re.IGNORECASE),
    ),
    ("abstained", re.compile(r"\babst\w+", re.IGNORECASE)),
    ("absent", re.compile(r"\babsent\b|\bnot voting\b|\bdid not\b|\bnon-voting\b|\babsentees?\b", re.IGNORECASE)),
)
_ZONE = re.compile(
    r"\((?P<bracket>(?:[^()\n]|\([^()\n]*\)){2,4000})\)|,? (?:including|among them|namely|notably|led by|such as)\b(?P<including>[^.;:\n]{2,420}?)(?=,? (?:vot|abst|oppos|were|was|cast|decided|chose)|[.;\n]|$)|[–—] ?(?P<dash>[^.;:\n–—]{3,300}?) ?[–—]|:\s(?P<line>[^\n]{3,6000})"
)


def _from_tallies(state: _State) -> Iterator[Stance]:
    """The countries listed beside the figures of a tally."""
    text = state.text
    for vote in state.votes:
        if vote.in_favour is None and vote.against is None and vote.abstained is None:
            continue
        end = _extent(text, vote)
        for zone in _ZONE.finditer(text, vote.start, end):
            group = next(name for name in ("bracket", "including", "dash", "line") if zone[name])
            start, stop = zone.span(group)
            stance = _role_of(text, vote.start, zone.start(), zone.end(), end, group)
            if stance is None or stance == "absent":
                continue
            for actor in actors.listed(text, start, stop, state.actors, state.lexicon.gazetteer):
                yield _stance(actor, stance, vote, None, f"tally-{group}", state)


def _extent(text: str, vote: Vote) -> int:
    """A tally with the list that follows its last figure."""
    after = re.match(
        r" ?\((?:[^()\n]|\([^()\n]*\)){0,4000}\)|\)?\s?:\s[^\n]{0,6000}|,? (?:including|among them|namely|notably)\b[^.;\n]{0,400}",
        text[vote.end : vote.end + 6200],
    )
    return vote.end + after.end() if after else vote.end


def _role_of(text: str, begin: int, start: int, stop: int, end: int, group: str) -> str | None:
    """The role the figures give a list: by the last key before it, or by the next where the voters stand between (`60, including …`)."""
    before = _last_key(text[begin:start])
    if group in ("including", "dash") or (group == "bracket" and not _near_key(text[begin:start])):
        after = text[stop:end].lstrip(" ,")
        found = [(match.start(), role) for role, pattern in _KEYS for match in [pattern.search(after)] if match]
        if found and not _near_key(text[begin:start]):
            return min(found)[1]
    return before


def _last_key(stretch: str) -> str | None:
    found = [(match.end(), role) for role, pattern in _KEYS for match in pattern.finditer(stretch)]
    return max(found)[1] if found else None


def _near_key(stretch: str) -> bool:
    """A key word stands right before."""
    return any(
        match.end() > len(stretch.rstrip(" ,")) - 8 for _, pattern in _KEYS for match in pattern.finditer(stretch)
    )


_LINE = re.compile(
    r"^[ \t]*(?:(?P<yes>(?:voting |votes? )?(?:in favou?r|for|yes|ayes?))|(?P<no>(?:voting |votes? )?(?:against|no|noes|nays?))|(?P<abstain>abst\w+))"
    r"(?: \(\d+\))? ?[:–—] (?P<list>[^\n]{3,6000})",
    re.IGNORECASE | re.MULTILINE,
)


def _from_lines(state: _State) -> Iterator[Stance]:
    """Voting lists of their own lines, with or without figures."""
    for match in _LINE.finditer(state.text):
        stance = "in_favour" if match["yes"] else "against" if match["no"] else "abstained"
        vote = next((v for v in reversed(state.votes) if v.start <= match.end()), None)
        for actor in actors.listed(state.text, *match.span("list"), state.actors, state.lexicon.gazetteer):
            yield _stance(actor, stance, vote, None, "list", state)


def _from_claims(state: _State) -> Iterator[Stance]:
    """The countries of which a sentence says what they did."""
    for claim in state.lexicon.claims:
        for match in claim.pattern.finditer(state.shadow):
            groups = match.groupdict()
            start, stop = match.span("who" if groups.get("who") else "adjective")
            stance = claim.stance or _said(groups)
            if stance is None or not _holds(claim, match, state):
                continue
            for actor in actors.among(state.actors, start, stop):
                if claim.rule == "own-draft" and groups.get("adjective") and not _is_adjective(actor, state):
                    continue
                vote, symbol = _about(match.start(), match.end(), state)
                yield _stance(actor, stance, vote, symbol, claim.rule, state)


def _said(groups: dict[str, str | None]) -> str | None:
    if groups.get("abstain"):
        return "abstained"
    if groups.get("yes"):
        return "in_favour"
    return "against" if groups.get("no") else None


def _is_adjective(actor: Actor, state: _State) -> bool:
    """`the Russian resolution`, `the US draft`; not `the Syria resolution`."""
    return actor.adjective or state.text[actor.start : actor.end].replace(".", "") in ("US", "UK", "USA")


def _holds(claim: Claim, match: re.Match[str], state: _State) -> bool:
    """Done, not denied or wished for, and about a text that is voted on."""
    lexicon, text = state.lexicon, state.text
    begin, end = state.sentence(match.start())
    inside = match[0]
    if claim.stance != "sponsor":
        lead = text[max(begin, match.start() - 30) : match.start()]
        if lexicon.negation.search(inside) or lexicon.wish.search(inside.replace(COUNTRY, "")) or _WISHED.search(lead):
            return False
    elif lexicon.negation.search(inside):
        return False
    if claim.needs == "text":
        near = text[max(0, begin - 200) if _FRONTED.match(text, match.start()) else begin : end]
        return bool(lexicon.texts.search(near)) or (bool(lexicon.loose.search(near)) and _cited(begin, end, state))
    if claim.needs == "vote":
        return _cited(begin, end, state) or bool(
            re.search(r"\bvot|\bveto|resolution|amendment", text[begin:end], re.IGNORECASE)
        )
    return True


_WISHED = re.compile(
    r"\b(?:urged?|urging|called (?:on|upon)|asked|if|whether|should|expected|persuaded?|convinced?)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:Tabled|Sponsored|Submitted|Introduced|Drafted|Presented|Proposed|Co-sponsored|Authored|Penned|Moved)\b"
)


def _cited(begin: int, end: int, state: _State) -> bool:
    """A tally or a symbol stands in the stretch."""
    return any(begin <= vote.start < end for vote in state.votes) or any(
        begin <= row.start < end and row.symbol and row.kind in ("resolution", "other") for row in state.references
    )


def _about(start: int, stop: int, state: _State) -> tuple[Vote | None, str | None]:
    """(vote, symbol) of the text that a claim is about: in its sentence, else beside it in the paragraph."""
    begin, end = state.sentence(start)
    starts = [vote.start for vote in state.votes]
    here = state.votes[bisect_left(starts, begin) : bisect_left(starts, end)]
    if here:
        return min(here, key=lambda vote: max(vote.start - stop, start - vote.end, 0)), None
    cited = [
        row.symbol
        for row in state.references
        if begin <= row.start < end and row.kind in ("resolution", "other") and row.symbol
    ]
    symbols = list(dict.fromkeys(symbol for symbol in cited if "/" in symbol))
    if len(symbols) == 1:
        return next((vote for vote in state.votes if vote.symbol == symbols[0]), None), symbols[0]
    paragraph = state.text.rfind("\n\n", 0, start) + 1
    after = state.text.find("\n\n", stop)
    before = [vote for vote in state.votes if paragraph <= vote.start < begin]
    following = [vote for vote in state.votes if end <= vote.start < (after if after >= 0 else len(state.text))]
    if before or following:
        return (before[-1] if before else following[0]), None
    texts = {_key(vote) for vote in state.votes}
    return (state.votes[0], None) if len(texts) == 1 else (None, None)


def _stance(actor: Actor, stance: str, vote: Vote | None, symbol: str | None, rule: str, state: _State) -> Stance:
    return Stance(
        doc_id=state.document.doc_id,
        start=actor.start,
        end=actor.end,
        text=state.text[actor.start : actor.end],
        country=actor.country,
        stance=stance,
        symbol=symbol or (vote.symbol if vote else None),
        vote=vote.start if vote else None,
        rule=rule,
    )


def _key(vote: Vote) -> tuple[object, ...]:
    """What tells one text from another: its symbol, or the figures."""
    return (vote.symbol,) if vote.symbol else (vote.in_favour, vote.against, vote.abstained, vote.title)


def _once(found: Sequence[Stance], votes: Sequence[Vote]) -> list[Stance]:
    """One row a country, stance and text, the first; a row about no known text only where there is no other."""
    by_start = {vote.start: _key(vote) for vote in votes}
    chosen: dict[tuple[object, ...], Stance] = {}
    for row in found:
        about: tuple[object, ...] = (row.symbol,) if row.symbol else by_start.get(row.vote or -1, ())
        chosen.setdefault((row.country, row.stance, *about), row)
    known = {(row.country, row.stance) for row in chosen.values() if row.symbol or row.vote is not None}
    rows = [r for r in chosen.values() if r.symbol or r.vote is not None or (r.country, r.stance) not in known]
    return sorted(rows, key=lambda row: (row.start, row.end, row.stance))
