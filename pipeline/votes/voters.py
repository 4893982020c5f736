"""Voters: the claims by which a sentence says how a country voted, which side it took, what it vetoed."""

from __future__ import annotations

from typing import Any

from pipeline.votes.claim_patterns import MINORITY, ONE_WHO, WHO, Claim, Need, compile_claim
from pipeline.votes.countries import COUNTRY, LIST
from pipeline.votes.patterns import either


def voter_claims(words: dict[str, Any]) -> list[Claim]:
    """The claims of voters: votes cast, sides taken, voters named after the vote."""
    sides = (*_opponents(words), *_supporters(words), *_owners(words))
    return [*_votes_cast(words), *sides, *_votes_told(words), *_votes_explained(words)]


def _keys(words: dict[str, Any]) -> tuple[str, str]:
    favour, against = (either(words["voting"][name]) for name in ("in_favour", "against"))
    return rf"(?:(?P<yes>{favour})|(?P<no>{against}))(?!\w)", r"(?P<abstain>abst(?:ained|ains|aining|ain))"


def _voters(words: dict[str, Any]) -> str:
    """Countries as the subject of a vote, with who acts for them and what stands between."""
    roles = either(words["actors"]["roles"])
    beside = (
        r"(?:,? (?:and|along with|together with|plus|as well as) (?:[\w-]+ ){0,4}"
        r"(?:countries|states|members|nations|others|delegations|islands|allies|governments|capitals),?)?"
    )
    return (
        rf"{WHO}(?:’s? (?:{roles})|(?: (?:{roles})))?{beside}(?:,? among (?:them|others))?(?:, [^,.;:\n{COUNTRY}]{{1,60}},)?"
        rf"(?:,? (?:{either(words['voting']['links'])}),?){{0,4}}"
    )


