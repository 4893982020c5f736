"""Claims: the patterns in which a sentence says what a country did on a text, over the shadow of `actors`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.knowledge import Models
from pipeline.voting.actors import COUNTRY, LIST, ONE
from pipeline.voting.ballots import either

READS = ("en/stances.toml", "en/multilateral_seats.txt")
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A pattern of a stance; group `who` holds the countries.

    rule: its name. stance: None where the groups `yes`, `no`, `abstain` tell it. needs: what its sentence must also hold (`text`: a
    text that can be voted on; `near`: one, or what is said before; `vote`: a vote; None).
    """

    rule: str
    stance: str | None
    pattern: re.Pattern[str]
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Stirs:
    """Patterns without one of which a stretch is not looked at. stems: the letters each begins with, found far sooner."""

    stems: Sequence[str]
    pattern: re.Pattern[str]

    def __contains__(self, folded: str) -> bool:
        """Whether one of them stands in a stretch whose case is folded."""
        return any(stem in folded for stem in self.stems) and bool(self.pattern.search(folded))


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The claims, and the words by which one is judged."""

    claims: Sequence[Claim]
    texts: re.Pattern[str]
    loose: re.Pattern[str]
    others: re.Pattern[str]
    sponsoring: Stirs
    voting: Stirs
    negation: re.Pattern[str]
    wish: re.Pattern[str]
    back: re.Pattern[str]
    role: re.Pattern[str]
    bare: Mapping[str, str]
    seats: frozenset[str]


_WHO = rf"(?P<who>{LIST})"
_ONE = rf"(?P<who>{ONE})"
_ADVERB = r"(?:also|has|have|had|jointly|formally|then|earlier|together|again|itself|each|both|all|today|first|recently|\w+ly)"


_SPONSORS = r"(?:co-?)?(?:sponsors?|authors?)"
_PHRASE = r"(?: (?!on\b|of\b|to\b|about\b|for\b|in\b|at\b|with\b|regarding\b|by\b)[\w“”\"'’().-]+){0,7}?"


def load_claims(models: Models) -> ClaimWords:
    """The claims from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/stances.toml")
    return ClaimWords(
        claims=[
            *_sponsors_after(words),
            *_sponsors_before(words),
            *_votes_cast(words),
            *_sides_taken(words),
            *_votes_told(words),
        ],
        texts=_words(words["texts"]["nouns"]),
        loose=_words(words["texts"]["loose"]),
        others=_compile(rf"\b(?:{either(words['texts']['others'])})(?:,| (?:was|were|is|been|being|jointly))*\s*$"),
        negation=_words(words["negation"]["words"]),
        wish=_words(words["negation"]["wish"]),
        back=_words(words["actors"]["back"]),
        role=_words(words["actors"]["roles"]),
        sponsoring=_stirs(words["stirs"]["sponsoring"]),
        voting=_stirs(words["stirs"]["voting"]),
        bare=words["lists"]["bare"],
        seats=frozenset(models.lines("en/multilateral_seats.txt")),
    )


_STEM = re.compile(r"(?:\\b)?([a-z ]+?)(?=[a-z][?*{]|[^a-z ]|$)")


def _stirs(forms: Sequence[str]) -> Stirs:
    stems = [found[1] if (found := _STEM.match(form)) else "" for form in forms]
    return Stirs(sorted(set(stems), key=len), re.compile(rf"(?:{either(forms)})"))


