"""Names of people: what stands after a title, in a signature or before a colon, and the short forms later on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.entities.candidates import Candidate, Lists, Surroundings
from pipeline.entities.words import BREAK, SYLLABLE, Words

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"})
_SURNAMES_TOO = frozenset(
    {"King", "Prince", "Bishop", "Pope", "Judge", "Baron", "Duke", "Marshal", "Major", "Chancellor"}
)
"""Titles that are surnames as well, at the end of a name: `Angus King said`, but not `Jordan King Abdullah`."""
_CIVIL = frozenset({"Mr", "Ms", "Mrs", "Miss"})
"""Forms of address that only people have, also those called like a place: `Ms Baloch`, `Mr. France`."""
_LONGEST = 14
"""Words of the longest personal name taken, with particles and hyphens."""
_PORTFOLIO_LINKS = frozenset({"of", "for", "the", "and", "&", ",", "to", "’s", "'s"})
_PIECES = re.compile(r"[\w.’']+|[-‑]")


def name_end(around: Surroundings, k: int) -> int:
    """End of the personal name that starts at word k; k itself when none does."""
    words, lists, texts = around.words, around.lists, around.words.texts
    size = len(texts)
    at = end = k
    while at < size and at - k < _LONGEST:
        word = texts[at]
        if word.strip(".").lower() in _SUFFIXES:
            return at + 1 if end > k else k
        if at == k and word in lists.given and _stands_inside(words, at) and _name_follows(texts, at + 1, lists):
            at = end = at + 1  # `the clerk | Will Lind`
        elif word.lower() in lists.particles and (end > k or at == k) and _leads_on(texts, at, lists):
            at += 1
        elif at > end and at > k + 1 and lists.is_name_word(word) and at not in around.known:
            at = end = at + 1  # `Charles de la | Tour`
        elif lists.is_personal(word) and (
            at == k
            or at not in around.known
            or "PERSON" in around.labels(at)
            or _doubles(around, k, at)
            or _also_surname(around, k, at)
        ):
            at += 1
            end = at
        elif at > k and at + 1 < size and _joins(words, at, lists):
            at += 1
            if _second_syllable(texts, at, k):
                at = end = at + 1
                while texts[at : at + 1] in (["-"], ["‑"]) and _third_syllable(words, at):
                    at = end = at + 2
        elif at > k and at == end and word in _SURNAMES_TOO and _closes(texts, at + 1, lists):
            at += 1
            end = at
        else:
            break
    return end


def _closes(texts: list[str], at: int, lists: Lists) -> bool:
    """Whether no more of a name follows, or only `Jr.`."""
    return (texts[at : at + 1] != [] and texts[at].strip(".").lower() in _SUFFIXES) or not _name_follows(
        texts, at, lists
    )


def _stands_inside(words: Words, k: int) -> bool:
    """Whether a word stands inside a sentence, so that its capital is its own."""
    before = words.text[max(0, words.starts[k] - 2) : words.starts[k]]
    return before.endswith(" ") and (before[0].isalnum() or before[0] in ",)")


def could_be_given(k: int, j: int, around: Surroundings) -> bool:
    """Whether a place's name at k may be a given name: `Jordan`, `Chad`, `Georgia` before a surname."""
    after, lists = around.known[k], around.lists
    start = around.words.starts[k]
    if around.words.texts[k] not in lists.given and around.words.text.endswith(
        (" in ", " of ", " to ", " from "), 0, start
    ):
        return False  # `the agency's representative in Bangladesh NAME`
    return (
        after == k + 1
        and after < j
        and lists.is_name_word(around.words.texts[after])
        and not lists.is_title(around.words.texts[after])
        and any(n.label == "GPE" for n in around.names[k])
    )


def _also_surname(around: Surroundings, k: int, at: int) -> bool:
    """Whether a place's name right after a given name is a surname: `Jim Jordan`, `Vicente Medina`."""
    texts, lists = around.words.texts, around.lists
    return (
        at == k + 1
        and texts[at] in lists.place_surnames
        and around.known[at] == at + 1
        and k not in around.known
        and not around.in_heading(k)
        and not _name_follows(texts, at + 1, lists)
    )


