"""The site: what its pages hold, what is written again, and in a browser, where there is one, that it works."""

import datetime
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.request

import pyarrow.parquet as pq
import pytest

from pipeline.analyst.marked_text import PORTION, mark, portions
from pipeline.analyst.pages import make_site, page_of
from pipeline.analyst.site_search import shard_of, shards
from pipeline.tables import Document, Entity, Segment, to_arrow

HOSTILE = "</title><script>alert(1)</script> & “news”"


def put(output, **tables):
    for name, rows in tables.items():
        (output / name).mkdir(parents=True, exist_ok=True)
        pq.write_table(to_arrow(name, rows), output / name / "part-00000.parquet")


@pytest.fixture(scope="module")
def site(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "output"
    shutil.copytree(sample.resolve(), folder, ignore=shutil.ignore_patterns(".*", "site"))
    table = pq.read_table(folder / "documents")
    rows = table.to_pylist()
    rows[0]["title"] = HOSTILE
    shutil.rmtree(folder / "documents")
    put(folder, documents=[Document(**row) for row in rows])
    make_site(folder)
    return folder


def test_every_row_has_its_anchor_and_every_link_its_page(site):
    pages = {file.relative_to(site / "site").as_posix(): file.read_text() for file in (site / "site").rglob("*.html")}
    rows = pq.read_table(site / "votes").to_pylist()
    assert rows and all(f'id="votes-{row["start"]}"' in pages[page_of(row["doc_id"])] for row in rows)
    for name, page in pages.items():
        for target in re.findall(r'href="([^"#]+\.html)(?:#[^"]*)?"', page):
            assert (site / "site" / name).parent.joinpath(target).exists(), (name, target)
        assert len(page.encode()) < 1_000_000 and "default-src 'none'" in page


def test_a_hostile_title_is_only_words(site):
    pages = [file.read_text() for file in (site / "site").rglob("*.html")]
    assert not any("<script>alert" in page for page in pages)
    assert sum("&lt;script&gt;alert" in page for page in pages) >= 2


def test_only_what_changed_is_written_again(site):
    assert make_site(site).written == 0
    rows = pq.read_table(site / "documents").to_pylist()
    rows[1]["publisher"] = "Ministry of Tides"
    put(site, documents=[Document(**row) for row in rows])
    made = make_site(site)
    assert 1 < made.written < 5 < made.pages


def test_a_piece_knows_all_rows_it_lies_in():
    def row(start, end):
        return {"doc_id": "a", "start": start, "end": end, "rule": "r", "label": "GPE"}

    page = portions([{"role": "body", "start": 0, "end": 12}])[0]
    mark("In Oslo, Oslo", page, [("quotes", row(0, 10)), ("entities", row(3, 7))])
    assert [(piece.text, piece.classes, piece.anchors) for piece in page[0].pieces] == [
        ("In ", "quotes", ("quotes-0",)),
        ("Oslo", "entities quotes", ("entities-3",)),
        (", O", "quotes", ()),
        ("sl", "", ()),
    ]


def test_a_long_text_gets_more_pages():
    parts = portions([{"role": "body", "start": 0, "end": 2 * PORTION + 5}])
    assert [(part[0].start, part[-1].end) for part in parts] == [
        (0, PORTION),
        (PORTION, 2 * PORTION),
        (2 * PORTION, 2 * PORTION + 5),
    ]


def test_words_are_found_by_their_first_letters():
    assert (shard_of("treaty"), shard_of("état"), shard_of("5g")) == ("tr", "_t", "5g")
    found = shards([(0, "Treaty on tides"), (1, "TREATIES")])
    assert json.loads(found["tr"].removeprefix('communiqueWords("tr",')[:-3]) == [["treaties", [1]], ["treaty", [0]]]


def test_a_long_text_is_linked_to_the_page_of_the_row(tmp_path):
    text = "x " * PORTION + "Oslo"
    start = len(text) - 4
    day = datetime.date(2020, 1, 2)
    put(
        tmp_path,
        documents=[
            Document(doc_id="a.txt", path="a.txt", sha256="0", format="txt", text=text, published=day, title="T")
        ],
        segments=[Segment(doc_id="a.txt", start=0, end=len(text), role="body")],
        entities=[
            Entity(doc_id="a.txt", start=start, end=start + 4, text="Oslo", label="GPE", country="NOR", rule="r")
        ],
        **{
            name: []
            for name in [
                "people",
                "knowledge",
                "references",
                "votes",
                "vote_events",
                "stances",
                "dates",
                "sentences",
                "quotes",
                "errors",
            ]
        },
    )
    make_site(tmp_path)
    listing = (tmp_path / "site" / "countries.html").read_text()
    assert f'href="{page_of("a.txt").replace(".html", "-3.html")}#entities-{start}"' in listing


class Browser:
    """Headless Chromium through its driver's own protocol, without a package."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.driver = subprocess.Popen(["chromedriver", f"--port={self.port}"], stdout=subprocess.DEVNULL)
        words = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-sync"
        arguments = [*(f"--{word}" for word in words.split()), f"--user-data-dir={folder}", "--window-size=1200,900"]
        asked = {"goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}}
        for _ in range(100):
            try:
                self.session = self.ask("POST", "", {"capabilities": {"alwaysMatch": asked}})["sessionId"]
                break
            except OSError:
                time.sleep(0.1)

    def ask(self, method, path, data=None):
        url = f"http://127.0.0.1:{self.port}/session{path}"
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, url):
        self.ask("POST", f"/{self.session}/url", {"url": url})

    def run(self, script):
        return self.ask("POST", f"/{self.session}/execute/sync", {"script": script, "args": []})

    def close(self):
        self.ask("DELETE", f"/{self.session}")
        self.driver.terminate()
        self.driver.wait()


@pytest.mark.skipif(shutil.which("chromedriver") is None, reason="no Chromium with its driver on this machine")
def test_in_a_browser(site, tmp_path):
    browser = Browser(tmp_path / "profile")
    try:
        browser.open((site / "site" / "index.html").as_uri())
        browser.run(
            "const f = document.getElementById('words'); f.value = 'cybercr'; f.dispatchEvent(new Event('input'))"
        )
        for _ in range(50):
            if browser.run("return document.querySelectorAll('#results a').length"):
                break
            time.sleep(0.1)
        assert browser.run("return document.querySelectorAll('#results a').length") > 1
        vote = pq.read_table(site / "votes").to_pylist()[0]
        browser.open((site / "site" / page_of(vote["doc_id"])).as_uri() + f"#votes-{vote['start']}")
        colour = "return getComputedStyle(document.querySelector('article .votes')).backgroundColor"
        before = browser.run(colour)
        browser.run("document.getElementById('show-votes').click()")
        assert before != browser.run(colour) == "rgba(0, 0, 0, 0)"
        assert browser.run("return document.querySelector(':target') !== null")
        assert browser.ask("POST", f"/{browser.session}/se/log", {"type": "browser"}) == []
    finally:
        browser.close()