def _words(forms: Sequence[str]) -> re.Pattern[str]:
    return _compile(rf"(?<![\w-])(?:{either(forms)})(?!\w)")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _sponsors_after(words: dict[str, Any]) -> list[Claim]:
    """Sponsors named after what they did: `submitted by`, `the authors were`, `which Mexico tabled`."""
    sponsor, nouns = words["sponsor"], either(words["texts"]["nouns"])
    roles, active = either(words["actors"]["roles"]), either(sponsor["active"])
    when = r"(?: (?:jointly|on \d+ \w+|\w+day|earlier|originally|initially|again|first|\w+ly))?"
    some = (
        rf"(?:[^.;:\n{COUNTRY}]{{0,60}}?(?:including|among them|led by|such as|namely|:) "
        r"|(?:\w+ (?:than )?)?[\w-]+ (?:other )?(?:nations|countries|states|members|delegations)(?:,| [-–—(]) ?"
        r"|(?:a|the|its) (?:\w+ ){0,3}group(?: of [\w-]+ (?:countries|states|nations|members))? \("
        rf"|(?:the )?(?:[\w-]+ ){{0,3}}(?:{roles}) (?:of|from) )?"
    )
    be = r"(?:were|are|was|is|included?|:|include|including|among them|\(|–|—|-)"
    acting = rf"(?:[’']s? (?:{roles})| (?:{roles}))? (?:{_ADVERB} ){{0,3}}(?:{active})"
    return [
        Claim(
            "sponsored-by",
            "sponsor",
            _compile(rf"\b(?P<verb>{either(sponsor['by'])})(?: and \w+)?{when} by {some}(?:the )?{_WHO}"),
            "text",
        ),
        Claim(
            "text-by",
            "sponsor",
            _compile(rf"\b(?:(?:sub-)?amendments?|draft resolutions?|drafts?|motions?) (?:by|from) (?:the )?{_WHO}"),
        ),
        Claim(
            "authors",
            "sponsor",
            _compile(rf"\b(?:{either(sponsor['authors'])}),? ?{be} ?(?:[^.;:\n{COUNTRY}]{{0,70}}?)?(?:the )?{_WHO}"),
            "text",
        ),
        Claim(
            "sponsored-which",
            "sponsor",
            _compile(rf"\b(?:{nouns})\b[^.;\n]{{0,70}}?,? (?:which|that) (?:the )?{_WHO}{acting}\b"),
        ),
        *_sponsors_beside(active, nouns, some),
    ]


def _sponsors_beside(active: str, nouns: str, some: str) -> list[Claim]:
    """Sponsors named beside others: `joined as sponsors by 40 states, among them`, `co-authored the draft with`."""
    kept = r"(?! (?:abst|vot|oppos|dissent|dissoc|disassoc))(?![’']s)"
    return [
        Claim(
            "joined-sponsors",
            "sponsor",
            _compile(rf"\bjoined (?:[\w-]+ ){{0,4}}?{_SPONSORS} by {some}(?:the )?{_WHO}"),
            "near",
        ),
        Claim(
            "sponsors-with",
            "sponsor",
            _compile(
                rf"\b{_SPONSORS}(?: of [^.;:\n{COUNTRY}]{{1,60}}?)?,? (?:alongside|(?:(?:along|together|jointly) )?with) "
                rf"(?:the )?(?:[^.;:\n{COUNTRY}]{{1,40}}?(?:,| and) (?:the )?)?{_WHO}"
            ),
            "near",
        ),
        Claim(
            "sponsored-with",
            "sponsor",
            _compile(
                rf"\b(?:{active})\b{_PHRASE} (?:{nouns})(?: (?:jointly|together))? (?:with|alongside) (?:the )?{_WHO}{kept}"
            ),
        ),
    ]


