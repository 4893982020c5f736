"""Language: which one a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.resources import Models

LANGUAGE_FILES = ("stop_words.csv",)
"""Files of `models/` that `load_languages` reads."""


@dataclass(frozen=True, slots=True)
class StopWords:
    """A line of `stop_words.csv`: ISO 639-1 code, name, and the commonest words of the language."""

    language: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Languages:
    """word → the languages it is common in, and code → name."""

    by_word: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


def load_languages(models: Models) -> Languages:
    """The languages of `stop_words.csv`; raises KnowledgeError naming file and line."""
    rows = models.csv("stop_words.csv", StopWords, unique="language")
    by_word: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for word in row.words:
            by_word[word] = (*by_word.get(word, ()), row.language)
    return Languages(by_word, {row.language: row.name for row in rows})


_SAMPLE = 1000
"""Characters looked at from each of two places: the text's head may be a menu in another language."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_SPACELESS = ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh"))


def find_language(text: str, languages: Languages) -> str:
    """ISO 639-1 code of a text's language; `und` where too few of its words are common in any, or two fit alike."""
    sample = text[:_SAMPLE]
    if len(text) > 3 * _SAMPLE:
        sample += text[len(text) // 2 : len(text) // 2 + _SAMPLE]
    if not sample.isascii():
        for script, code in _SPACELESS:
            if len(script.findall(sample)) > 0.2 * len(sample.strip() or " "):
                return code
    words = sample.casefold().split()
    hits: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for code in languages.by_word.get(word, ()):
            hits[code] += times
    best = hits.most_common(2)
    if not best or best[0][1] < max(2, 0.06 * len(words)):
        return "und"
    if len(best) == 2 and best[0][1] == best[1][1]:
        return "und"
    return best[0][0]
