"""The parse: one spaCy Doc a document, over its whole text, with chrome folded away and paragraphs kept apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

import spacy
from spacy.errors import filter_warning
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from pipeline.parse.fast.distinct import embed_distinct
from pipeline.parse.fast.greedy import is_greedy, run_transitions, stands_test
from pipeline.parse.fast.products import best_ops
from pipeline.parse.model import package_model
from pipeline.tables import SILENT, Segment

EXCLUDE = ("lemmatizer", "attribute_ruler", "senter")
"""Components that no stage needs: without them the model runs at 1.2-1.4 times the speed with the same entities."""

ATTRIBUTES = ("ORTH", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START")
"""What the cache keeps of a token; stages may use these and nothing else."""

LONGEST_WORD = 250
"""Characters of a stretch without a blank that is looked into: the tokenizer's time grows with its square."""

MOST_TOKENS = 300_000
"""Tokens of the longest text that is parsed: each takes some 10 KB until the parse is done."""

GROUP_TOKENS = 16_000
"""Texts are parsed side by side up to so many tokens: more of them cost memory, fewer time."""


_ABBREVIATED = (
    *("Amb.", "Hon.", "Eng.", "Engr.", "Ing.", "Col.", "Lt.", "Maj.", "Capt.", "Cmdr.", "Cdr.", "Brig.", "Sgt."),
    *("Msgr.", "Atty.", "Ma.", "Mohd.", "Muhd.", "Smt."),
)
"""Titles and given names whose stop the tokenizer takes for that of a sentence."""


def load_model(package: str, model: str | None = None, version: str | None = None) -> Language:
    """The spaCy pipeline that an installed package holds, without the components no stage needs; raises ModelError."""
    return load_folder(package_model(package, model, version).folder)


def load_folder(folder: str) -> Language:
    """The spaCy pipeline of a folder, without the components no stage needs, at its fastest; raises OSError when it holds none."""
    # The default model was trained under spaCy 3.7; its components are unchanged in 3.8.
    filter_warning("ignore", error_msg="[W095]")
    nlp = spacy.load(folder, exclude=list(EXCLUDE))
    for word in _ABBREVIATED:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    _speed_up(nlp)
    nlp.greedy = frozenset(name for name, component in nlp.pipeline if is_greedy(component))
    failing = [
        name for name, component in nlp.pipeline if name in nlp.greedy and not stands_test(component, _trial(nlp))
    ]
    nlp.greedy -= set(failing)
    nlp.notes = tuple(
        f"{name} of the model runs in spaCy's own way, which is slower: ours gave something else" for name in failing
    )
    return nlp


def notes_on(nlp: Language) -> tuple[str, ...]:
    """What the summary of a build should say of a model."""
    return tuple(getattr(nlp, "notes", ()))


def _trial(nlp: Language) -> list[Doc]:
    """Texts on which a faster way is tried against spaCy's own."""
    docs = [nlp.make_doc(text) for text in _TRIED]
    for _, component in nlp.pipeline:
        if not is_greedy(component) and hasattr(component, "predict"):
            component.set_annotations(docs, component.predict(docs))
    return docs


_TRIED = (
    "The envoy of Chile, who had arrived in Geneva on Monday, said that 12 states would vote for the text.",
    "“We agree,” Mr. Okello told them. Nobody asked why.",
)


def _speed_up(nlp: Language) -> None:
    """Let the model compute by the faster ways of `parsing`; its results stay what they are."""
    nodes = [node for _, component in nlp.pipeline if hasattr(component, "model") for node in component.model.walk()]
    on_cpu = [node for node in nodes if isinstance(node.ops, NumpyOps)]
    weights = [node.get_param("W") for node in on_cpu if node.has_param("W")]
    ops = best_ops(weight.reshape(-1, weight.shape[-1]) for weight in weights)
    for node in on_cpu:
        node.ops = ops
    for node in nodes:
        embed_distinct(node)


def blank_doc(nlp: Language, text: str, segments: Sequence[Segment], closings: Collection[int] = ()) -> Doc:
    """The tokens of a text before the parse: each silent segment is one token, each segment starts a sentence.

    closings: offsets of closing quotation marks, which never start a sentence. `token.idx` is an offset into `text` for
    every token, and `doc.text == text`.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | None] = []
    within = sorted(closings)
    for segment in segments:
        piece = text[segment.start : segment.end]
        if not piece:
            continue
        starts.append(True)
        if segment.role in SILENT:
            words.append(piece)
            spaces.append(False)
            continue
        tokens = _tokens(nlp, piece)
        words += [word for word, _, _ in tokens]
        spaces += [space for _, space, _ in tokens]
        if bisect_left(within, segment.end) > bisect_left(within, segment.start):
            starts += [False if segment.start + at in closings else None for _, _, at in tokens[1:]]
        else:
            starts += [None] * (len(tokens) - 1)
        if len(words) > MOST_TOKENS:
            raise TooManyTokensError(f"more than {MOST_TOKENS:,} tokens")
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


class TooManyTokensError(Exception):
    """A text has more tokens than are parsed."""


_WALL = re.compile(rf"\S{{{LONGEST_WORD + 1},}} ?")


def _tokens(nlp: Language, piece: str) -> list[tuple[str, bool, int]]:
    """The tokens of a piece of text: characters, whether a blank follows, and offset. Walls of characters are one each."""
    found: list[tuple[str, bool, int]] = []
    at = 0
    for wall in _WALL.finditer(piece):
        found += _plain_tokens(nlp, piece[at : wall.start()], at)
        found.append((wall[0].rstrip(" "), wall[0].endswith(" "), wall.start()))
        at = wall.end()
    return found + _plain_tokens(nlp, piece[at:], at)


def _plain_tokens(nlp: Language, piece: str, offset: int) -> list[tuple[str, bool, int]]:
    if not piece:
        return []
    return [(token.text, token.whitespace_ == " ", offset + token.idx) for token in nlp.tokenizer(piece)]


Unparsed = tuple[str, Sequence[Segment], Collection[int]]
"""A text, its segments and the offsets of its closing quotation marks."""


def parse(nlp: Language, texts: Iterable[Unparsed]) -> Iterator[Doc]:
    """One parsed Doc for each text, in order; the same one whichever texts it is parsed with."""
    docs = [blank_doc(nlp, *unparsed) for unparsed in texts]
    greedy: frozenset[str] = getattr(nlp, "greedy", frozenset())
    for group in _groups(docs):
        for name, component in nlp.pipeline:
            if name in greedy:
                run_transitions(component, group)
            elif hasattr(component, "predict"):
                component.set_annotations(group, component.predict(group))
            else:
                for doc in group:
                    component(doc)
    yield from docs


def _groups(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Docs of like length together, as texts that end sooner wait for the longest."""
    group: list[Doc] = []
    tokens = 0
    for doc in sorted(docs, key=len):
        if group and tokens + len(doc) > GROUP_TOKENS:
            yield group
            group, tokens = [], 0
        group.append(doc)
        tokens += len(doc)
    if group:
        yield group
