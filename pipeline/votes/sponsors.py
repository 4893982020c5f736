"""Sponsors: the claims by which a sentence names who tabled, drafted or co-sponsored a text."""

from __future__ import annotations

from typing import Any

from pipeline.votes.claim_patterns import ADVERB, ONE_WHO, WHO, Claim, Need, compile_claim
from pipeline.votes.countries import COUNTRY, ONE
from pipeline.votes.patterns import either

_SPONSORS = r"(?:co-?)?(?:sponsors?|authors?)"
_PHRASE = r"(?: (?!on\b|of\b|to\b|about\b|for\b|in\b|at\b|with\b|regarding\b|by\b)[\w“”’().-]+){0,7}?"


def sponsor_claims(words: dict[str, Any]) -> list[Claim]:
    """The claims of sponsors, those named after what they did first."""
    return [*_sponsors_after(words), *_sponsors_before(words)]


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
    be = r"(?:were|are|was|is|numbered|numbering|totalled|included?|:|include|including|among them|\(|–|—|-)"
    acting = rf"(?:’s? (?:{roles})| (?:{roles}))? (?:{ADVERB} ){{0,3}}(?:{active})"
    return [
        Claim(
            "sponsored-by",
            "sponsor",
            compile_claim(rf"\b(?P<verb>{either(sponsor['by'])})(?: and \w+)?{when} by {some}(?:the )?{WHO}"),
            Need.TEXT,
            of_text=True,
        ),
        Claim(
            "text-by",
            "sponsor",
            compile_claim(
                rf"\b(?:(?:sub-)?amendments?|draft resolutions?|drafts?|motions?) (?:by|from) (?:the )?{WHO}"
            ),
        ),
        Claim(
            "authors",
            "sponsor",
            compile_claim(
                rf"\b(?:{either(sponsor['authors'])}),? ?{be} ?(?:[^.;:\n{COUNTRY}]{{0,70}}?)?(?:the )?{WHO}"
            ),
            Need.NEAR,
        ),
        Claim(
            "sponsored-which",
            "sponsor",
            compile_claim(rf"\b(?:{nouns})\b[^.;\n]{{0,70}}?,? (?:which|that) (?:the )?{WHO}{acting}\b"),
        ),
        *_sponsors_beside(active, nouns, some),
    ]


def _sponsors_beside(active: str, nouns: str, some: str) -> list[Claim]:
    """Sponsors named beside others: `joined as sponsors by 40 states, among them`, `co-authored the draft with`."""
    kept = r"(?! (?:abst|vot|oppos|dissent|dissoc|disassoc))(?!’s)"
    return [
        Claim(
            "joined-sponsors",
            "sponsor",
            compile_claim(rf"\bjoined (?:[\w-]+ ){{0,4}}?{_SPONSORS} by {some}(?:the )?{WHO}"),
            Need.NEAR,
        ),
        Claim(
            "sponsors-with",
            "sponsor",
            compile_claim(
                rf"\b{_SPONSORS}(?: of [^.;:\n{COUNTRY}]{{1,60}}?)?,? (?:alongside|(?:(?:along|together|jointly) )?with) "
                rf"(?:the )?(?:[^.;:\n{COUNTRY}]{{1,40}}?(?:,| and) (?:the )?)?{WHO}"
            ),
            Need.NEAR,
        ),
        Claim(
            "sponsored-with",
            "sponsor",
            compile_claim(
                rf"\b(?:{active})\b{_PHRASE} (?:{nouns})(?: (?:jointly|together))? (?:with|alongside) (?:the )?{WHO}{kept}"
            ),
        ),
    ]