def _doubles(around: Surroundings, k: int, at: int) -> bool:
    """Whether a place or a people's name is part of a person's: `Monica Medina`, `Roch Marc Christian Kaboré`."""
    texts, lists = around.words.texts, around.lists
    if around.known[at] != at + 1 or around.in_heading(at):
        return False
    if at == k + 1 and _opens_double(around, at):
        return True
    named = at + 1 < len(texts) and at + 1 not in around.known and lists.is_personal(texts[at + 1])
    if texts[at] in lists.given and named:
        return True
    return (
        at == k + 1
        and texts[k] in lists.given
        and all(name.thing.startswith("place:") for name in around.names[at])
        and texts[at + 1 : at + 2] != ["-"]
    )


def _opens_double(around: Surroundings, at: int) -> bool:
    """Whether a place's name is the first half of a double surname: `Rodrigues-Birkett`."""
    words, after = around.words, at + 2
    if after >= len(words.texts) or words.texts[at + 1] != "-" or words.starts[after] != words.ends[at] + 1:
        return False
    return after not in around.known and around.lists.is_personal(words.texts[after])


def _joins(words: Words, at: int, lists: Lists) -> bool:
    """Whether a sign at a place inside a name holds it together: a hyphen, the stop of an initial, the comma of `, Jr.`."""
    texts = words.texts
    sign, before, after = texts[at], texts[at - 1], texts[at + 1]
    if sign in ("-", "‑", "'", "’"):
        return words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[at + 1]
    if sign == ".":
        return len(before) <= 2 and lists.is_name_word(after) and before.lower() not in lists.particles
    return sign == "," and after.strip(".").lower() in ("jr", "sr")


def _second_syllable(texts: list[str], at: int, first: int) -> bool:
    """Whether a small word after a hyphen goes on with a given name: `Choi Min-jun`, but not `Joe Biden-led`."""
    word, before = texts[at], texts[at - 2]
    if not word.islower() or texts[at - 1] not in ("-", "‑") or at - 2 < first or not before[0].isupper():
        return False
    alone = at - 2 == first and texts[at + 1 : at + 2] and texts[at + 1][0].isupper()
    return bool((at - 2 > first or alone) and SYLLABLE.fullmatch(word) and SYLLABLE.fullmatch(before))


def _third_syllable(words: Words, at: int) -> bool:
    """Whether a hyphen at a place is followed by one more small part of a name: `Prayut Chan-o | -cha`."""
    after = words.texts[at + 1 : at + 2]
    return bool(
        after and after[0].islower() and words.starts[at + 1] == words.ends[at] and SYLLABLE.fullmatch(after[0])
    )


def _name_follows(texts: list[str], at: int, lists: Lists) -> bool:
    """Whether a word that can be in a personal name stands at a place."""
    return at < len(texts) and texts[at] is not BREAK and (lists.is_personal(texts[at]) or lists.is_title(texts[at]))


def _leads_on(texts: list[str], at: int, lists: Lists) -> bool:
    """Whether a particle is followed by a name, perhaps after more particles."""
    after = at + 1
    while after < len(texts) and (texts[after] in ("-", "‑", "’", "'") or texts[after].lower() in lists.particles):
        after += 1
    return after < len(texts) and lists.is_name_word(texts[after])


_LONGEST_ABBREVIATED = 6


