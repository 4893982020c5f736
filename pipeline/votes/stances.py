"""Stances: what each named country did on a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.gazetteer import load as gazetteer
from pipeline.resources import Models
from pipeline.tables import SILENT, Document, Entity, Reference, Stance, Vote
from pipeline.text.annotated import Text
from pipeline.votes import claims, countries, lists
from pipeline.votes.claim_patterns import Claim
from pipeline.votes.claims import ClaimWords
from pipeline.votes.countries import COUNTRY, Actor, Countries

READS: tuple[str, ...] = (*claims.READS, *gazetteer.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    words: ClaimWords
    countries: Countries


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words = claims.load_claims(models)
    return Lexicon(words, Countries(gazetteer.load_gazetteer(models), words.bare))


def find_stances(
    text: Text,
    votes: Sequence[Vote],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    lexicon: Lexicon,
) -> list[Stance]:
    """The countries named as sponsors or as voting for, against or abstaining."""
    syntax, document, segments = text, text.document, text.segments
    view = text.view
    named = countries.find_actors(entities, lexicon.words.seats)
    words = lexicon.words
    if not votes and not (named and (view.casefold() in words.voting or words.texts.search(view))):
        return []
    named = _with_back_references(view, named, lexicon)
    shadow = countries.shadow_of(view, named)
    starts = [syntax.starts[first] for first, _ in syntax.sentences] or [0]
    silent = [(s.start, s.end) for s in segments if s.role in SILENT]
    state = _State(document, view, shadow, named, starts, list(votes), references, lexicon)
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
    for match in lexicon.words.back.finditer(text):
        near = countries.among(named, max(0, match.start() - 400), match.start())
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
        return bool(lexicon.words.role.search(before))
    return bool(after and lexicon.words.role.fullmatch(after[1]))


def _from_tallies(state: _State) -> Iterator[Stance]:
    """The countries listed beside the figures of tallies."""
    for vote in state.votes:
        for actor, stance, rule in lists.beside_figures(state.text, vote, state.actors, state.lexicon.countries):
            yield _stance(actor, stance, vote, None, rule, state)


def _from_lines(state: _State) -> Iterator[Stance]:
    """Voting lists of their own lines, of the vote told last."""
    for actor, stance, end in lists.in_lines(state.text, state.actors, state.lexicon.countries):
        vote = next((v for v in reversed(state.votes) if v.start <= end), None)
        yield _stance(actor, stance, vote, None, "list", state)


def _from_claims(state: _State) -> Iterator[Stance]:
    """The countries of which a sentence says what they did."""
    words = state.lexicon.words
    at = 0
    while at < len(state.text):
        end = state.text.find("\n", at)
        end = len(state.text) if end < 0 else end
        if state.shadow.find(COUNTRY, at, end) >= 0:
            line = state.text[at:end].casefold()
            sponsoring = line in words.sponsoring and bool(
                words.texts.search(state.text, at, end)
                or words.loose.search(state.text, at, end)
                or any(at <= vote.start < end for vote in state.votes)
            )
            voting = line in words.voting
            for claim in words.claims:
                if sponsoring if claim.stance == "sponsor" else voting:
                    yield from _claimed(claim, at, end, state)
        at = end + 1


def _claimed(claim: Claim, begin: int, end: int, state: _State) -> Iterator[Stance]:
    """What one claim says in one paragraph."""
    for match in claim.pattern.finditer(state.shadow, begin, end):
        stance = claim.stance or _said(match.groupdict())
        if stance is None or not _holds(claim, match, state):
            continue
        for actor in countries.among(state.actors, *match.span("who")):
            if claim.rule == "adjective-draft" and not _is_adjective(actor, state):
                continue
            vote, symbol = _about(match.start(), match.end(), state)
            yield _stance(actor, stance, vote, symbol, claim.rule, state)


def _said(groups: dict[str, str | None]) -> str | None:
    if groups.get("abstain"):
        return "abstained"
    if groups.get("yes"):
        return "in_favour"
    return "against" if groups.get("no") or groups.get("no2") else None


def _is_adjective(actor: Actor, state: _State) -> bool:
    """`the Russian resolution`, `the US draft`; not `the Syria resolution`."""
    return actor.adjective or state.text[actor.start : actor.end].replace(".", "") in ("US", "UK", "USA")


def _holds(claim: Claim, match: re.Match[str], state: _State) -> bool:
    """Done, not denied or wished for, and about a text that is voted on."""
    lexicon, text = state.lexicon.words, state.text
    begin, end = state.sentence(match.start())
    inside = match[0]
    if claim.stance != "sponsor":
        lead = text[max(begin, match.start() - 30) : match.start()]
        if lexicon.negation.search(inside) or lexicon.wish.search(inside.replace(COUNTRY, "")) or _WISHED.search(lead):
            return False
    elif lexicon.negation.search(inside):
        return False
    if claim.rule == "sponsored-by" and lexicon.others.search(text, max(begin, match.start() - 40), match.start()):
        return False
    if claim.needs in ("text", "near"):
        back = (
            claim.needs == "near"
            or _FRONTED.match(text, match.start())
            or _TAKEN_UP.search(text[: match.start()][-30:])
        )
        near = text[max(0, begin - _BACK) if back else begin : end]
        told = any(begin <= vote.start < end and vote.in_favour is not None for vote in state.votes)
        return (
            bool(lexicon.texts.search(near)) or told or (bool(lexicon.loose.search(near)) and _cited(begin, end, state))
        )
    if claim.needs == "vote":
        return _cited(begin, end, state) or bool(
            re.search(r"\bvot|\bveto|\babst|resolution|amendment", text[begin:end], re.IGNORECASE)
        )
    return True


_WISHED = re.compile(
    r"\b(?:urged?|urging|called (?:on|upon)|asked|if|whether|should|expected|persuaded?|convinced?)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:Tabled|Sponsored|Submitted|Introduced|Drafted|Presented|Proposed|Co-sponsored|Authored|Penned|Moved)\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|other|latter|former|another|it|both|these|those)"
    r"(?: (?:of (?:them|these|the \w+)|one))?,?(?: (?:which|that))?(?: (?:was|were|is|are|had been|being))?(?: \w+ly)?\s$",
    re.IGNORECASE,
)
_BACK = 300
"""A text that a sentence takes up was named within so many characters before it."""


_PART = re.compile(r"\b(?:amendments?|paragraphs?|motion|oral revision)\b", re.IGNORECASE)


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
    earlier = [vote for vote in state.votes if vote.start < begin]
    if following and earlier and _PART.search(state.text, end, following[0].start):
        # `The text had been tabled by X. An amendment to it was rejected by …`
        following = earlier[-1:]
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