def _sponsors_before(words: dict[str, Any]) -> list[Claim]:
    """Sponsors named before: `Russian-drafted`, `Russia's resolution`, `Mexico tabled a draft`, `Chile, one of the sponsors`."""
    sponsor, nouns = words["sponsor"], either(words["texts"]["nouns"])
    roles, active = either(words["actors"]["roles"]), either(sponsor["active"])
    acting = (
        rf"(?:’s? (?:{roles})| (?:{roles}))?"
        r"(?:, (?:who|which|whose|on behalf of|speaking for|as|together with|along with)\b[^.;\n]{0,90}?,|,? (?:which|who))?"
        rf",? (?:{ADVERB} ){{0,3}}(?:{active})"
    )
    own = r"(?: own)? (?:draft |counter-?)?(?:resolution|draft|amendment|text|counter-draft)\b"
    compound = rf"[-‐‑](?:{either(sponsor['compounds'])})\b(?! (?:{either(sponsor['groups'])})\b)"
    return [
        Claim(
            "adjective-sponsored",
            "sponsor",
            compile_claim(rf"(?P<who>(?>{ONE}(?:(?: and |, |-|/){ONE}){{0,6}})){compound}(?={_PHRASE} (?:{nouns})\b)"),
        ),
        Claim(
            "adjective-draft",
            "sponsor",
            compile_claim(rf"{ONE_WHO}{own}(?! of the (?:crisis|conflict|dispute|problem))"),
            adjectival=True,
        ),
        Claim("own-draft", "sponsor", compile_claim(rf"{ONE_WHO}’s?{own}(?! (?:of|to) )")),
        Claim("sponsored", "sponsor", compile_claim(rf"{WHO}{acting}\b(?={_PHRASE} (?:{nouns})\b)")),
        Claim(
            "leading",
            "sponsor",
            compile_claim(rf"{WHO} (?:{either(sponsor['leading'])})\b(?=[^.;\n]{{0,60}}?\b(?:{nouns})\b)"),
        ),
        *_sponsors_among(words),
    ]


def _sponsors_among(words: dict[str, Any]) -> list[Claim]:
    """Sponsors called so: `Chile, one of the sponsors`, `Peru, co-sponsor of the text with Fiji`, `while Norway co-sponsored it`."""
    roles = either(words["actors"]["roles"])
    among = (
        r"(?:,(?= co-)|, (?:the|a|an|one of|among|as)|(?: (?!thank|critic|condemn|accus|urg|call|blam|attack|ask|invit)[\w-]+){0,8}?"
        r" (?:among|one of|as|an?|(?:is|are|was|were|became|being)(?: also)?)"
        r"|,?(?: (?:has|have|had|also|later|then|since)){0,2} joined)"
        r"(?: the| its| our| a)?(?: (?:list|group|ranks) of)?(?: the)?(?: (?:\d+|two|three|four|five|six))?"
    )
    title = (
        r"(?:main |lead |original |key |proud |principal )*(?:co-?)?(?:sponsors?|authors?|pen-?holders?)\b"
        rf"(?! of (?:terror|the (?:talks|attack)|(?:[\w-]+ ){{0,4}}?(?:{either(words['texts']['others'])})\b))"
    )
    return [
        Claim(
            "among-sponsors",
            "sponsor",
            compile_claim(rf"{WHO}(?:’s? (?:{roles}))?{among} {title}"),
        ),
        Claim(
            "sponsor-and-others",
            "sponsor",
            compile_claim(
                rf"{ONE_WHO}, (?:a |the |one of the )?(?:main |lead )?{_SPONSORS}"
                rf"(?: of (?:the|this|that|its) [^.;:,\n{COUNTRY}]{{1,60}}?)?,? "
                r"(?:alongside|(?:along|together|jointly )?with)\b"
            ),
            Need.NEAR,
        ),
        Claim(
            "sponsored-it",
            "sponsor",
            compile_claim(rf"{WHO}(?:’s? (?:{roles}))? (?:{ADVERB} ){{0,2}}co-?(?:sponsored|authored|tabled) it\b"),
            Need.NEAR,
        ),
        Claim(
            "joined-sponsoring",
            "sponsor",
            compile_claim(rf"{WHO} (?:{ADVERB} ){{0,2}}(?:joined|joining) (?:in|as) (?:co-?)?sponsor(?:ing|s)?\b"),
            Need.NEAR,
        ),
        Claim(
            "joined-by",
            "sponsor",
            compile_claim(rf"{WHO},? (?:was|were|is|are) joined (?:[\w-]+ ){{0,4}}?{_SPONSORS} by"),
            Need.NEAR,
        ),
    ]