def find_titled(around: Surroundings) -> Iterator[Candidate]:
    """Names right after a title: `Foreign Minister Sergey Lavrov`, `Mr. Price`, `Sheikh Mohammed bin Zayed Al Nahyan`."""
    texts, lists = around.words.texts, around.lists
    for k in range(1, len(texts)):
        word = texts[k]
        if not (word[0].isupper() or word in lists.particles) or lists.is_office(word) or word.lower() in _SUFFIXES:
            continue
        before = k - 1
        while before > 0 and (texts[before] == "." or texts[before] in ("II", "III")):
            before -= 1
        # `Thank you, Mr. Secretary. Are you …` begins a sentence; only abbreviations have a stop of their own.
        if texts[k - 1] == "." and len(texts[before]) > _LONGEST_ABBREVIATED:
            continue
        if not _ends_title(texts, before, lists) or lists.is_generic(f"{texts[before]} {word}"):
            continue  # a `General License` is nobody's
        civil = texts[before].rstrip(".") in _CIVIL
        named = k not in around.known or "PERSON" in around.labels(k) or (civil and around.known[k] == k + 1)
        if not named and _surname_of_place(around, k, civil):
            yield Candidate(k, k + 1, "PERSON", "after-title", 0)
            continue
        if not named and not could_be_given(k, min(k + 3, len(texts)), around):
            continue
        end = name_end(around, k)
        if end == k + 1 and _place_for_surname(around, k):
            end += 1
        if not named and end - k < 2:
            continue
        if end > k and not (around.in_heading(k) and end - k == 1 and texts[k] in lists.headings):
            yield Candidate(k, end, "PERSON", "after-title", 0 if civil else 3)
            if texts[before].endswith("s") and not civil:
                yield from _listed(around, end, 1 if end - k == 1 else 2)


def find_given(around: Surroundings) -> Iterator[Candidate]:
    """Names by a given name and what follows it: `the clerk Will Lind`, `Georgia Lind`; none of a heading."""
    texts, lists = around.words.texts, around.lists
    for k, word in enumerate(texts[:-1]):
        if word not in lists.given or (k and lists.is_name_word(texts[k - 1])) or around.in_heading(k):
            continue
        if k in around.known and not could_be_given(k, k + 2, around):
            continue
        end = name_end(around, k)
        names = texts[k + 1 : end]
        opens = around.is_common(word) and not _stands_inside(around.words, k)
        if not names or opens or any(lists.head(name) or around.is_common(name) for name in names):
            continue
        yield Candidate(k, end, "PERSON", "given-name", 4)


def _surname_of_place(around: Surroundings, k: int, civil: bool) -> bool:
    """Whether a town's name right after an office is a person's: `Foreign Minister Holguín said`, no country's."""
    place = all(name.thing.startswith("place:") and name.label == "GPE" for name in around.names[k])
    single = place and not civil and around.known[k] == k + 1 and not around.in_heading(k)
    return single and _SMALL_NEXT.match(around.words.text, around.words.ends[k]) is not None


def _place_for_surname(around: Surroundings, k: int) -> bool:
    """Whether the place after a single unknown name behind a title is its surname: `Finance Minister Sinisa | Mali`."""
    words, lists, at = around.words, around.lists, k + 1
    if k in around.known or at >= len(words.texts) or around.known.get(at) != at + 1 or around.in_heading(k):
        return False
    adjacent = words.text[words.ends[k] : words.starts[at]] == " " and not words.texts[k].isupper()
    plain = around.labels(at) == {"GPE"} and not _name_follows(words.texts, at + 1, lists)
    return adjacent and plain and words.texts[at + 1 : at + 2] not in (["-"], ["’s"], ["'s"])


def _listed(around: Surroundings, at: int, least: int) -> Iterator[Candidate]:
    """The further names after a title in the plural: `Ministers Ana Lind (Trade) | and Jan Berg (Labour)`.

    least: words of the shortest name, one where the first has one.
    """
    texts, lists = around.words.texts, around.lists
    for _ in range(_LONGEST):
        if texts[at : at + 1] == ["("]:
            close = next((k for k in range(at + 1, min(at + 12, len(texts))) if texts[k] in (")", BREAK)), at)
            at = close + 1 if texts[close] == ")" else at
        elif texts[at : at + 1] == ["of"] and at + 1 in around.known:
            at = around.known[at + 1]
        joins = at
        while texts[joins : joins + 1] and texts[joins] in (",", "and", "&") and joins - at < 2:
            joins += 1
        known = joins in around.known and "PERSON" not in around.labels(joins)
        end = name_end(around, joins) if at < joins < len(texts) and not known else joins
        if end - joins < least or lists.head(texts[end - 1]) is not None:
            return
        yield Candidate(joins, end, "PERSON", "after-title", 3)
        at = end