_JOINED = (
    ("in_favour", r"supporting|backing|voting (?:[^.;,\n]{1,40} )?(?:for|in favou?r)"),
    ("against", r"opposing|rejecting|voting (?:[^.;,\n]{1,40} )?against"),
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
    those = r"(?:those|the (?:\w+ )?(?:countries|states|members|nations|delegations|few))(?: (?:who|that|which|to))?"
    return [
        Claim("voted", None, compile_claim(rf"{voters},? {voted} [“‘]?{key}"), Need.MATTER),
        Claim(
            "said",
            None,
            compile_claim(rf"{voters},? said [“‘]?{key}[”’]? to (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b)"),
            Need.VOTE,
        ),
        *_delegates(words),
        Claim(
            "and-voted",
            None,
            compile_claim(rf"{WHO}[^.;:\n{COUNTRY}]{{1,70}}? and (?:then |later |also |still )?voted {key}"),
            Need.VOTE,
        ),
        *(
            Claim("joined-in", stance, compile_claim(pattern), Need.VOTE)
            for stance, verbs in _JOINED
            for pattern in (
                rf"{WHO} joined [^.;\n]{{1,80}}? in (?:{verbs})\b",
                rf"\bjoined (?:the )?{WHO} in (?:{verbs})\b",
            )
        ),
        Claim("abstained", "abstained", compile_claim(rf"{voters},? (?:{abstain})\b(?! from (?!{_FROM_TEXT}))")),
        Claim(
            "among-voters",
            None,
            compile_claim(
                rf"{WHO},? (?:were|was|being|are|is) among {those} (?:vot(?:ed|ing|e) {key}|{abstain.replace('ain))', 'ain|ainers))')})"
            ),
        ),
    ]


def _delegates(words: dict[str, Any]) -> list[Claim]:
    """Countries whose delegate says how he or she voted."""
    key, abstain = _keys(words)
    nouns = either(words["texts"]["nouns"])
    roles = either(words["actors"]["roles"])
    himself = (
        r"(?:[^.;\n]|\.(?=\S)){0,140}?\b(?:said|explained|noted|stated|added|recalled|told [\w-]+)(?: that)? (?:he|she|they|it) "
        rf"(?:(?:had|has|have) )?(?:voted {key}|{abstain}|(?P<no2>opposed|rejected) (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b))"
    )
    return [
        Claim("delegate-voted", None, compile_claim(pattern), Need.VOTE)
        for pattern in (
            rf"\b(?:{roles}) (?:of|from|for) (?:the )?{ONE_WHO}{himself}",
            rf"{ONE_WHO}’s? (?:[\w-]+ ){{0,3}}?(?:{roles})\b{himself}",
            rf"{WHO} (?:said|explained|noted|stated|added|recalled)(?: that)? (?:it|they) "
            rf"(?:(?:had|has|have) )?(?:voted {key}|{abstain})(?! from (?!{_FROM_TEXT}))",
        )
    ]


_OTHERS = rf"(?:the )?{LIST}"
_OPPOSING = r"(?:against|(?:in|by) (?:opposing|rejecting|voting against))\b"


def _opponents(words: dict[str, Any]) -> list[Claim]:
    """Countries that opposed or vetoed a text, as the subject of their sentence."""
    voters, nouns = _voters(words), either(words["texts"]["nouns"])
    return [
        Claim(
            "opposed",
            "against",
            compile_claim(
                rf"{voters},? (?:opposed|rejected|vetoed|voted down)(?: \w+){{0,3}}? (?=(?:[\w-]+ ){{0,3}}(?:{nouns})\b|it\b)"
            ),
            Need.TOLD,
        ),
        *(
            Claim("sided-with", "against", compile_claim(pattern), Need.VOTE)
            for pattern in (
                rf"{voters},? (?:sided|lined up|voted)(?: together)? with {_OTHERS} {_OPPOSING}",
                rf"\b(?:sided|lined up)(?: together)? with (?:the )?{WHO} {_OPPOSING}",
            )
        ),
        Claim(
            "vetoed",
            "against",
            compile_claim(
                rf"{voters},? (?:(?:has|have|had) )?(?:(?:today|again|once more|now) )?"
                r"(?:vetoed|veto(?:es)?(?= (?:an?|the|this|that|it|UN|United)\b)|cast (?:(?:a|its|their) (?:veto|negative vote)|vetoes)"
                r"|(?:used|wielded|exercised) (?:its|their|the|a) vetoe?s?\b)"
                r"(?! (?:nothing|no|none)\b)"
            ),
        ),
    ]


def _owners(words: dict[str, Any]) -> list[Claim]:
    """Countries whose vote is spoken of: the only one against, `Palau’s veto`, thanked for theirs."""
    key, _ = _keys(words)
    return [
        Claim(
            "lone-vote",
            "against",
            compile_claim(
                rf"{WHO} (?:was|were|being|cast) the (?:lone|only|sole|single) (?:dissenting )?"
                r"(?:votes?|countr(?:y|ies)|states?|members?|nations?|delegations?)(?: cast)? against\b"
            ),
            Need.VOTE,
        ),
        Claim(
            "were-votes",
            None,
            compile_claim(
                rf"{WHO},? (?:were|was|being|are|is|cast|casting) the (?:\w+ ){{0,2}}?"
                r"[“‘]?(?:(?P<yes>yes|affirmative)|(?P<no>no|negative|opposing|dissenting))[”’]? votes?\b"
            ),
            Need.TOLD,
        ),
        Claim(
            "own-vote",
            "against",
            compile_claim(rf"{ONE_WHO}’s? (?:veto|negative vote|vote against)\b(?! (?:power|right))"),
        ),
        Claim(
            "thanked",
            None,
            compile_claim(rf"{WHO} for (?:(?:its|their|having) )?(?:vot(?:e|ing|ed)|support(?:ing)?) {key}"),
        ),
    ]


def _supporters(words: dict[str, Any]) -> list[Claim]:
    """Countries that supported a text."""
    voters, nouns = _voters(words), either(words["texts"]["nouns"])
    bodies = either(words["voting"]["bodies"])
    named = rf"(?: (?:the|this|a|an))? (?:[\w.’'-]+ ){{0,4}}?(?:{bodies}) (?:\w+ ){{0,3}}?(?:resolution|draft)\b"
    return [
        Claim(
            "supported",
            "in_favour",
            compile_claim(rf"{voters},? (?:supported|backed|endorsed|welcomed and supported){named}"),
        ),
        Claim(
            "supported-text",
            "in_favour",
            compile_claim(
                rf"{voters},? (?:supported|backed|endorsed) (?:it\b|(?:the|that|this) (?=(?:[\w-]+ ){{0,2}}(?:{nouns})\b))"
            ),
            Need.TOLD,
        ),
        Claim(
            "support-for",
            "in_favour",
            compile_claim(rf"{ONE_WHO}’s? (?:strong |firm )?(?:support for|vote for|backing of){named}"),
        ),
        Claim(
            "supported-by",
            "in_favour",
            compile_claim(
                rf"\b(?:{nouns})\b[^.;\n]{{0,60}}?\b(?:was|were|is|has been|had been) (?:also )?"
                rf"(?:supported|backed|endorsed) by (?:the )?{WHO}"
            ),
            Need.VOTE,
        ),
    ]


def _votes_told(words: dict[str, Any]) -> list[Claim]:
    """Countries named after the vote: `abstaining were`, `vetoed by`, `with the abstention of`, `the minority including`."""
    nouns = either(words["texts"]["nouns"])
    return [
        Claim(
            "vetoed-by",
            "against",
            compile_claim(rf"(?:vetoed|voted down|opposed) by (?:only |just )?(?:the )?{WHO}"),
            Need.TOLD,
        ),
        Claim(
            "abstention-of",
            "abstained",
            compile_claim(rf"\b(?:with|and|despite|amid|but for) the abstentions? (?:of|by|from) (?:the )?{WHO}"),
            Need.TOLD,
        ),
        *(
            Claim(
                "siding",
                stance,
                compile_claim(rf"\b{verb} (?:it|the (?:\w+ )?(?:{nouns})) (?:were|was) (?:the )?{WHO}"),
            )
            for stance, verb in (("against", "opposing"), ("in_favour", "(?:supporting|backing)"))
        ),
        Claim(
            "among-abstainers",
            "abstained",
            compile_claim(rf"{WHO},? (?:were|was) among (?:the |those )?(?:\d+ |[\w-]+ )?abstainers\b"),
        ),
        Claim(
            "minority",
            MINORITY,
            compile_claim(
                r"\bthe (?:dissenting |opposing )?minority,? "
                rf"(?:including|comprising|consisting of|made up of|being|was|were|:) (?:the )?{WHO}"
            ),
            Need.TOLD,
        ),
        *_voters_after(words),
    ]


def _voters_after(words: dict[str, Any]) -> list[Claim]:
    """Lists of voters after a word for what they did: `voted against were`, `the countries that abstained are no surprise:`."""
    key, _ = _keys(words)
    nouns, groups = either(words["texts"]["nouns"]), either(words["voting"]["groups"])
    text = rf"(?: (?:it|this|(?:the|a|an) (?:[^.;:,()\n]{{1,50}} )?(?:{nouns})(?: [^.;:,()\n]{{1,40}}?)?))?"
    cast = r"(?:were|was|came from|cast by|from|by|included|including|:|—|–|\() ?(?:only |just |by )?(?:the )?"
    told = rf"\b(?:(?:vot(?:ed|ing|es?)|ballots?) {key}|(?P<abstain>abst(?:ained|aining|entions?|ain)))"
    side = r"(?:(?P<yes>affirmative|positive|yes)|(?P<no>opposing|negative|dissenting|no)) votes?"
    return [
        Claim("voters", None, compile_claim(rf"{told}{text} ?{cast}{WHO}")),
        Claim(
            "voters-listed",
            None,
            compile_claim(
                rf"\b(?:{groups}) (?:that|which|who|to) {told}[^.;:()\n{COUNTRY}]{{0,60}}[:(] ?(?:the )?{WHO}"
            ),
        ),
        Claim(
            "votes-cast-by",
            None,
            compile_claim(rf"\b{side} (?:(?:were|was|being) )?(?:cast )?(?:by|from|of) (?:the )?{WHO}"),
            Need.TOLD,
        ),
    ]


def _votes_explained(words: dict[str, Any]) -> list[Claim]:
    """Countries of the delegates who explain a vote, or that joined one: `explaining her vote against …, the representative of`."""
    key, _ = _keys(words)
    joining = r"(?:joining|alongside|together with|along with|as did|so did)"
    vote = r"(?:votes?|positions?|abstentions?|voting)"
    return [
        Claim(
            "explained",
            None,
            compile_claim(
                rf"\b(?:explain\w*|explanations? of) (?:\w+ )?{vote} (?:(?:cast )?{key}|before|after)?[^.;\n{COUNTRY}]{{0,90}}{WHO}"
            ),
        ),
        Claim(
            "joined",
            None,
            compile_claim(
                rf"\b(?:vot(?:e|ed|ing) {key}|(?P<abstain>abst(?:ained|aining)))[^.;\n{COUNTRY}]{{0,50}}{joining} (?:the )?{WHO}"
            ),
        ),
    ]
