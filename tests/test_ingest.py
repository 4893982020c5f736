"""Every format is read, every bad file costs itself and says so."""

import io
import json
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.ingest import fragments, markup, pdf, read_file
from pipeline.ingest.fragments import html_to_text
from pipeline.ingest.plain import decode, find_mojibake
from pipeline.ingest.sources import Clue
from pipeline.page import documents, segments
from pipeline.resources import Models
from tests.markup import as_read
from tests.renderings import as_page, as_pdf, as_word

ROOT = Path(__file__).parents[1]

RELEASES = [
    (
        "Palau and Fiji Open a Ferry Line",
        "April 7, 2021",
        [
            "The two governments opened a ferry line on Tuesday. The first boat carried forty guests, among them the ministers "
            "of transport, and it docked at noon in a light rain while a band played on the pier.",
            "“It is a short way to a good neighbour,” the minister said. The boats will sail twice a week until autumn, and "
            "daily after that if the harbour can be dredged before the season of storms begins.",
        ],
    ),
    (
        "Joint Statement of the Ministers of Transport of the Southern Islands on the Safety of Boats and on the Training of "
        "Their Crews",
        "17 November 2019",
        [
            "We, the ministers of transport, met to speak about the safety of the boats that link our islands. We agreed on "
            "rules for lights, radios and rafts, and we asked our deputies to write them down by spring.",
            "We thank the crews for their patience and the harbour masters for the figures they gave us.",
        ],
    ),
]


def read(tmp_path, name, data, **sidecar):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    if sidecar:
        (tmp_path / f"{file.stem}.meta.json").write_text(json.dumps(sidecar))
    return read_file(file, name)


def described(source):
    source = as_read(source)
    found = segments.find_segments(source, segments.load(Models(ROOT / "models", segments.READS)))
    return documents.describe(source, found, documents.load(Models(ROOT / "models", documents.READS))), found


@pytest.mark.parametrize("title, date, paragraphs", RELEASES, ids=["short", "long"])
@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".txt"])
def test_a_release_keeps_title_day_and_text_in_every_format(tmp_path, suffix, title, date, paragraphs):
    whole = [title, date, *paragraphs]
    data = {
        ".html": lambda: as_page(title, date, paragraphs),
        ".pdf": lambda: as_pdf([line for p in whole for line in textwrap.wrap(p, 95)]),
        ".docx": lambda: as_word(whole),
        ".txt": lambda: "\n\n".join(whole).encode(),
    }[suffix]()
    [source], problems = read(tmp_path, f"a{suffix}", data)
    document, found = described(source)
    assert problems == []
    assert document.title == title
    assert document.published is not None
    assert f"{document.published:%Y}" in date
    bodies = [document.text[s.start : s.end].strip() for s in found if s.role == "body"]
    assert bodies == paragraphs


def test_a_page_says_more_than_its_text(tmp_path):
    page = as_page("Palau opens a ferry line", "", RELEASES[0][2]).replace(
        b"<head>",
        b'<head><meta property="og:site_name" content="Harbour Board"><meta property="article:published_time" '
        b'content="2021-04-07T09:00:00Z">',
    )
    [source], _ = read(tmp_path, "a.html", page)
    assert (source.given_title, source.given_publisher) == ("Palau opens a ferry line", "Harbour Board")
    assert Clue("meta", "2021-04-07T09:00:00Z") in source.days
    assert "About us" not in source.text
    assert source.text.startswith("Palau opens a ferry line\n\n")


def test_feeds_hold_several_documents(tmp_path):
    feed = """<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Harbour Board</title><language>en-gb</language>
    <item><title>One &amp; two</title><link>http://example.org/1</link><pubDate>Tue, 09 May 2023 10:00:00 GMT</pubDate>
    <description><![CDATA[<p>First.</p><p>Second &ndash; here.</p>]]></description></item>
    <item><guid>2</guid></item><item><title>Three</title></item></channel></rss>"""
    sources, problems = read(tmp_path, "f.xml", feed)
    assert [s.doc_id for s in sources] == ["f.xml#1", "f.xml#3"]
    assert sources[0].text == "One & two\n\nFirst.\n\nSecond – here."
    assert (sources[0].given_publisher, sources[0].given_language) == ("Harbour Board", "en")
    assert [(p.code, p.doc_id) for p in problems] == [("bad-item", None)]
    assert "item 2" in problems[0].message


