"""Office phrases: where a head noun, its modifiers and its complements start and end, read word by word."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.offices.lexicon import POSSESSIVE, Complement, Office, RoleWords, Word

LONGEST = 20
"""Words of the longest office read on one side of a name."""

PREPOSITIONS = frozenset({"of", "for", "to", "on", "in", "at"})
DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "my"})
INDEFINITE = frozenset({"a", "an"})
POSTPOSED = frozenset({"ii", "iii", "iv", "elect", "designate", "emeritus", "a.i.", "ad", "interim"})
_CLOSED_TAGS = frozenset({"IN", "DT", "PRP", "PRP$", "CC", "MD", "WDT", "WP", "WRB", "EX", "TO"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "CD"})
LOWER_MODIFIERS = frozenset(
    {
        "deputy",
        "acting",
        "former",
        "then",
        "ex",
        "interim",
        "vice",
        "first",
        "senior",
        "special",
        "permanent",
        "presidential",
    }
)
"""Words in small letters that can stand before an office in capitals; others belong to the clause."""
_STYLES = frozenset({"his", "her", "he", "right", "u", "gen", "count", "father"})
"""Forms of address that are common words in small letters."""


def _is_letter(word: Word, letter: str) -> bool:
    """Whether a word is a capital letter with a stop."""
    return word.low == f"{letter}." and word.text[0].isupper()


class Phrases:
    """Questions about stretches of a text's words.

    words: of one text, from `read_words`. lists: its vocabulary.
    """

    def __init__(self, words: Sequence[Word], lists: RoleWords) -> None:
        self.words = words
        self.lists = lists

    def head_ending(self, end: int) -> tuple[int, Office] | None:
        """First word and office of the head noun whose last word is the one before `end`."""
        word = self.words[end - 1]
        low = word.low.rstrip(".")
        found = self.lists.heads.get(low) or self.lists.heads.get(low.rpartition("-")[2])
        if not found or (word.entity is not None and word.entity.label == "PERSON"):
            return None
        for office in found:
            parts = office.head.split(" ")
            first = end - len(parts)
            if first >= 0 and len(parts) > 1 and [w.low for w in self.words[first:end]] == parts:
                return first, office
        single = [office for office in found if " " not in office.head]
        exact = [office for office in single if office.head == low] or single
        if not exact or (exact[0].means and sum(c.isupper() for c in word.text) < 2):
            return None
        return end - 1, exact[0]

    def is_person(self, i: int) -> bool:
        """Whether a word stands in a person's name."""
        entity = self.words[i].entity
        return entity is not None and entity.label == "PERSON"

    def nominal(self, i: int) -> bool:
        """Whether a word can stand inside an office: a noun, an adjective, a name that is no person's."""
        word = self.words[i]
        if not word.text[0].isalnum() and (word.entity is None or "/" in word.text):
            return False
        if ")-" in word.text:
            return False  # `(Jiji Press)--Japanese Foreign Minister NAME`
        if word.entity is not None:
            return word.entity.label != "PERSON"
        if word.low in self.lists.stops:
            return False
        if word.low in PREPOSITIONS or word.low in DETERMINERS or word.low in INDEFINITE or word.low in ("and", "that"):
            return False
        if word.text[0].isupper():
            return word.tag not in _CLOSED_TAGS or self._acronym(i) or self._under(i)
        return word.tag in _NOUN_TAGS or word.low in LOWER_MODIFIERS

    def _under(self, i: int) -> bool:
        """Whether a word is that of `Under Secretary`."""
        return self.words[i].low == "under" and i + 1 < len(self.words) and self.words[i + 1].low == "secretary"

    def _acronym(self, i: int) -> bool:
        """Whether a word in capitals stands among words that are not (`WHO Director-General`)."""
        after = self.words[i + 1].text if i + 1 < len(self.words) else ""
        return len(self.words[i].text) > 1 and self.words[i].text.isupper() and not after.isupper()

    def is_address(self, i: int) -> bool:
        """Whether a word is a form of address (`H.E.`, `Dr.`, `Smt.`, `His Royal Highness`)."""
        word = self.words[i]
        if word.text in (".", "'", "’") and i > 0 and word.start == self.words[i - 1].end:
            return self.is_address(i - 1)  # `H.E.`, `Dato'`
        if _is_letter(word, "e") and i and _is_letter(self.words[i - 1], "h"):
            return True
        if _is_letter(word, "h") and i + 1 < len(self.words) and _is_letter(self.words[i + 1], "e"):
            return True  # `H. E.`
        low = word.low.rstrip(".")
        return (low in self.lists.honorifics or low in _STYLES) and word.text[0].isupper()

    def skip_address(self, end: int) -> int:
        """First word of the forms of address that end before `end`."""
        while end and self.is_address(end - 1):
            end -= 1
        return end

    def after_address(self, i: int) -> int:
        """First word at or after i that is no form of address."""
        while i + 1 < len(self.words) and self.is_address(i):
            i += 1
        return i

    def phrase_end(self, i: int, stop: int) -> int:
        """End of the noun phrase after a preposition at i - 1; i when there is none or it is indefinite."""
        at = i
        if at < stop and self.words[at].low in DETERMINERS:
            at += 1
        first = end = at
        while at < stop:
            word = self.words[at]
            if word.entity is not None and word.entity.label != "PERSON":
                while at < stop and self.words[at].entity is word.entity:
                    at += 1
                end = at
            elif self.nominal(at) or (word.tag in ("VBG", "VBN") and at + 1 < stop and self.words[at + 1].tag == "NN"):
                at += 1
                end = at
            elif word.low in POSSESSIVE and end == at and at + 1 < stop and self.nominal(at + 1):
                at += 1
            elif end == at > first and word.low == "the" and at + 1 < stop and self._is_country(at + 1):
                at += 1  # `of our partner | the United Kingdom`
            elif word.low in ("and", "&") and end == at:
                next_end = self._joined(at + 1, stop)
                if next_end == at + 1:
                    break
                at = end = next_end
            elif word.text == "," and end == at:
                next_end = self._listed(at, stop)
                if next_end == at:
                    break
                at = end = next_end
            elif word.text == "(" and end == at > first:
                next_end = self._bracketed(at, stop)
                if next_end == at:
                    break
                at = end = next_end
            else:
                break
        return end if end > first else i

    def _is_country(self, i: int) -> bool:
        """Whether a word stands in the name of a country or place."""
        entity = self.words[i].entity
        return entity is not None and entity.label == "GPE" and entity.country is not None

    def _joined(self, i: int, stop: int) -> int:
        """End of what `and` joins to a topic (`Foreign Affairs and International Cooperation`), i when it is another office."""
        at = i + 1 if i < stop and self.words[i].low == "the" else i
        if at < stop and self.words[at].low in ("one", "two", "other"):
            return i
        while at < stop and at - i < 6 and self.nominal(at):
            at += 1
        if at == i or self.has_head(i, at) or (at < stop and self.is_person(at)):
            return i
        return at

    def _listed(self, comma: int, stop: int) -> int:
        """End of a list `Growth, Energy, and the Environment` whose comma is given; the comma when it is no list."""
        at = comma + 1
        while at < stop and at - comma <= 5 and self.nominal(at) and self.words[at].text[0].isupper():
            at += 1
        if at == comma + 1 or self.has_head(comma + 1, at):
            return comma
        if at < stop and self.words[at].text == "," and at + 1 < stop and self.words[at + 1].low not in ("and", "&"):
            return self._listed(at, stop) if self._listed(at, stop) > at else comma
        joint = at + 1 if at < stop and self.words[at].text == "," else at
        if joint < stop and self.words[joint].low in ("and", "&"):
            end = self._joined(joint + 1, stop)
            return end if end > joint + 1 else comma
        return comma

    def _bracketed(self, i: int, stop: int) -> int:
        """End of a short bracket that belongs to a name (`(2006)`, `(OSCE)`), i otherwise."""
        if i + 2 < stop and self.words[i + 2].text == ")":
            inner = self.words[i + 1].text
            if inner.isdigit() or (inner.isupper() and len(inner) > 1):
                return i + 3
        return i

    def has_head(self, i: int, j: int) -> bool:
        """Whether one of the words from i to before j is a head noun of offices."""
        return any(self.head_ending(k + 1) is not None for k in range(i, j))

    def complements(self, i: int, stop: int) -> tuple[list[Complement], int]:
        """The prepositional phrases from word i on, and the word after them."""
        found: list[Complement] = []
        stop = min(stop, i + LONGEST)
        if i < stop and self.words[i].text == "(":
            close = next((k for k in range(i + 1, min(stop, i + 6)) if self.words[k].text == ")"), None)
            inner = range(i + 1, close or i + 1)
            topical = all(self.nominal(k) or self.words[k].low in ("and", "&", ",") for k in inner)
            if close and topical and not any(self.words[k].entity for k in inner) and not self.has_head(i + 1, close):
                found.append(Complement("", tuple(self.words[i : close + 1])))
                i = close + 1
        while i < stop and (
            self.words[i].low in PREPOSITIONS
            or (self.words[i].low == "with" and found and self.words[i - 1].low in ("relations", "cooperation"))
        ):
            end = self.phrase_end(i + 1, stop)
            if end == i + 1 or self.is_person(self.after_address(i + 1)):
                break
            end = self._mandate(end, stop)
            found.append(Complement(self.words[i].low, tuple(self.words[i:end])))
            i = end
        return found, i

    def _mandate(self, end: int, stop: int) -> int:
        """End of `established pursuant to resolution 1267 (1999)` after a body, `end` when that does not follow."""
        if end + 3 >= stop or self.words[end].low != "established":
            return end
        at = end + 1
        while at < stop and at - end < 12 and (self.words[at].text[0].isalnum() or self.words[at].text in "()"):
            if self.words[at].low in ("concerning", "on", "regarding", "said", "briefed"):
                break
            at += 1
        return at