def _ends_title(texts: list[str], at: int, lists: Lists) -> bool:
    word = texts[at]
    if word in lists.titles or word + "." in lists.titles or (word.isupper() and word.capitalize() in lists.titles):
        return True
    return (
        word in ("Parliament", "Congress")
        and at > 1
        and texts[at - 1] in ("of", "the")
        and "Member" in texts[at - 3 : at]
    )


def find_ministers(around: Surroundings) -> Iterator[Candidate]:
    """Names after an office that says what or whom it is for: `Minister of Foreign Affairs and Trade of X Péter Nagy`."""
    texts, lists, known = around.words.texts, around.lists, around.known
    for k in range(1, len(texts) - 2):
        if texts[k] not in ("of", "for", "to") or not lists.is_title(texts[k - 1]):
            continue
        at = k + 1
        stop = known.get(at + (texts[at] == "the"), 0)
        if 0 < stop < len(texts) and texts[stop] == "," and texts[k - 1][-1] != "s":
            yield from _named_after(around, stop + 1)
        while at < len(texts) and (texts[at] in _PORTFOLIO_LINKS or texts[at] in lists.portfolios or at in known):
            if "PERSON" in around.labels(at):
                break
            at = known.get(at, at + 1)
            if texts[at : at + 1] == ["("] and texts[at + 2 : at + 3] == [")"] and texts[at + 1].isupper():
                at += 3
        if at == k + 1:
            end = name_end(around, at)
            start = _past_portfolio(around, at, end)
            if start > at and not _ends_as_body(around, end) and not _goes_on(around, at, end):
                yield Candidate(start, end, "PERSON", "after-office", 3)
        elif at < len(texts) and texts[at - 1] not in _PORTFOLIO_LINKS:
            end = name_end(around, at)
            single = end - at == 1 and _could_be_surname(around, at)
            if (end - at > 1 or single) and not _ends_as_body(around, end) and not _goes_on(around, at, end):
                yield Candidate(at, end, "PERSON", "after-office", 3)


def _goes_on(around: Surroundings, start: int, end: int) -> bool:
    """Whether the capitals of a heading go on behind a name, so that its end is not to be seen."""
    after = around.words.texts[end : end + 1]
    return around.in_heading(start) and (
        not after or (after[0][0].isalnum() and after[0] != "and") or after[0] is BREAK
    )


def cut_portfolios(found: Iterable[Candidate], around: Surroundings) -> None:
    """Cut what an office is for from the names of people: `Minister of Ports | Ingrid Lind`."""
    texts = around.words.texts
    for c in found:
        of_title = c.i > 1 and texts[c.i - 1] in ("of", "for") and around.lists.is_title(texts[c.i - 2])
        if of_title and c.label == "PERSON" and c.from_model:
            c.i = _past_portfolio(around, c.i, c.j)


def _past_portfolio(around: Surroundings, start: int, end: int) -> int:
    """First word of the name in the words after `Minister of`: the first given name, else the last but one of three."""
    texts, given = around.words.texts, around.lists.given
    if texts[start] in given:
        return start
    named = next((k for k in range(start + 1, end - 1) if texts[k] in given), None)
    return named if named is not None else start + (end - start == 3)


_ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ness|ity|ing|ship|ance|ence|anc[ey]|enc[ey]|ism|ogy|ics|ies|age|ure|ealth|hood|ers|ors)$"
)


_SMALL_NEXT = re.compile(r" (?!(?:of|for|and|to|in|on|at)\b)[a-z]")