def _sponsors_before(words: dict[str, Any]) -> list[Claim]:
    """Sponsors named before: `Russian-drafted`, `Russia's resolution`, `Mexico tabled a draft`, `Chile, one of the sponsors`."""
    sponsor, nouns = words["sponsor"], either(words["texts"]["nouns"])
    roles, active = either(words["actors"]["roles"]), either(sponsor["active"])
    acting = (
        rf"(?:[’']s? (?:{roles})| (?:{roles}))?"
        r"(?:, (?:who|which|whose|on behalf of|speaking for|as|together with|along with)\b[^.;\n]{0,90}?,|,? (?:which|who))?"
        rf",? (?:{_ADVERB} ){{0,3}}(?:{active})"
    )
    own = r"(?: own)? (?:draft |counter-?)?(?:resolution|draft|amendment|text|counter-draft)\b"
    compound = rf"[-‐‑](?:{either(sponsor['compounds'])})\b(?! (?:{either(sponsor['groups'])})\b)"
    among = (
        r"(?:, (?:the|a|an|one of|among|as)|(?: (?!thank|critic|condemn|accus|urg|call|blam|attack|ask|invit)[\w-]+){0,8}?"
        r" (?:among|one of|as|an?|(?:is|are|was|were|became|being)(?: also)?)"
        r"|,?(?: (?:has|have|had|also|later|then|since)){0,2} joined)"
        r"(?: the| its| our| a)?(?: (?:list|group|ranks) of)?(?: the)?(?: (?:\d+|two|three|four|five|six))?"
    )
    title = (
        r"(?:main |lead |original |key |proud |principal )*(?:co-?)?(?:sponsors?|authors?|penholders?)\b"
        rf"(?! of (?:terror|the (?:talks|attack)|(?:[\w-]+ ){{0,4}}?(?:{either(words['texts']['others'])})\b))"
    )
    return [
        Claim(
            "adjective-sponsored",
            "sponsor",
            _compile(rf"(?P<who>(?>{ONE}(?:(?: and |, |-|/){ONE}){{0,6}})){compound}(?={_PHRASE} (?:{nouns})\b)"),
        ),
        Claim("adjective-draft", "sponsor", _compile(rf"{_ONE}{own}(?! of the (?:crisis|conflict|dispute|problem))")),
        Claim("own-draft", "sponsor", _compile(rf"{_ONE}[’']s?{own}(?! (?:of|to) )")),
        Claim("sponsored", "sponsor", _compile(rf"{_WHO}{acting}\b(?={_PHRASE} (?:{nouns})\b)")),
        Claim(
            "leading",
            "sponsor",
            _compile(rf"{_WHO} (?:{either(sponsor['leading'])})\b(?=[^.;\n]{{0,60}}?\b(?:{nouns})\b)"),
        ),
        Claim(
            "among-sponsors",
            "sponsor",
            _compile(rf"{_WHO}(?:[’']s? (?:{roles}))?{among} {title}"),
        ),
        Claim(
            "sponsor-and-others",
            "sponsor",
            _compile(
                rf"{_ONE}, (?:a |the |one of the )?(?:main |lead )?{_SPONSORS}(?: of (?:the|this|that|its) [^.;:,\n{COUNTRY}]{{1,60}}?)?,? "
                r"(?:alongside|(?:along|together|jointly )?with)\b"
            ),
            "near",
        ),
        Claim(
            "sponsored-it",
            "sponsor",
            _compile(rf"{_WHO}(?:[’']s? (?:{roles}))? (?:{_ADVERB} ){{0,2}}co-?(?:sponsored|authored|tabled) it\b"),
            "near",
        ),
        Claim(
            "joined-by",
            "sponsor",
            _compile(rf"{_WHO},? (?:was|were|is|are) joined (?:[\w-]+ ){{0,4}}?{_SPONSORS} by"),
            "near",
        ),
    ]


def _keys(words: dict[str, Any]) -> tuple[str, str]:
    favour, against = (either(words["voting"][name]) for name in ("in_favour", "against"))
    return rf"(?:(?P<yes>{favour})|(?P<no>{against}))(?!\w)", r"(?P<abstain>abst(?:ained|ains|aining|ain))"


