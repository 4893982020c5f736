"""The store: one switch for all tables, a lock that no crash leaves behind, and hands off what is not its own."""

import errno
import os
import signal
import subprocess
import sys

import pytest

from pipeline.build import store


def make(output, value):
    build, _ = store.begin(output)
    (build / "votes").mkdir()
    (build / "votes" / store.part_name(0)).write_text(value)
    store.write_state(build, {"value": value})
    return build


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "README.md").write_text("how to read the tables")
    return folder


def read(output):
    return (output / "votes" / "part-00000.parquet").read_text()


def test_a_switch_shows_the_new_build_and_keeps_the_last_for_its_readers(output):
    for value in "123":
        build = make(output, value)
        opened = (output / "votes" / "part-00000.parquet").open() if value == "2" else None
        store.switch(output, build, ["votes"])
        assert read(output) == value
        assert store.read_state(store.current_build(output)) == {"value": value}
        if opened:
            assert opened.read() == "1"
            opened.close()
    assert sorted(path.name for path in (output / ".builds").iterdir()) == ["2", "3"]
    assert (output / "README.md").read_text() == "how to read the tables"


def test_an_unfinished_build_is_cleared_away_and_told(output):
    store.switch(output, make(output, "1"), ["votes"])
    make(output, "torn")
    assert read(output) == "1"
    build, interrupted = store.begin(output)
    assert interrupted and not list(build.iterdir())
    assert read(output) == "1"


def test_copies_of_tables_that_stand_in_the_way_are_replaced(output):
    (output / "votes").mkdir()
    (output / "votes" / "part-00000.parquet").write_text("from a copy")
    build = make(output, "1")
    store.switch(output, build, ["votes"])
    assert read(output) == "1"
    (output / "votes").unlink()
    assert not store.exposed(output, ["votes"])
    store.expose(output, ["votes"])
    assert read(output) == "1"


def names():
    return ["documents", "people"]


@pytest.mark.parametrize(
    "name", ["documents/thesis.txt", "people", ".builds/1/x", ".parses.sqlite", ".lock", ".current/x"]
)
def test_a_folder_of_others_is_refused_and_left_as_it_was(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("precious")
    with pytest.raises(store.StoreError, match="no build has made"), store.locked(tmp_path, names):
        pass
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]
    assert (tmp_path / name).read_text() == "precious"


def test_what_others_put_in_the_place_of_a_table_is_left_alone(output):
    with store.locked(output, names):
        store.switch(output, make(output, "1"), ["votes"])
    (output / "votes").unlink()
    (output / "votes").mkdir()
    (output / "votes" / "thesis.txt").write_text("precious")
    with pytest.raises(store.StoreError, match="votes"):
        store.expose(output, ["votes"])
    assert (output / "votes" / "thesis.txt").read_text() == "precious"
    (output / "quotes").symlink_to("votes")
    with pytest.raises(store.StoreError, match="quotes, votes"):
        store.check_places(output, ["votes", "quotes"])


def test_links_of_tables_that_a_build_has_not_made_go(output):
    store.switch(output, make(output, "1"), ["votes"])
    (output / "quotes").symlink_to(".current/quotes")
    (output / "mine").symlink_to("nowhere")
    store.expose(output, ["votes"])
    assert not (output / "quotes").is_symlink() and (output / "mine").is_symlink()


def test_a_link_to_the_current_build_leads_to_a_build_or_nowhere(output):
    (output / ".builds" / "1").mkdir(parents=True)
    for target in ("..", "/", ".builds", ".builds/..", ".builds/x", ".builds/1/.."):
        (output / ".current").symlink_to(target)
        assert store.current_build(output) is None
        (output / ".current").unlink()


def test_a_copy_where_there_are_no_hard_links(output, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (output / "a").write_text("x")
    store.link(output / "a", output / "b")
    assert (output / "b").read_text() == "x"


def test_the_lock_goes_with_the_process_that_held_it(output):
    script = (
        "import sys, time, pathlib\nfrom pipeline.build import store\n"
        "with store.locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, output], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(store.StoreError, match=str(holder.pid)), store.locked(output):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with store.locked(output):
        pass


def test_an_output_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(store.StoreError, match="cannot be written"), store.locked(tmp_path / "file" / "output"):
        pass


def test_a_damaged_state_is_no_state(output):
    build = make(output, "1")
    good = (build / store.STATE).read_bytes()
    flips = [good[:n] + bytes([good[n] ^ 1]) + good[n + 1 :] for n in range(len(good))]
    for damage in (b"", b"{", b"[1]", b"\xff\xfe", good[:-1], good + b" ", *flips):
        (build / store.STATE).write_bytes(damage)
        assert store.read_state(build) is None
