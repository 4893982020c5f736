"""Counted nouns: what a numeral counts, as the singular of its head noun."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.resources import Models
from pipeline.text.annotated import Text
from pipeline.text.calendar import WEEKDAYS

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
    if lower.endswith("men") and len(noun) > 5:
        return noun[:-3] + noun[-3:].replace("e", "a")
    if noun[0].isupper() and lower.endswith("is") and len(noun) > 4:
        return noun[:-1]  # peoples: `Israelis`
    if len(noun) < 4 and not noun.endswith("s"):
        return noun
    if lower.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return noun[:-2]
    if lower.endswith(("ss", "us", "is")) or not lower.endswith("s"):
        return noun
    return noun[:-1]


def head_after(parse: Text, i: int, irregular: Mapping[str, str], *, plural: bool = False) -> Counted:
    """What a numeral counts whose noun phrase goes on with token `i`: across adjectives, `of the …`, `out of …`.

    plural: it counts more than one, so that of a list of modifiers the plural at its end is meant.
    """
    if i >= len(parse):
        return NOTHING
    word = parse.words[i]
    if word == "of" or (word == "out" and i + 1 < len(parse) and parse.words[i + 1] == "of"):
        return _partitive(parse, i + (1 if word == "of" else 2), irregular, plural)
    if word in ("other", "more", "further", "additional", "such"):
        found = _noun_phrase(parse, i + 1, irregular, plural)
        return found if found.noun else Counted(None, anaphoric=True)
    if word == "others":
        return Counted(None, anaphoric=True)
    return _noun_phrase(parse, i, irregular, plural)


def _partitive(parse: Text, i: int, irregular: Mapping[str, str], plural: bool) -> Counted:
    """After `of`: a pronoun points back unless a noun stands beside it (`two of them peacekeepers`)."""
    if i >= len(parse):
        return NOTHING
    if parse.tags[i] in _PRONOUNS:
        beside = (
            _noun_phrase(parse, i + 1, irregular, plural)
            if i + 1 < len(parse) and parse.tags[i + 1] in ("NNS", "JJ")
            else NOTHING
        )
        return beside if beside.noun else Counted(None, anaphoric=True)
    counts = False
    while i < len(parse) and (parse.tags[i] in _DETERMINERS or parse.tags[i] == "CD"):
        counts = counts or parse.tags[i] == "CD"
        i += 1
    found = _noun_phrase(parse, i, irregular, plural) if i < len(parse) else NOTHING
    return Counted(None, anaphoric=True) if counts and not found.noun else found


def _noun_phrase(parse: Text, i: int, irregular: Mapping[str, str], plural: bool) -> Counted:
    """The head of the noun phrase that begins at token `i`."""
    first, last = i, -1
    stop = min(len(parse), i + _REACH)
    while i < stop:
        tag = parse.tags[i]
        if parse.first[i] and i > first:
            break
        if (tag in _NOUNS or (plural and last == i - 1 and _plural_noun(parse, i))) and not _is_date_word(parse, i):
            if last >= 0 and parse.tags[last] == "NNS" and last == i - 1 and tag == "NNP":
                break
            last = i
        elif tag == "POS" and last == i - 1 and plural and parse.tags[last] == "NNS":
            break  # `the two countries’ leaders`
        elif tag == "POS" and last == i - 1 and i + 1 < stop and parse.tags[i + 1] in _NOUNS | _MODIFIERS:
            last = -1
        elif (tag == "HYPH" or (parse.forms[i] in "–‑" and not parse.spaced(i - 1))) and i + 1 < stop:
            # `defense-related agreements`: what stands before a hyphen is a modifier.
            last = -1
        elif last == i - 1 and tag in _MODIFIERS and _is_owner(parse, last) and _noun_ahead(parse, i, stop, plural):
            last = -1
        elif last >= 0 or not (tag in _MODIFIERS or (tag in _LOOSE and _goes_on(parse, i, stop))):
            break
        i += 1
    if last < 0:
        return NOTHING
    head = _listed_head(parse, last, stop) if parse.tags[last] in ("NN", "NNP") and plural else last
    if parse.words[head] in VOTING or parse.words[head] in ("one", "ones"):
        return NOTHING
    noun = singular(parse.forms[head], irregular)
    if parse.tags[head] in ("NN", "NNS", "NNP") and noun.istitle() and not _keeps_capital(parse, head):
        noun = noun.lower()
    return Counted(noun, parse.starts[first], parse.ends[head])


def _plural_noun(parse: Text, i: int) -> bool:
    """A plural that the tagger takes for a verb and the parser for a noun: `5 million vaccine doses to Fiji`."""
    return parse.tags[i] == "VBZ" and parse.deps[i] in ("pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr")


def _is_owner(parse: Text, i: int) -> bool:
    """An abbreviation that says whose the things counted are: `57 OSCE participating States`, `52 U.S. diplomatic missions`."""
    form = parse.forms[i]
    return parse.tags[i] in ("NN", "NNP") and len(form) > 1 and form.replace(".", "").replace("-", "").isupper()


def _noun_ahead(parse: Text, i: int, stop: int, plural: bool) -> bool:
    """Only modifiers stand between token `i` and a noun, a plural one where several things are counted."""
    while i < stop and parse.tags[i] in _MODIFIERS | {"NN"}:
        i += 1
    if i >= stop or parse.tags[i] not in _NOUNS:
        return False
    return not plural or parse.tags[i] in ("NNS", "NNPS") or (parse.tags[i] == "NNP" and parse.forms[i].endswith("s"))


def _listed_head(parse: Text, head: int, stop: int) -> int:
    """`dozens of technology, media and advertising companies`: the plural that ends a list of modifiers, else the noun itself."""
    i = head + 1
    if i >= len(parse) or parse.words[i] not in (",", "and", "or", "/"):
        return head
    while i < min(stop + 3, len(parse)) and parse.tags[i] in ("NN", "JJ", "VBG", ",", "CC", "HYPH", "NNS", "NNPS"):
        if parse.tags[i] == "NNS" and parse.tags[i - 1] in ("NN", "JJ", "VBG"):
            return i
        i += 1
    return head


def _proper(parse: Text, i: int, stop: int) -> bool:
    """A capitalised name of two words or more goes on."""
    return i + 1 < stop and parse.tags[i] in ("NNP", "NNPS") and parse.tags[i + 1] in _NOUNS


def _goes_on(parse: Text, i: int, stop: int) -> bool:
    """An adverb, comma or conjunction inside the modifiers of a noun (`heavily armed men`, `small and light arms`)."""
    if i + 1 >= stop:
        return False
    following = parse.tags[i + 1]
    if parse.tags[i] == "," and following == "CC" and i + 2 < stop:
        following = parse.tags[i + 2]
    if parse.tags[i] == "CC" and i > 1 and parse.tags[i - 1] == ",":
        return following in ("JJ", "JJR", "VBN") and parse.words[i] != "but"
    if parse.tags[i] == "," or parse.tags[i] == "CC":
        return (
            i > 0
            and parse.tags[i - 1] in ("JJ", "JJR", "VBN")
            and following in ("JJ", "JJR", "VBN")
            and parse.words[i] != "but"
        )
    return following in ("JJ", "VBN", "VBG", "NN", "NNS") and parse.words[i] not in (
        "ago",
        "later",
        "earlier",
        "not",
        "respectively",
    )


VOTING = frozenset({"against", "voting", "abstaining", "opposing", "favour", "favor", "supporting"})
"""What voters do, which the tagger takes for what they are."""


def _is_date_word(parse: Text, i: int) -> bool:
    return parse.words[i] in DAYS


DAYS = frozenset(
    {
        *(name.lower() for name in WEEKDAYS),
        *(name.lower() for name in calendar.month_name[1:] if name not in ("March", "May")),
        "yesterday",
        "today",
        "tomorrow",
    }
)
"""Words of days, which nothing is counted in and no name ends with."""


def _keeps_capital(parse: Text, i: int) -> bool:
    """Nationals keep their capital (`three Kenyans`)."""
    return parse.kinds[i] == "NORP" or parse.tags[i] == "NNPS"