def _could_be_surname(around: Surroundings, at: int) -> bool:
    """Whether the one word after an office and what it is for is a name: `Secretary of Homeland Security Mayorkas`."""
    word, lists = around.words.texts[at], around.lists
    listed = lists.is_title(word) or lists.is_office(word) or lists.is_generic(word) or word in lists.abstract
    known = at in around.known and "PERSON" not in around.labels(at)
    # Not `and Emergency Relief Coordinator`, nor `and Security Policy, NAME`.
    if around.words.texts[at - 1] not in lists.portfolios or not _SMALL_NEXT.match(
        around.words.text, around.words.ends[at]
    ):
        return False
    return not listed and not known and len(word) > 3 and not word.isupper() and not _ABSTRACT.search(word)


def _ends_as_body(around: Surroundings, end: int) -> bool:
    """Whether the words before a place end with the noun of a body, in one word or two: `Taskforce`, `Task Force`."""
    last, two = around.words.texts[end - 1], "".join(around.words.texts[end - 2 : end])
    return around.lists.head(last) is not None or around.lists.head(two.capitalize()) is not None


_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:person|man|woman)|minister|ambassador|envoy|head|chief|director|secretary|representative|commissioner|advis[eo]r)"
    r"\s(?:for|of|to|at)\s(?:the\s)?$"
)


def find_officers(around: Surroundings) -> Iterator[Candidate]:
    """Names after an office in small letters and whom it is for: `spokesperson for the Ministry of Finance of Peru Ana Quispe`."""
    words = around.words
    for i, j in around.known.items():
        start = words.starts[i]
        if j >= len(words.texts) or j in around.known or not around.labels(i) & {"ORG", "GPE"}:
            continue
        if not _SPEAKS_FOR.search(words.text, max(0, start - 40), start):
            continue
        end = name_end(around, j)
        if end - j > 1 and not _ends_as_body(around, end) and not around.in_heading(j):
            yield Candidate(j, end, "PERSON", "after-office", 3)


def _named_after(around: Surroundings, at: int) -> Iterator[Candidate]:
    """The person after the comma of `the Ambassador of Peru, Ana Quispe, …`."""
    texts, lists = around.words.texts, around.lists
    end = name_end(around, at)
    plain = not any(k in around.known or lists.head(texts[k]) for k in range(at, end))
    if end - at > 1 and plain and not around.in_heading(at) and texts[end : end + 1] != ["("]:
        yield Candidate(at, end, "PERSON", "after-office", 3)


def find_turns(around: Surroundings) -> Iterator[Candidate]:
    """Names before a colon at the start of a line, after a title or in capitals: `SECRETARY BLINKEN:`, `MR PRICE:`."""
    words, lists = around.words, around.lists
    texts, text = words.texts, words.text
    for k, word in enumerate(texts):
        if (k and texts[k - 1] is not BREAK) or not lists.is_name_word(word):
            continue
        start = k
        while start < len(texts) and (lists.is_office(texts[start]) or texts[start] == "."):
            start += 1
        end = name_end(around, start)
        if end <= start or (start in around.known and "PERSON" not in around.labels(start)):
            continue
        capitals = words.surface(start, end).isupper()
        if texts[end : end + 1] == [","] and end - start < 4:
            yield from _outlet(around, end + 1)
        if text.startswith((":", "："), words.ends[end - 1]) and (start > k or (capitals and end - start > 1)):
            yield Candidate(start, end, "PERSON", "turn", 2)
        elif (
            capitals
            and end - start > 1
            and (
                (texts[end : end + 1] == [","] and _title_near(texts, end + 1, lists))
                or _from_floor(around, start, end)
                or (_alone(text, words.starts[k], words.ends[end - 1]) and _signs(texts, start, end))
            )
        ):
            yield Candidate(start, end, "PERSON", "signature", 2)