def _voters(words: dict[str, Any]) -> str:
    """Countries as the subject of a vote, with who acts for them and what stands between."""
    roles = either(words["actors"]["roles"])
    beside = (
        r"(?:,? (?:and|along with|together with|plus|as well as) (?:[\w-]+ ){0,4}"
        r"(?:countries|states|members|nations|others|delegations),?)?"
    )
    return (
        rf"{_WHO}(?:[’']s? (?:{roles})|(?: (?:{roles})))?{beside}(?:,? among (?:them|others))?(?:, [^,.;:\n{COUNTRY}]{{1,60}},)?"
        rf"(?:,? (?:{either(words['voting']['links'])}),?){{0,4}}"
    )


_JOINED = (
    ("in_favour", r"supporting|backing|voting (?:for|in favou?r)"),
    ("against", r"opposing|rejecting|voting against"),
    ("abstained", r"abstaining"),
)


_FROM_TEXT = r"(?:the |this |that )?(?:vot|resolution|draft|text|ballot|motion)"


def _votes_cast(words: dict[str, Any]) -> list[Claim]:
    """Countries that voted, as the subject of their sentence."""
    key, abstain = _keys(words)
    voters, nouns = _voters(words), either(words["texts"]["nouns"])
    voted = (
        r"(?:vot(?:e|ed|es|ing)|cast (?:a |its |their |the only |\w+ )?(?:votes?|ballots?)|came out|were|was|being)"
        r"(?: \w+ly| alone| together)?"
    )
    roles = either(words["actors"]["roles"])
    himself = (
        r"(?:[^.;\n]|\.(?=\S)){0,140}?\b(?:said|explained|noted|stated|added|recalled|told [\w-]+)(?: that)? (?:he|she|they|it) "
        rf"(?:(?:had|has|have) )?(?:voted {key}|{abstain}|(?P<no2>opposed|rejected) (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b))"
    )
    those = r"(?:those|the (?:\w+ )?(?:countries|states|members|nations|delegations|few))(?: (?:who|that|which|to))?"
    return [
        Claim("voted", None, _compile(rf"{voters},? {voted} [“\"‘']?{key}")),
        Claim(
            "said",
            None,
            _compile(rf"{voters},? said [“\"‘']?{key}[”\"’']? to (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b)"),
            "vote",
        ),
        *(
            Claim("delegate-voted", None, _compile(pattern), "vote")
            for pattern in (
                rf"\b(?:{roles}) (?:of|from|for) (?:the )?{_ONE}{himself}",
                rf"{_ONE}[’']s? (?:[\w-]+ ){{0,3}}?(?:{roles})\b{himself}",
            )
        ),
        Claim(
            "and-voted",
            None,
            _compile(rf"{_WHO}[^.;:\n{COUNTRY}]{{1,70}}? and (?:then |later |also |still )?voted {key}"),
            "vote",
        ),
        *(
            Claim("joined-in", stance, _compile(pattern), "vote")
            for stance, verbs in _JOINED
            for pattern in (
                rf"{_WHO} joined [^.;\n]{{1,80}}? in (?:{verbs})\b",
                rf"\bjoined (?:the )?{_WHO} in (?:{verbs})\b",
            )
        ),
        Claim("abstained", "abstained", _compile(rf"{voters},? (?:{abstain})\b(?! from (?!{_FROM_TEXT}))")),
        Claim(
            "among-voters",
            None,
            _compile(
                rf"{_WHO},? (?:were|was|being|are|is) among {those} (?:vot(?:ed|ing|e) {key}|{abstain.replace('ain))', 'ain|ainers))')})"
            ),
        ),
    ]


_OTHERS = rf"(?:the )?{LIST}"


