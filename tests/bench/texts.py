"""Texts to measure with: made up from fixed parts, each different, so that no cache makes them cheap."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PEOPLE = (
    "Amina Okello",
    "Jonas Lindqvist",
    "Claire Moreau",
    "Irina Petrova",
    "Kenji Tanaka",
    "Kofi Osei",
    "Luis Castillo",
)
LANDS = (
    "Chile",
    "Kenya",
    "Norway",
    "Japan",
    "Ghana",
    "Peru",
    "Slovenia",
    "Germany",
    "Fiji",
    "Jordan",
    "Viet Nam",
    "Morocco",
)
BODIES = ("the General Assembly", "the Security Council", "the Third Committee", "the African Union")
TOPICS = (
    "safe drinking water",
    "the law of the sea",
    "small arms",
    "road safety",
    "vaccines",
    "the debt of poor countries",
)
SENTENCES = (
    "By a vote of {a} in favour to {b} against, with {c} abstentions, {body} adopted the text on {topic}.",
    "“We have waited {b} years for this,” {person} of {land} told reporters on {day} {month} 2021.",
    "The representative of {land}, speaking also for {other}, said that {topic} could not wait any longer.",
    "{person}, Minister for Foreign Affairs of {land}, met her counterpart from {other} in Geneva last week.",
    "Some {a} million people in {land} lack access to {topic}, a report of the Secretary-General found.",
    "According to {person}, the resolution recalls decision {b}/{c} and asks States to report by June {year}.",
    "{land} and {other} signed an agreement on {topic} worth ${c} million, the ministry announced on Tuesday.",
    "He added that his country would host the next round of talks, “if our partners agree”, before {month}.",
    "The delegation of {land} stressed the need for trust among neighbours and for patience in the talks.",
)


def make_text(choose: random.Random, sentences: int) -> str:
    """A release of about 18 words a sentence."""

    def fill(pattern: str) -> str:
        land, other = choose.sample(LANDS, 2)
        return pattern.format(
            a=choose.randint(60, 150),
            b=choose.randint(2, 59),
            c=choose.randint(2, 40),
            body=choose.choice(BODIES),
            person=choose.choice(PEOPLE),
            topic=choose.choice(TOPICS),
            land=land,
            other=other,
            day=choose.randint(1, 28),
            month=choose.choice(("March", "May", "September")),
            year=choose.randint(2022, 2030),
        )

    paragraphs = [f"{choose.choice(LANDS)} Welcomes Text on {choose.choice(TOPICS).title()}", "NEW YORK, 5 May 2021 —"]
    left = sentences
    while left > 0:
        paragraphs.append(" ".join(fill(choose.choice(SENTENCES)) for _ in range(min(left, 4))))
        left -= 4
    return "\n\n".join(paragraphs) + "\n"


def make_texts(number: int, sentences: int, seed: int = 1) -> Iterator[str]:
    """Different texts, always the same ones."""
    choose = random.Random(seed)
    for _ in range(number):
        yield make_text(choose, sentences)


def write_corpus(folder: Path, files: int, distinct: int, sentences: int) -> int:
    """Write files, a thousand a folder, that repeat so many distinct texts; returns their words."""
    texts = list(make_texts(distinct, sentences))
    for number in range(files):
        place = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / f"release-{number:07}.txt").write_text(texts[number * 7 % distinct], encoding="utf-8")
    return sum(len(texts[number * 7 % distinct].split()) for number in range(files))