def _outlet(around: Surroundings, at: int) -> Iterator[Candidate]:
    """The outlet in the label of somebody who asks: `Ana Lind, Morning Herald: Sir, …`."""
    words, lists = around.words, around.lists
    end = at
    while end < len(words.texts) and end - at < 4 and lists.is_name_word(words.texts[end]):
        end += 1
    plain = not any(lists.is_office(t) or lists.is_generic(t) for t in words.texts[at:end])
    plain = plain and (end - at > 1 or words.texts[at].isupper())
    if end > at and at not in around.known and plain and words.text.startswith((":", "："), words.ends[end - 1]):
        yield Candidate(at, end, "ORG", "label-outlet", 4)


def _from_floor(around: Surroundings, start: int, end: int) -> bool:
    """Whether capitals that open a paragraph are a delegate’s or a petitioner’s: `ANA DE LIMA (Chile)`, `LU BO, Peace Watch, said`."""
    words, texts = around.words, around.words.texts
    sign, after = texts[end : end + 1], end + 1
    if sign == ["("]:
        close = around.known.get(after, 0)
        return 0 < close < len(texts) and texts[close] == ")" and bool(around.labels(after) & {"GPE", "ORG"})
    if (
        sign != [","]
        or after + 1 >= len(texts)
        or any(around.lists.head(t) or k in around.known for k, t in enumerate(texts[start:end], start))
    ):
        return False
    word = texts[after]
    named = after in around.known and "ORG" in around.labels(after)
    line = words.text[words.ends[after] : words.ends[after] + _OPENING]
    return word[0].isupper() and not word.isupper() and (named or bool(_SAID.search(line)))


_OPENING = 120
"""Characters after a petitioner's name in which the reporting verb stands."""
_SAID = re.compile(
    r",\s(?:said|stressed|noted|recalled|told|urged|called|asked|added|emphasized|underlined|thanked|spoke)\b"
)


def _title_near(texts: list[str], k: int, lists: Lists) -> bool:
    """Whether an office follows: `, Secretary-General of …`, `, Permanent Representative`."""
    return any(lists.is_title(word) for word in texts[k : k + 3])


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch fills its line."""
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 2].strip(" .")[:1] in ("", "\n")


def _signs(texts: list[str], start: int, end: int) -> bool:
    """Whether capitals are a person's: they hold an initial or a suffix."""
    return any(len(t.strip(".")) == 1 or t.strip(".").lower() in ("jr", "sr") for t in texts[start:end])


def short_forms(name: str, particles: frozenset[str]) -> list[str]:
    """The forms by which a text goes on with a full name: the surname, with its particles and without them."""
    parts = [p for p in name.replace(",", " ").split() if p.strip(".").lower() not in _SUFFIXES]
    if len(parts) < 2:
        return []
    k = len(parts) - 1
    forms = [parts[k], parts[0]]
    while k > 1 and parts[k - 1].lower() in particles:
        k -= 1
        forms.append(" ".join(parts[k:]))
    forms += [
        " ".join(parts[at : at + 2]) for at in range(1, len(parts) - 1) if parts[at].lower() in ("bin", "ibn", "abu")
    ]
    if len(parts) > 2 and parts[-2].lower() not in particles:
        forms.append(" ".join(parts[-2:]))
    return forms


def find_short_forms(words: Words, full: Iterable[str], lists: Lists) -> Iterator[Candidate]:
    """Later mentions of the people a text names in full, by surname, also in capitals."""
    wanted: dict[str, set[tuple[str, ...]]] = {}
    for name in full:
        for form in (*short_forms(name, lists.particles), name):
            pieces = tuple(_PIECES.findall(form))
            if len(form) > 2 and pieces and not lists.is_title(pieces[0]) and not lists.is_generic(form):
                for variant in (pieces, tuple(p.upper() for p in pieces)):
                    wanted.setdefault(variant[0], set()).add(variant)
    texts = words.texts
    for k, word in enumerate(texts):
        for variant in wanted.get(word, ()):
            if tuple(texts[k : k + len(variant)]) == variant:
                yield Candidate(k, k + len(variant), "PERSON", "surname", 4)