def _sides_taken(words: dict[str, Any]) -> list[Claim]:
    """Countries that opposed, vetoed or supported a text, as the subject of their sentence."""
    key, _ = _keys(words)
    voters, nouns = _voters(words), either(words["texts"]["nouns"])
    bodies = either(words["voting"]["bodies"])
    named = rf"(?: (?:the|this|a|an))? (?:[\w.’'-]+ ){{0,4}}?(?:{bodies}) (?:\w+ ){{0,3}}?(?:resolution|draft)\b"
    return [
        Claim(
            "opposed",
            "against",
            _compile(
                rf"{voters},? (?:opposed|rejected|vetoed|voted down)(?: \w+){{0,3}}? (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b|it\b)"
            ),
            "vote",
        ),
        *(
            Claim(
                "sided-with",
                "against",
                _compile(pattern),
                "vote",
            )
            for pattern in (
                rf"{voters},? (?:sided|lined up|voted)(?: together)? with {_OTHERS} (?:against|in (?:opposing|rejecting|voting against))\b",
                rf"\b(?:sided|lined up)(?: together)? with (?:the )?{_WHO} (?:against|in (?:opposing|rejecting|voting against))\b",
            )
        ),
        Claim(
            "vetoed",
            "against",
            _compile(
                rf"{voters},? (?:(?:has|have|had) )?(?:(?:today|again|once more|now) )?(?:vetoed|cast (?:a|its|their) (?:veto|negative vote)|used (?:its|their|the) veto)"
                r"(?! (?:nothing|no|none)\b)"
            ),
        ),
        Claim(
            "supported",
            "in_favour",
            _compile(rf"{voters},? (?:supported|backed|endorsed|welcomed and supported){named}"),
        ),
        Claim(
            "support-for",
            "in_favour",
            _compile(rf"{_ONE}[’']s? (?:strong |firm )?(?:support for|vote for|backing of){named}"),
        ),
        Claim(
            "supported-by",
            "in_favour",
            _compile(
                rf"\b(?:{nouns})\b[^.;\n]{{0,60}}?\b(?:was|were|is|has been|had been) (?:also )?(?:supported|backed|endorsed) by (?:the )?{_WHO}"
            ),
            "vote",
        ),
        Claim(
            "own-vote", "against", _compile(rf"{_ONE}[’']s? (?:veto|negative vote|vote against)\b(?! (?:power|right))")
        ),
        Claim(
            "thanked",
            None,
            _compile(rf"{_WHO} for (?:(?:its|their|having) )?(?:vot(?:e|ing|ed)|support(?:ing)?) {key}"),
        ),
    ]


def _votes_told(words: dict[str, Any]) -> list[Claim]:
    """Countries named after the vote: `abstaining were`, `vetoed by`, `explaining her vote against …, the representative of`."""
    key, _ = _keys(words)
    nouns = either(words["texts"]["nouns"])
    cast = r"(?:were|was|came from|cast by|from|by|included|:|—|–) (?:only |just |by )?(?:the )?"
    told = rf"\b(?:(?:vot(?:ed|ing|es?)|ballots?) {key}|(?P<abstain>abst(?:ained|aining|entions?|ain)))"
    joining = r"(?:joining|alongside|together with|along with|as did|so did)"
    vote = r"(?:votes?|positions?|abstentions?|voting)"
    return [
        Claim(
            "vetoed-by",
            "against",
            _compile(rf"(?:vetoed|voted down|opposed) by (?:only |just )?(?:the )?{_WHO}"),
            "vote",
        ),
        Claim("abstention-of", "abstained", _compile(rf"\bwith the abstentions? of (?:the )?{_WHO}"), "vote"),
        Claim("voters", None, _compile(rf"{told}(?: (?:it|this|the (?:\w+ )?(?:{nouns})))? ?{cast}{_WHO}")),
        Claim(
            "explained",
            None,
            _compile(
                rf"\b(?:explain\w*|explanations? of) (?:\w+ )?{vote} (?:(?:cast )?{key}|before|after)?[^.;\n{COUNTRY}]{{0,90}}{_WHO}"
            ),
        ),
        Claim(
            "joined",
            None,
            _compile(
                rf"\b(?:vot(?:e|ed|ing) {key}|(?P<abstain>abst(?:ained|aining)))[^.;\n{COUNTRY}]{{0,50}}{joining} (?:the )?{_WHO}"
            ),
        ),
    ]