def test_atom(tmp_path):
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Board</title><entry><title>T</title>
    <link rel="self" href="http://example.org/self"/><link href="http://example.org/1"/><updated>2023-05-09T10:00:00Z</updated>
    <content type="html">&lt;p&gt;Hello.&lt;/p&gt;</content></entry></feed>"""
    [source], _ = read(tmp_path, "f.atom", feed)
    assert (source.format, source.given_published) == ("atom", "2023-05-09T10:00:00Z")
    assert source.given_source_url == "http://example.org/1"


def test_of_broken_feeds_the_items_before_the_break_are_read(tmp_path):
    feed = "<rss><channel><item><title>One</title><description>Text.</description></item><item><title>Two</titl></rss>"
    sources, problems = read(tmp_path, "f.rss", feed)
    assert [s.text for s in sources] == ["One\n\nText."]
    assert [p.code for p in problems] == ["bad-xml"]


def test_json_lines_good_ones_are_read(tmp_path):
    lines = '{"title":"A","date":"2020-01-02","text":"Body."}\n{broken\n\n[1]\n{"headline":"B","html":"<p>C</p><p>D</p>"}\n{"x":1}'
    sources, problems = read(tmp_path, "d.jsonl", lines)
    assert [(s.doc_id, s.text) for s in sources] == [("d.jsonl#1", "A\n\nBody."), ("d.jsonl#5", "B\n\nC\n\nD")]
    assert [p.code for p in problems] == ["bad-json", "bad-item", "bad-item"]
    assert "line 2" in problems[0].message


def test_json_one_document_and_a_list(tmp_path):
    [source], _ = read(tmp_path, "d.json", '{"title":"A","text":"Body.","publisher":{"name":"Harbour Board"}}')
    assert (source.doc_id, source.given_publisher) == ("d.json", "Harbour Board")
    sources, _ = read(tmp_path, "e.json", '{"items":[{"title":"A","content":"Body."}]}')
    assert [s.doc_id for s in sources] == ["e.json#1"]


def test_mail(tmp_path):
    mail = (
        b"From: Harbour Board <press@example.org>\r\nSubject: =?utf-8?q?Ferry_=C3=A0_Suva?=\r\n"
        b"Date: Tue, 09 May 2023 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe line\r\nis open.\r\n"
    )
    [source], _ = read(tmp_path, "m.eml", mail)
    assert source.text == "Ferry à Suva\n\nThe line\nis open.\n"
    assert (source.given_publisher, described(source)[0].published.isoformat()) == ("Harbour Board", "2023-05-09")


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Zoë – “yes”".encode(), "utf-8", "Zoë – “yes”"),
        ("\ufeffZoë".encode(), "utf-8", "Zoë"),
        ("Zoë".encode("utf-16"), "utf-16", "Zoë"),
        ("Don’t – café, naïve “words” of it".encode("cp1252"), "cp1252", "Don’t – café, naïve “words” of it"),
        ("Министр принял посла в столице. ".encode("cp1251") * 3, "cp1251", "Министр принял посла в столице. " * 3),
    ],
)
def test_encodings(data, encoding, text):
    assert decode(data) == (text, encoding, None)


def test_newlines_and_nothing_else_change(tmp_path):
    [source], _ = read(tmp_path, "a.txt", b"\xef\xbb\xbfA\r\nB\rC\t \xc2\xa0\n")
    assert source.text == "A\nB\nC\t \xa0\n"


def test_mojibake_is_a_warning_with_its_repair(tmp_path):
    [source], [doubt] = read(tmp_path, "a.txt", "He said we donâ€™t know the cafÃ© there.")
    assert (doubt.code, doubt.severity) == ("mojibake", "warning")
    assert "don’t" in doubt.message
    assert source.text[doubt.start : doubt.end] == "donâ€™t"
    assert find_mojibake("Âge, SÃO PAULO, Ânia, naïve – “fine” 5 °C") is None


@pytest.mark.parametrize(
    ("name", "data", "code", "severity"),
    [
        ("a.txt", b"", "empty", "warning"),
        ("a.txt", b" \n\t\n", "empty", "warning"),
        ("a.txt", b"\x00\x01\x02PNG", "binary", "error"),
        ("a.txt", bytes(range(128, 256)) * 3, "undecodable", "error"),
        ("a.txt", b"x" * 3_000_000, "too-large", "error"),
        ("a.pdf", b"%PDF-1.4 cut", "bad-pdf", "error"),
        ("a.docx", b"PK\x03\x04cut", "bad-docx", "error"),
        ("a.html", b"<div>" * 200_000 + b"text" + b"</div>" * 200_000, "too-deep", "error"),
        ("a.html", b"<p>a</p>" * 1_300_000, "too-large", "error"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no-text", "warning"),
        (
            "a.xml",
            b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
            "xml-entities",
            "error",
        ),
        ("a.xml", b"<rss><channel><item><description><![CDATA[cut</description>", "bad-xml", "error"),
        ("a.xml", b"<note>no feed</note>", "bad-xml", "error"),
        ("a.json", b"{", "bad-json", "error"),
        ("a.json", b"[" * 100_000, "bad-json", "error"),
        ("a.json", b"3", "bad-json", "error"),
        ("a.eml", b"\n\nno header", "bad-mail", "error"),
    ],
)
def test_bad_files_cost_themselves(tmp_path, name, data, code, severity):
    started = time.monotonic()
    sources, problems = read(tmp_path, name, data)
    assert sources == []
    assert [(p.code, p.severity) for p in problems] == [(code, severity)]
    assert problems[0].path == name
    assert time.monotonic() - started < 10


def test_bombs_and_locked_files(tmp_path):
    from pypdf import PdfWriter

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 250_000_000)
    assert [p.code for p in read(tmp_path, "a.docx", stream.getvalue())[1]] == ["too-large"]
    for password, code in ((None, "no-text"), ("x", "encrypted")):
        writer, stream = PdfWriter(), io.BytesIO()
        writer.add_blank_page(200, 200)
        if password:
            writer.encrypt(password)
        writer.write(stream)
        assert [p.code for p in read(tmp_path, "a.pdf", stream.getvalue())[1]] == [code]


def test_a_truncated_pdf(tmp_path):
    data = as_pdf(["Palau opens a ferry line", "The line is open."])
    sources, problems = read(tmp_path, "a.pdf", data[: len(data) // 2])
    assert (sources == [] and [p.code for p in problems] == ["bad-pdf"]) or sources


def test_files_that_cannot_be_opened(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [p.code for p in read_file(tmp_path / "a.txt", "a.txt")[1]] == ["unreadable"]
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    assert [p.code for p in read_file(tmp_path / "b.txt", "b.txt")[1]] == ["unreadable"]


def test_a_file_that_begins_as_something_else(tmp_path):
    page = as_page("Palau opens a ferry line", "April 7, 2021", RELEASES[0][2])
    assert read(tmp_path, "a.txt", page)[0][0].format == "html"
    assert read(tmp_path, "b.txt", as_pdf(["Palau opens a ferry line"]))[0][0].format == "pdf"


def test_sidecars(tmp_path):
    [source], problems = read(tmp_path, "a.txt", "Body", title="T", published=20200102, publisher=None)
    assert (source.given_title, source.given_published, source.given_by) == ("T", "20200102", "sidecar")
    assert problems == []
    (tmp_path / "b.txt").write_text("Body")
    for bad in ("{nope", "[1]", '{"title": ["a"]}', "[" * 100_000):
        (tmp_path / "b.meta.json").write_text(bad)
        [source], [problem] = read_file(tmp_path / "b.txt", "b.txt")
        assert (problem.code, problem.severity, source.given_title) == ("bad-sidecar", "warning", None)


def test_fragments():
    assert html_to_text("no tags, 3 &lt; 4") == "no tags, 3 < 4"
    assert (
        html_to_text("<p>A<b>B</b> c</p><ul><li>d<li>e</ul><script>x</script>f<br>g") == "AB c\n\n• d\n\n• e\n\nf\n\ng"
    )


def test_long_lines_take_linear_time(tmp_path):
    took = []
    for size in (500_000, 1_000_000):
        data = ("word, “word” 3.5 " * (size // 17)).encode()
        started = time.process_time()
        [source], _ = read(tmp_path, "a.txt", data)
        described(source)
        took.append(time.process_time() - started)
    assert took[1] < 4 * took[0] + 0.5


def test_light_formats_need_no_heavy_package():
    code = (
        "import sys, pipeline.ingest; "
        "heavy = {'trafilatura', 'pypdf', 'docx', 'lxml', 'dateparser', 'email.parser', 'xml.etree.ElementTree'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("package", "name", "data"), [("trafilatura", "a.html", b"<p>x</p>"), ("pypdf", "a.pdf", b"%PDF-1.4")]
)
def test_an_absent_package_is_named(tmp_path, monkeypatch, package, name, data):
    content = data if data is not None else as_word(["x"])
    monkeypatch.setitem(sys.modules, package, None)
    [problem] = read(tmp_path, name, content)[1]
    assert problem.code == "missing-extra"
    assert "formats" in problem.message


def test_a_plain_part_that_only_points_to_the_html_part_is_no_text(tmp_path):
    mail = (
        "From: Harbour Board <a@example.org>\nSubject: Ferry\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=----=_Part_1.2\n\n"
        "------=_Part_1.2\nContent-Type: text/plain\n\nSee this mail in a browser.\n"
        "------=_Part_1.2\nContent-Type: text/html; charset=iso-8859-1\n\n"
        "<p>The ferry to the islands \x93leaves at noon\x94, the board said, and comes back at night.</p>\n------=_Part_1.2--\n"
    )
    [source], _ = read(tmp_path, "a.eml", mail.encode("latin-1"))
    assert source.text == "Ferry\n\nThe ferry to the islands “leaves at noon”, the board said, and comes back at night."


def test_a_feed_with_html_entities_bare_ampersands_and_captions(tmp_path):
    feed = """<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Board</title><item>
    <media:title>A ship</media:title><title>Boats&nbsp;& nets</title>
    <description>&amp;lt;p&amp;gt;Forty boats &ndash; all new.&amp;lt;/p&amp;gt;</description></item></channel></rss>"""
    [source], problems = read(tmp_path, "f.xml", feed)
    assert (source.given_title, source.text) == ("Boats\xa0& nets", "Boats & nets\n\nForty boats – all new.")
    assert problems == []


def test_front_matter_gives_title_and_day(tmp_path):
    [source], _ = read(tmp_path, "a.md", '---\ntitle: "Ferry opens"\ndate: 2021-04-07\n---\n\nThe ferry opened.\n')
    assert (source.given_title, source.given_published, source.text) == (
        "Ferry opens",
        "2021-04-07",
        "The ferry opened.\n",
    )


def test_running_heads_stay_on_the_first_page_only():
    first, second = (
        f"Board paper 7  Page {n} of 2\n{rows}" for n, rows in ((1, "A.\nB.\nC.\nD."), (2, "E.\nF.\nG.\nH."))
    )
    assert pdf.without_running_heads([first, second]) == [first, "E.\nF.\nG.\nH."]


@pytest.mark.parametrize(
    ("titles", "heading", "expected"),
    [
        ("<title>Ferry opens in Suva - Harbour Board</title>", "Log in", "Ferry opens in Suva"),
        ("<title>News | Harbour Board</title>", "Harbour Board opens its new pier", "Harbour Board opens its new pier"),
        ("<title>Ferry opens in Suva - Harbour Board</title>", "Harbour Board", "Ferry opens in Suva"),
    ],
)
def test_the_headline_of_a_page_is_what_most_places_agree_on(titles, heading, expected):
    html = f"<html><head>{titles}</head><body><h1>{heading}</h1><p>The ferry opened.</p></body></html>"
    assert markup.find_title({}, html, fragments.find_blocks(html), None) == expected


def test_time_elements_that_date_an_update_are_passed_over():
    html = '<time class="updated" datetime="2021-04-09">9 April</time><time datetime="2021-04-07">7 April</time>'
    assert markup.find_days(html, {}, [], None) == [Clue("time", "2021-04-07")]
