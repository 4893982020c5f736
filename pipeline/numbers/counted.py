"""Counted nouns: what a numeral counts, as the singular of its head noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.resources import Models

READS = ("en/irregular_plurals.txt",)
"""Files of `models/` this module reads."""

_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
_MODIFIERS = {"JJ", "JJR", "JJS", "VBN", "VBG", "RBS", "CD", "HYPH", "AFX", "FW", "``", "''", "ADD"}
_LOOSE = {"RB", "RBR", ",", "CC", "SYM", "NFP"}
_DETERMINERS = {"DT", "PRP$", "PDT", "WP$"}
_PRONOUNS = {"PRP", "WDT", "WP"}
_REACH = 9
"""Tokens between a numeral and its noun at most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The head noun as a singular, and the place of its noun phrase; `anaphoric` when the text only points back (`27 of them`)."""

    noun: str | None
    start: int = -1
    end: int = -1
    anaphoric: bool = False


NOTHING = Counted(None)


def load_plurals(models: Models) -> Mapping[str, str]:
    """Plural → singular for the irregular nouns; raises KnowledgeError naming file and line."""
    return models.pairs("en/irregular_plurals.txt")


def singular(noun: str, irregular: Mapping[str, str]) -> str:
    """The singular of an English noun, its case kept (`Kenyans` → `Kenyan`, `MoUs` → `MoU`)."""
    lower = noun.lower()
    if len(noun) > 2 and noun[-2].isupper() and noun[-1] == "s":
        return noun[:-1]
    known = irregular.get(noun) or irregular.get(lower)
    if known:
        return known if noun[0].islower() or known[0].isupper() else known[0].upper() + known[1:]
    if len(noun) < 4 and not noun.endswith("s"):
        return noun
    if lower.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return noun[:-2]
    if lower.endswith(("ss", "us", "is")) or not lower.endswith("s"):
        return noun
    return noun[:-1]


def head_after(doc: Doc, i: int, irregular: Mapping[str, str], *, plural: bool = False) -> Counted:
    """What a numeral counts whose noun phrase goes on with token `i`: across adjectives, `of the …`, `out of …`.

    plural: it counts more than one, so that of a list of modifiers the plural at its end is meant.
    """
    if i >= len(doc):
        return NOTHING
    token = doc[i]
    if token.lower_ == "of" or (token.lower_ == "out" and i + 1 < len(doc) and doc[i + 1].lower_ == "of"):
        return _partitive(doc, i + (1 if token.lower_ == "of" else 2), irregular, plural)
    if token.lower_ in ("other", "others", "more", "further", "additional", "such") and token.lower_ != "others":
        found = _noun_phrase(doc, i + 1, irregular, plural)
        return found if found.noun else Counted(None, anaphoric=True)
    if token.lower_ == "others":
        return Counted(None, anaphoric=True)
    return _noun_phrase(doc, i, irregular, plural)


def _partitive(doc: Doc, i: int, irregular: Mapping[str, str], plural: bool) -> Counted:
    """After `of`: a pronoun points back unless a noun stands beside it (`two of them peacekeepers`)."""
    if i >= len(doc):
        return NOTHING
    if doc[i].tag_ in _PRONOUNS:
        beside = (
            _noun_phrase(doc, i + 1, irregular, plural)
            if i + 1 < len(doc) and doc[i + 1].tag_ in ("NNS", "JJ")
            else NOTHING
        )
        return beside if beside.noun else Counted(None, anaphoric=True)
    counts = False
    while i < len(doc) and (doc[i].tag_ in _DETERMINERS or doc[i].tag_ == "CD"):
        counts = counts or doc[i].tag_ == "CD"
        i += 1
    found = _noun_phrase(doc, i, irregular, plural) if i < len(doc) else NOTHING
    return Counted(None, anaphoric=True) if counts and not found.noun else found


def _noun_phrase(doc: Doc, i: int, irregular: Mapping[str, str], plural: bool) -> Counted:
    """The head of the noun phrase that begins at token `i`."""
    first, last = i, -1
    stop = min(len(doc), i + _REACH)
    while i < stop:
        token = doc[i]
        tag = token.tag_
        if token.is_sent_start and i > first:
            break
        if (tag in _NOUNS or (plural and last == i - 1 and _plural_noun(token))) and not _is_date_word(token):
            if last >= 0 and doc[last].tag_ == "NNS" and doc[last].i == i - 1 and tag == "NNP":
                break
            last = i
        elif tag == "POS" and last == i - 1 and i + 1 < stop and doc[i + 1].tag_ in _NOUNS | _MODIFIERS:
            last = -1
        elif (tag == "HYPH" or (token.text in "–‑" and not doc[i - 1].whitespace_)) and i + 1 < stop:
            # `defense-related agreements`: what stands before a hyphen is a modifier.
            last = -1
        elif last == i - 1 and tag in _MODIFIERS and _is_owner(doc[last]) and _noun_ahead(doc, i, stop, plural):
            last = -1
        elif last >= 0 or not (tag in _MODIFIERS or (tag in _LOOSE and _goes_on(doc, i, stop))):
            break
        i += 1
    if last < 0:
        return NOTHING
    head = doc[last]
    if head.tag_ in ("NN", "NNP") and plural:
        head = _listed_head(doc, head, stop)
    if head.lower_ in _VOTING or head.lower_ in ("one", "ones"):
        return NOTHING
    noun = singular(head.text, irregular)
    if head.tag_ in ("NN", "NNS", "NNP") and noun.istitle() and not _keeps_capital(head):
        noun = noun.lower()
    return Counted(noun, doc[first].idx, head.idx + len(head.text))


def _plural_noun(token: Token) -> bool:
    """A plural that the tagger takes for a verb and the parser for a noun: `5 million vaccine doses to Fiji`."""
    return token.tag_ == "VBZ" and token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr")


def _is_owner(token: Token) -> bool:
    """An abbreviation that says whose the things counted are: `57 OSCE participating States`, `52 U.S. diplomatic missions`."""
    return (
        token.tag_ in ("NN", "NNP") and len(token.text) > 1 and token.text.replace(".", "").replace("-", "").isupper()
    )


def _noun_ahead(doc: Doc, i: int, stop: int, plural: bool) -> bool:
    """Only modifiers stand between token `i` and a noun, a plural one where several things are counted."""
    while i < stop and doc[i].tag_ in _MODIFIERS | {"NN"}:
        i += 1
    if i >= stop or doc[i].tag_ not in _NOUNS:
        return False
    return not plural or doc[i].tag_ in ("NNS", "NNPS") or (doc[i].tag_ == "NNP" and doc[i].text.endswith("s"))


def _listed_head(doc: Doc, head: Token, stop: int) -> Token:
    """`dozens of technology, media and advertising companies`: the plural that ends a list of modifiers, else the noun itself."""
    i = head.i + 1
    if i >= len(doc) or doc[i].lower_ not in (",", "and", "or", "/"):
        return head
    while i < min(stop + 3, len(doc)) and doc[i].tag_ in ("NN", "JJ", "VBG", ",", "CC", "HYPH", "NNS", "NNPS"):
        if doc[i].tag_ == "NNS" and doc[i - 1].tag_ in ("NN", "JJ", "VBG"):
            return doc[i]
        i += 1
    return head


def _proper(doc: Doc, i: int, stop: int) -> bool:
    """A capitalised name of two words or more goes on."""
    return i + 1 < stop and doc[i].tag_ in ("NNP", "NNPS") and doc[i + 1].tag_ in _NOUNS


def _goes_on(doc: Doc, i: int, stop: int) -> bool:
    """An adverb, comma or conjunction inside the modifiers of a noun (`heavily armed men`, `small and light arms`)."""
    if i + 1 >= stop:
        return False
    following = doc[i + 1].tag_
    if doc[i].tag_ == "," and following == "CC" and i + 2 < stop:
        following = doc[i + 2].tag_
    if doc[i].tag_ == "CC" and i > 1 and doc[i - 1].tag_ == ",":
        return following in ("JJ", "JJR", "VBN") and doc[i].lower_ != "but"
    if doc[i].tag_ == "," or doc[i].tag_ == "CC":
        return (
            i > 0
            and doc[i - 1].tag_ in ("JJ", "JJR", "VBN")
            and following in ("JJ", "JJR", "VBN")
            and doc[i].lower_ != "but"
        )
    return following in ("JJ", "VBN", "VBG", "NN", "NNS") and doc[i].lower_ not in (
        "ago",
        "later",
        "earlier",
        "not",
        "respectively",
    )


_VOTING = frozenset({"against", "voting", "abstaining", "opposing", "favour", "favor", "supporting"})
"""What voters do, which the tagger takes for what they are."""


def _is_date_word(token: Token) -> bool:
    return token.lower_ in DAYS


DAYS = frozenset(
    [
        *(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yesterday",
            "today",
            "tomorrow",
        ),
        *("january", "february", "april", "june", "july", "august", "september", "october", "november", "december"),
    ]
)
"""Words of days, which nothing is counted in and no name ends with."""


def _keeps_capital(token: Token) -> bool:
    """Nationals keep their capital (`three Kenyans`)."""
    return bool(token.ent_type_ == "NORP" or token.tag_ == "NNPS")
