"""Markup: what a saved page says of its own title, day and site, each clue with the place it was found in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from pipeline.ingest.sources import Clue
from pipeline.text.calendar import find_written_dates

Blocks = Sequence[tuple[str, str]]
"""Tag and text of each block element of a page."""

_META = re.compile(r"<meta\s[^>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ISSUED_NAMES = re.compile(
    r"(?:(?:article|og)[:.](?:published(?:_time)?|release_date)|datepublished|dc(?:terms)?[.:](?:date(?:[.:]issued|[.:]created)?|created|issued)"
    r"|date|pub-?date|publish(?:ed)?[-_]?(?:date|time|on|at)|publication[-_]?date|date\.issued|parsely-pub-date|sailthru\.date|citation_(?:publication_)?date)",
    re.IGNORECASE,
)
_JSON = re.compile(r'"(datePublished|headline)"\s*:\s*"((?:[^"\\]|\\.){8,300})"')
_TIME = re.compile(r"<time\b([^>]{0,400})>([^<]{0,80})", re.IGNORECASE)
_ISSUED = re.compile(r"publi|posted|pubdate|entry-date|issued|created", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|edit(?!or)", re.IGNORECASE)
_ARCHIVE = re.compile(r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?(?:<!-- END WAYBACK TOOLBAR INSERT -->|$)", re.DOTALL)
_DATE_CLASS = re.compile(
    r"""<(?:span|p|div|td|li|h\d|strong|em|b|small|abbr)\b[^>]{0,200}?(?:class|id|itemprop)\s*=\s*["'][^"']{0,80}?(?:date|publi|posted|time(?:stamp)?\b)[^"']{0,60}["'][^>]{0,200}>([^<]{6,80})<""",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SHORT = 60
"""A line that only dates a page is no longer."""
_NEAR = (4, 6)
"""So many blocks above and below the headline can date it."""


def without_archive(html: str) -> str:
    """The page without the toolbar that a web archive puts above it."""
    return _ARCHIVE.sub("", html) if "WAYBACK TOOLBAR" in html else html


def read_metas(html: str) -> dict[str, str]:
    """The first content of each meta element by its casefolded name; elements may stand anywhere in the page."""
    found: dict[str, str] = {}
    for tag in _META.findall(html):
        attributes = {m[1].casefold(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = " ".join(unescape(attributes.get("content", "")).split())
        if name and content:
            found.setdefault(name.casefold(), content)
    return found


def find_days(html: str, metas: dict[str, str], blocks: Blocks, title: str | None) -> list[Clue]:
    """The days that a page gives, from its markup and from the lines around its headline."""
    found = [Clue("meta", value) for name, value in metas.items() if _ISSUED_NAMES.fullmatch(name)]
    found += [Clue("data", match[2]) for match in _JSON.finditer(html) if match[1] == "datePublished"][:2]
    found += _times(html)
    classed = (" ".join(match[1].split()) for match in _DATE_CLASS.finditer(html))
    found += [Clue("date_class", words) for words in classed if _DIGIT.search(words) and not _CHANGED.search(words)][:3]
    return [*found, *(Clue("printed", words) for words in _printed(blocks, title))]


def _times(html: str) -> list[Clue]:
    """What the time elements give: those that say they date the issue, the first of the others, no updates."""
    found: list[Clue] = []
    plain = 0
    for attributes, words in _TIME.findall(html):
        values = {m[1].casefold(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
        value = values.pop("datetime", "") or words
        about = " ".join((*values, *values.values()))
        if _CHANGED.search(about) and not _ISSUED.search(about):
            continue
        if _ISSUED.search(about) and not _CHANGED.search(about):
            found.append(Clue("issued_time", value.strip()))
        elif plain < 1:
            plain += 1
            found.append(Clue("time", value.strip()))
    return found[:4]


def _printed(blocks: Blocks, title: str | None) -> Iterator[str]:
    """The day that a short line near the headline gives, the nearest below first."""
    at = next((n for n, (tag, text) in enumerate(blocks) if tag != "title" and text == title), None)
    if at is None:
        return
    above, below = _NEAR
    for _, text in [*blocks[at + 1 : at + below], *reversed(blocks[max(0, at - above) : at])]:
        dates = find_written_dates(text) if len(text) <= _SHORT and not _CHANGED.search(text) else []
        if len(dates) == 1 and dates[0].date:
            yield text[dates[0].start : dates[0].end]
            return


_PARTS = re.compile(r"\s+(?:[|»•·]|[-–—]|::)\s+|\s*\|\s*")


def find_title(metas: dict[str, str], html: str, blocks: Blocks, extracted: str | None) -> str | None:
    """The headline: what the most of heading, metas, data and title element agree on, none of them the site's name."""
    whole = next((text for tag, text in blocks if tag == "title"), "")
    parts = _PARTS.split(whole)
    site = {_plain(metas.get("og:site_name", "")), *(_plain(p) for p in parts[1:])} - {""}
    headings = [text for tag, text in blocks if tag in ("h1", "h2", "h3") and len(text) <= 400]
    first = [text for tag, text in blocks if tag == "h1" and len(text) <= 400]
    data = [unescape(m[2]) for m in _JSON.finditer(html) if m[1] == "headline"][:1]
    said = [metas.get("og:title", ""), metas.get("twitter:title", ""), *data, whole]
    offered = [*first, *(_PARTS.split(text)[0] if text == whole else text for text in said), extracted or "", whole]
    texts = [text for tag, text in blocks if tag != "title" and len(text) <= 400]
    best = max(
        (" ".join(each.split()) for each in offered if each.strip()),
        key=lambda each: _agreement(_plain(each), said, headings, texts, site),
        default=None,
    )
    return best or None


def _agreement(plain: str, said: Sequence[str], headings: Sequence[str], texts: Sequence[str], site: set[str]) -> int:
    """How much of a page agrees on a headline: a heading of the same words counts more than another paragraph."""
    if plain in site:
        return -1
    folded = [_plain(text) for text in said if text]
    tailed = any(plain.endswith(" " + name) for name in site)
    named = sum(text == plain or text.startswith(plain + " ") for text in folded) if not tailed else 0
    headed = any(_plain(h) == plain for h in headings)
    return 2 * named + 2 * headed + any(_plain(t) == plain for t in texts) + 2 * (plain.count(" ") >= _FEW)


_FEW = 3
"""A headline of more blanks is none of the page's labels."""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def find_site(metas: dict[str, str], blocks: Blocks, title: str | None, extracted: str | None) -> str | None:
    """The site's name where the markup gives one or the title element ends in it; a bare host name is none."""
    if metas.get("og:site_name"):
        return metas["og:site_name"]
    parts = _PARTS.split(next((text for tag, text in blocks if tag == "title"), ""))
    tail = parts[-1].strip() if len(parts) > 1 and _plain(parts[0]) == _plain(title or "") else ""
    for name in (tail, extracted or ""):
        if " " in name and "." not in name and name[:1].isupper():
            return name
    return None
