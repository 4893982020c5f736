"""Labels: whom the label of a transcript's turn names."""

from __future__ import annotations

import re

from pipeline.quotes.antecedents import Resolution, as_person
from pipeline.quotes.candidates import Party, Register
from pipeline.quotes.name_words import name_tokens

_BRACKETS = re.compile(r"\s*\(([^()]+)\)")
_FORM = re.compile(r"^(?:The|Mr|Ms|Mrs|Dr)\.?\s+")
_QUESTIONS = frozenset({"Q", "Q.", "QUESTION", "QUESTIONS"})
_ANSWERS = frozenset({"A", "ANSWER"})
_SPOKESPERSONS = frozenset({"spokesperson", "spokesman", "spokeswoman", "speaker"})


def read_label(label: str, register: Register, office: str | None = None) -> Resolution:
    """A person by surname or office, the outlet that asks, the one who answers; else the label as written.

    office: the spokesperson's, as the document's heading has it (`Statements by the spokesperson`), for answers.
    """
    label = re.sub(r"\s+", " ", label)
    outlet = _BRACKETS.search(label)
    plain = _BRACKETS.sub("", label).strip()
    if plain.upper() in _QUESTIONS:
        name = outlet[1] if outlet else None
        return Resolution(name=name, kind="body" if outlet else "role", rule="questioner")
    if plain.upper() in _ANSWERS:
        found = _host(register)
        if office is not None and (found is None or not found.described & _SPOKESPERSONS):
            return Resolution(name=office, kind="role", rule="answerer-office")
        return as_person(found, "answerer") if found else Resolution(name=None, kind="role", rule="answerer-open")
    words = name_tokens(plain)
    party = register.by_name(words[-1:], 0)
    if party is not None:
        return as_person(party, "label")
    fits = [p for p in register.people if words and set(words) - {"the"} <= p.described]
    if len(fits) == 1:
        return as_person(fits[0], "label-role")
    name, comma, outlet_name = plain.partition(", ")
    party = register.by_name(name_tokens(name)[-1:], 0) if comma else None
    if party is not None:
        # `Mr. NAME, Official Spokesperson`
        return as_person(party, "label")
    asks = any(body.tokens == name_tokens(outlet_name) for body in register.bodies)
    outlet_like = asks or (outlet_name.isupper() and not name.isupper())
    if comma and (outlet_like or (" " in name and register.is_given(name.split()[0]))):
        return Resolution(name=name.title() if name.isupper() else name, kind="person", rule="label-name")
    # Short labels in capitals are outlets: AFP, CCTV.
    shown = plain.title() if plain.isupper() and len(plain) > 4 else plain
    return Resolution(name=_FORM.sub("", shown), kind="role", rule="label-as-written")


_BRIEFER = re.compile(
    r"\b(?:[Tt]he\s+)?((?:(?:[Dd]eputy|[Mm]inistry|MFA|[Oo]fficial)\s+)?[Ss]pokes(?:person|man|woman))\b"
)


def find_briefer(heading: str) -> str | None:
    """The spokesperson that a heading names by office alone."""
    found = _BRIEFER.search(heading)
    return found[1].lower().replace("mfa", "MFA") if found else None


def _host(register: Register) -> Party | None:
    """Who answers the questions of a press conference: the spokesperson, or the first person named."""
    people = [n.party for n in register.named if n.party.kind == "person"]
    speaking = [p for p in people if p.described & _SPOKESPERSONS]
    return next(iter(speaking or people), None)
