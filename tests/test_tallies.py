"""Tallies: whatever the wording, the figures are those the text was made of."""

import random
from pathlib import Path

from pipeline.resources import Models
from pipeline.text import numerals as written
from pipeline.votes import patterns, tallies
from pipeline.votes.figures import Figure, Tally

MODELS = Models(Path(__file__).parents[1] / "models", [*patterns.READS, *written.READS])
WORDS = written.load_words(MODELS)
GRAMMAR = patterns.load_grammar(MODELS)


def find(text: str) -> list[Tally]:
    """The tallies of a text whose numerals are all taken for figures."""
    numerals = [n for n in written.find_numerals(text, WORDS) if n.form == "cardinal"]
    figures = [
        Figure(n.start, n.end, int(n.value)) for n in numerals if n.value is not None and n.value == int(n.value)
    ]
    return tallies.find_tallies(text, figures, GRAMMAR)


def counts(tally: Tally) -> tuple[int | None, ...]:
    return tuple(tally.count(role) for role in ("in_favour", "against", "abstained"))


COUNTRIES = [
    "Albania", "Bolivia (Plurinational State of)", "Bosnia and Herzegovina", "Côte d’Ivoire", "Czechia", "Iceland",
    "Democratic People’s Republic of Korea", "Iran (Islamic Republic of)", "Lao People's Democratic Republic", "Mali",
    "Micronesia (Federated States of)", "Russian Federation", "Trinidad and Tobago", "Türkiye", "United Kingdom",
    "United Republic of Tanzania", "United States", "Venezuela (Bolivarian Republic of)", "Viet Nam", "Zimbabwe",
]  # fmt: skip
FULL = [
    "The text was adopted by a recorded vote of {f} in favour to {a} against{la}, with {x} abstentions{lx}.",
    "By a vote of {f} in favour{lf} to {a} against{la}, with {x} abstaining{lx}, the Assembly approved the draft.",
    "It passed by {f} votes to {a}, with {x} abstentions{lx}.",
    "The Council adopted the decision by {f} votes in favour, {a} against and {x} abstentions.",
    "The draft was supported by {f} countries, {a} voted against{la} and {x} abstained{lx}.",
    "{F} member states voted for the document, {a} states, including {one}, voted against it, {x} countries decided to abstain.",
    "{F} countries backed the measure, {a} opposed it and {x} abstained in the vote.",
    "The vote was {f} in favor, {a} against, with {x} abstentions.",
    "The resolution received {f} votes in favour, {a} against{la} and {x} abstentions{lx}.",
    "In favour ({f}): {list}\n\nAgainst ({a}): {list}\n\nAbstaining ({x}): {list}",
    "Votes in favour: {f}; votes against: {a}; abstentions: {x}.",
    "Yes: {f}\nNo: {a}\nAbstentions: {x}\n",
    "A total of {f} delegations voted yes, {a} voted no and {x} abstained.",
    "The Assembly voted {f} in favour and {a} against, while {x} members abstained.",
    "Delegates approved the paper with {f} votes for, {a} against and {x} abstentions.",
    "The motion carried, with {f} states in favour, {a} — {one} — against and {x} abstaining.",
    "{F} voted in favour. {A} voted against and {x} abstained.",
]
SCORES = [
    "The Assembly adopted the text in a {f}-{a}-{x} vote.",
    "The vote was {f}-{a}-{x}.",
    "It was adopted ({f}-{a}-{x}).",
    "The General Assembly voted {f}–{a} with {x} abstentions to adopt it.",
]
NONE = [
    "adopted by {f} votes in favour, none against and {x} abstentions",
    "adopted by a vote of {f} in favour to none against, with {x} abstentions{lx}",
    "{F} states voted in favour, no state voted against and {x} abstained",
    "by a recorded vote of {f} in favour, with no votes against and {x} abstentions",
]
WORDED = ["-", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def said(value: int, chance: random.Random) -> str:
    return WORDED[value] if 0 < value < 13 and chance.random() < 0.5 else str(value)


def fill(template: str, f: int, a: int, x: int, chance: random.Random, *, digits: bool = False) -> str:
    def listed() -> str:
        names = chance.sample(COUNTRIES, chance.randint(1, 6))
        return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]

    say = (lambda value, _: str(value)) if digits else said
    first, second, third = (say(value, chance) for value in (f, a, x))
    return template.format(
        f=first, a=second, x=third, F=first.capitalize(), A=second.capitalize(), list=listed(),
        one=chance.choice(COUNTRIES[10:]), **{k: chance.choice(["", f" ({listed()})"]) for k in ("lf", "la", "lx")},
    )  # fmt: skip


def test_six_hundred_generated_tallies_come_back_as_they_were_made() -> None:
    chance = random.Random(20191227)
    wrong = []
    for case in range(600):
        f, a, x = chance.randint(1, 193), chance.randint(1, 120), chance.randint(1, 90)
        kind = case % 10
        if kind < 7:
            text, want = fill(chance.choice(FULL), f, a, x, chance), (f, a, x)
        elif kind < 9:
            text, want = fill(chance.choice(SCORES), f, a, x, chance, digits=True), (f, a, x)
        else:
            text, want = fill(chance.choice(NONE), f, 0, x, chance), (f, 0, x)
        text = chance.choice(["", "The Committee met on Monday. ", "Five speakers took the floor before.\n\n"]) + text
        found = [counts(tally) for tally in find(text)]
        if found != [want]:
            wrong.append((text, want, found))
    assert not wrong, wrong[:5]
