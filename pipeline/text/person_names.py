"""Personal names: a key that is the same for the usual romanisations and spellings of one full name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "'": "",
        "’": "",
        "‘": "",
        "ʼ": "",
        "ʻ": "",
        "ʿ": "",
        "ʾ": "",
        "`": "",
        "´": "",
    }
)

_CYRILLIC = (
    "а=a б=b в=v г=g д=d е=e з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ы=y э=e ё=e ж=zh й=i ч=ch "
    "ш=sh щ=shch ъ= ь= ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u"
)
_ROMAN = str.maketrans(dict(pair.split("=") for pair in _CYRILLIC.split(" ")))

_FOLDS = tuple(
    (re.compile(pattern), fold)
    for pattern, fold in (
        # Letters one sound is written with in turn: Sergej/Sergey, Viktor/Victor, Qasim/Kasim, Lukashenko/Lukašenko.
        (r"[yj]", "i"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"ct", "kt"),
        (r"tz", "ts"),
        (r"^ie(?=[a-z])", "e"),
        (r"kh", "h"),
        (r"sch", "s"),
        (r"([gtdbscz])h", r"\1"),
        # Long vowels and umlauts written out: Youssef/Yusuf, Juerg/Jürg, Rasheed/Rashid.
        (r"oo|ou", "u"),
        (r"(?<=[a-z]{2})ee(?=[a-z])", "i"),
        (r"([aou])e(?=[a-z])", r"\1"),
        # Doubled letters are kept or dropped at will: Hassan/Hasan, Zelenskyy/Zelensky, Guterres/Gutteres.
        (r"(.)\1+", r"\1"),
        # A vowel that only some romanisations write: Aleksandr/Alexander.
        (r"(?<=[bdtp])r$", "er"),
        # Arabic names whose short vowels every language writes its own way.
        (r"^m[aou]ham[ae]d$", "muhamad"),
        (r"^ahm[ae][dt]$", "ahmad"),
        (r"^h[ou]s[ae]i?n$", "husain"),
        (r"^abd[aou]la$|^abd[aou]lah$", "abdulah"),
        (r"^i[ou]s[eou]f$", "iusuf"),
        (r"^[ou]mar$", "umar"),
        (r"^[ou](s|t)man$", "usman"),
        (r"^m[ou]stafa$", "mustafa"),
        (r"^[ei]brahim$", "ibrahim"),
        (r"^(k?)hal[ei]d$", "halid"),
        (r"^abd[aeu]l?$", "abd"),
        (r"^(bin|ben|ibn)$", "bin"),
    )
)
"""Rules in order, each applied to one word of a name; what they join is joined on purpose, so they stay few."""

_ARTICLES = frozenset({"al", "el", "ul", "as", "ad", "ash", "at", "an"})
"""Arabic articles: `Bashar al-Assad` and `Bashar Assad` are one name."""

_COMPOUND = re.compile(r"^abd[aeu]l(?=[a-z]{4})(?!lah|ah)")


def plain(text: str) -> str:
    """The text in small Latin letters without diacritics and apostrophes; other scripts than Cyrillic stay."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    text = text.casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFC", text).translate(_ROMAN)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.translate(_LETTERS)


def name_words(name: str, honorifics: Collection[str] = ()) -> list[str]:
    """The folded words of a name, in order: `Sergej V. Lavrov` → `sergei v lavrov`.

    honorifics: small letters without full stop (`dr`, `smt`); leading ones are left out as long as a word remains.
    """
    raw = re.findall(r"[^\W_]+", plain(name))
    first = 0
    while first < len(raw) - 1 and raw[first] in honorifics:
        first += 1
    raw = raw[first:]
    words: list[str] = []
    for i, word in enumerate(raw):
        if word in _ARTICLES and 0 < i < len(raw) - 1:
            continue
        words += [fold_word(part) for part in _COMPOUND.sub("abd ", word).split()]
    return words


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word of a name, already `plain`, in the spelling that all its romanisations share; an initial is kept."""
    if len(word) == 1:
        return word
    for pattern, fold in _FOLDS:
        word = pattern.sub(fold, word)
    return word


def person_key(name: str, honorifics: Collection[str] = ()) -> str:
    """A full name as an id that its usual spellings share: `Andrey Krutskikh` and `Andrei Krutskikh` → `andrei-krutskih`.

    Diacritics, apostrophes, hyphens and Arabic articles do not count, initials do. Empty for a name without letters.
    """
    return "-".join(name_words(name, honorifics))


def name_slug(name: str) -> str:
    """A name as a part of an id that people read: `José Álvarez` → `jose-alvarez`."""
    return "-".join(re.findall(r"[^\W_]+", plain(name)))
