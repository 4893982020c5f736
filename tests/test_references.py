"""References: each line is a text and the documents it cites."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import spacy

from pipeline.references.find import READS, Lexicon, find_references, load
from pipeline.resources import Models
from pipeline.tables import Reference, Segment
from tests.markup import differences, read_markup, text_of

_NLP = spacy.blank("en")


@cache
def _lexicon() -> Lexicon:
    return load(Models(Path(__file__).parents[1] / "models", READS))


def references(text: str, segments: list[Segment] | None = None) -> list[Reference]:
    """The references of a text that needs no parse."""
    return find_references(text_of(_NLP(text), segments or []), _lexicon())


@pytest.mark.parametrize(
    "marked",
    [
        # the Security Council, by number and year
        "The Council unanimously adopted [resolution 2713 (2023)|symbol='S/RES/2713 (2023)' kind=resolution].",
        "under Security Council [resolutions 1718 (2006)|symbol='S/RES/1718 (2006)'], [1874 (2009)|symbol='S/RES/1874 (2009)'] and "
        "[2397|symbol='S/RES/2397 (2017)'] of 22 December 2017, all members",
        "[UNSCR 1325|symbol='S/RES/1325 (2000)'] and [SCR 2231|symbol='S/RES/2231 (2015)'] remain in force",
        "[Resolution 2254|symbol='S/RES/2254 (2015)'] of the UN Security Council",
        "the Security Council's [2231 (2015)|rule=resolution-number-alone symbol='S/RES/2231 (2015)'] endorsed it",
        "a recall of Security Council [resolution 2253|symbol='S/RES/2253 (2015)'] by 15 countries",
        # the General Assembly and others with session numbers
        "UN General Assembly [resolution 75/282|symbol=A/RES/75/282], adopted without a vote",
        "The General Assembly's text of 2019, [74/247|symbol=A/RES/74/247 rule=resolution-number-alone], was adopted",
        "In [resolutions 46/182|symbol=A/RES/46/182] and [58/114|symbol=A/RES/58/114] the General Assembly",
        "the General Assembly adopted [resolution ES-11/1|symbol=A/RES/ES-11/1] and [resolution 377 A (V)|symbol='A/RES/377 A (V)']",
        "Human Rights Council [resolution 58/4|symbol=A/HRC/RES/58/4] renewed the mandate",
        "[resolution 46/22|symbol=A/HRC/RES/46/22] of the Human Rights Council",
        "Economic and Social Council [resolution 2018/5|symbol=E/RES/2018/5]",
        "General Assembly [decision 78/558|symbol=A/DEC/78/558 kind=other]",
        "The Parliamentary Assembly passed [Resolution 2433 (2022)|symbol='Resolution 2433 (2022)'] in April",
        # not citations
        "The General Assembly was split 50/50 on the resolution, 24/7.",
        "a resolution of 1080 lines, a New Year's resolution 5 times over",
        # symbols
        "the draft ([A/C.3/74/L.11/Rev.1|symbol=A/C.3/74/L.11/Rev.1 kind=resolution]) and the report in "
        "[S/2019/123|symbol=S/2019/123 kind=report]",
        "see [S/RES/2231(2015)|symbol='S/RES/2231 (2015)'] and [A/Res/75/282|symbol=A/RES/75/282].",
        "[PC.DEL/1187/25|symbol=PC.DEL/1187/25], [Permanent Council Decision No. 1202|symbol=PC.DEC/1202] and "
        "[MC Decision No. 3/11|symbol=MC.DEC/3/11]",
        "[PSC/PR/COMM.1225 (2024)|symbol='PSC/PR/COMM.1225 (2024)'] and [Assembly/AU/Dec.800(XXXV)|kind=other]",
        "[GOV/2022/70|kind=report], [INFCIRC/254/Rev.14|kind=report] and [WHA75.8|kind=resolution]",
        # law
        "by [Executive Orders 13848|symbol='Executive Order 13848' kind=law] and [13694|symbol='Executive Order 13694'], and by "
        "[E.O. 13722|symbol='Executive Order 13722']",
        "the [International Emergency Economic Powers Act|kind=law] ([50 U.S.C. 1701 et seq|symbol='50 U.S.C. 1701'].) and "
        "[section 212 of title 8, United States Code|symbol='8 U.S.C. 212']",
        "[Council Decision 2014/145/CFSP|kind=law] and [Regulation (EU) No 269/2014|kind=law]",
        "[Federal Law No. 272-FZ|symbol='Federal Law No. 272-FZ'] and [Presidential Decree No. 685|kind=law]",
        "Deputies passed the [Lake Fisheries Act|kind=law rule=name-read-backwards]. It is time to act: Leaders Must Act Now.",
        # treaties
        "the [NPT|symbol='Treaty on the Non-Proliferation of Nuclear Weapons' entity_id=treaty:npt kind=treaty] and the "
        "[Budapest Convention|symbol='CETS 185' entity_id=treaty:cets-185] (CETS No. 185), not the "
        "[Budapest Memorandum|entity_id=treaty:budapest-memorandum]",
        "parties to the [Treaty of Tordesillas|kind=treaty rule=name-read-forwards] in Lisbon",
        "under the [Optional Protocol to the Convention on the Rights of the Child|rule=name-read-forwards]",
        "charged under the [Freedom of Access to Harbours Act|kind=law]; "
        "the [Law on Foreign Agents|kind=law], the [Inland Waters Law|kind=law]",
        "On the anniversary of the [Lake Fisheries Act|kind=law] the Chief of Protocol of the Ministry, Ms. Lindqvist, spoke",
        "delegates to the Democratic Convention and the Southern Lakes Treaty Organization studied International Law",
        "the [Treaty of Tordesillas|kind=treaty] on Monday, the [South Sea Herring Treaty|kind=treaty] in Bergen",
        # numbers written in older or looser ways
        "the resolution of the UN Security Council and [resolutions of the UN Security Council 1718|symbol='S/RES/1718 (2006)'], "
        "[1874|symbol='S/RES/1874 (2009)'] and [2397|symbol='S/RES/2397 (2017)']",
        "UNGA [Resolution 2758|symbol='A/RES/2758 (XXVI)'] and General Assembly [resolution 181 (II)|symbol='A/RES/181 (II)']",
        "UN Security Council [Resolution 1244/99|symbol='S/RES/1244 (1999)']",
        "during HRC 47 and UNGA 76 the United States spoke",
        "the Convention, the Additional Protocol, the Social Charter and the Peace Treaty",
    ],
)
def test_cited(marked: str) -> None:
    text, spans = read_markup(marked)
    assert differences(references(text), spans) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("General Assembly resolution 74/247, entitled “Fair winds at sea”, was", "Fair winds at sea"),
        ("The text titled “Fair winds at sea” (document A/C.3/75/L.9/Rev.2) was", "Fair winds at sea"),
        ("General Assembly resolution 74/247 was adopted. “Fair winds,” she said.", None),
    ],
)
def test_title_beside_a_number(text: str, title: str | None) -> None:
    assert [r.title for r in references(text)] == [title]


def test_chrome_cites_nothing() -> None:
    text = "See S/2019/123\nRelated: S/2019/124\n"
    segments = [
        Segment(doc_id="x", start=0, end=15, role="body"),
        Segment(doc_id="x", start=15, end=len(text), role="related_link"),
    ]
    assert [r.symbol for r in references(text, segments)] == ["S/2019/123"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "(((((((((", "resolution ", "A/" * 5000, "Act " * 3000, "resolutions 1, 2, 3 and " * 500]
)
def test_odd_text(text: str) -> None:
    assert all(text[r.start : r.end] == r.text for r in references(text))


def test_a_decision_of_the_body_that_a_text_is_spoken_in() -> None:
    text = "1300th meeting of the Permanent Council\n\nThis Council adopted Decision No. 1202, and Decision No. 7 followed."
    assert [row.symbol for row in references(text)] == ["PC.DEC/1202"]


def test_a_treaty_still_to_be_written_is_none_that_exists() -> None:
    assert references("The plenary votes to begin drafting Convention on Cybercrime.") == []
    assert [row.symbol for row in references("Ghana joined the Convention on Cybercrime.")] == ["CETS 185"]


@pytest.mark.parametrize(
    "marked",
    [
        # acts of the European Union in lists: each number an act of the kind that the list begins with
        "[Regulations (EU) 2018/1001|symbol='Regulation (EU) 2018/1001'], [2019/787|symbol='Regulation (EU) 2019/787'] and "
        "[2021/444|symbol='Regulation (EU) 2021/444'] apply",
        "[Council Regulations (EU) No 36/2012|symbol='Council Regulation (EU) No 36/2012'] and "
        "[(EU) No 377/2012|symbol='Council Regulation (EU) No 377/2012']",
        "under [Decisions 2013/255/CFSP|symbol='Decision 2013/255/CFSP'] and [2012/642/CFSP|symbol='Decision 2012/642/CFSP']",
        "document [ST 9012/24|symbol='ST 9012/24'] and the conclusions [EUCO 12/23|symbol='EUCO 12/23']",
        # other organisations
        "in the case [ICC-01/14|symbol=ICC-01/14], judgment [ICC-01/14-01/18-999|symbol=ICC-01/14-01/18-999]",
        "[ICC-ASP/20/Res.5|symbol=ICC-ASP/20/Res.5 kind=resolution] of the States Parties",
        "the budget (document [A76/44|symbol=A76/44 kind=other]) and [EB148.R2|symbol=EB148.R2]",
        "Communiqué [IGAD/ASM/12/2023|symbol=IGAD/ASM/12/2023] and decision [EX.CL/1291(XL)|symbol='EX.CL/1291(XL)']",
        "ratified [ILO Conventions No. 87|symbol='ILO Convention No. 87'] and No. [98|symbol='ILO Convention No. 98']",
        "the OIC's [Resolution No. 3/48-PAL|symbol='Resolution 3/48-PAL'] on the city",
        "PACE passed [Recommendation 2250 (2023)|symbol='Recommendation 2250 (2023)'] too",
        # blanks around the strokes, an abbreviated head
        "[A / RES / 71 / 258|symbol=A/RES/71/258], adopted by the Assembly; [UNSC Res 1540|symbol='S/RES/1540 (2004)']",
        # drafts by the end of their symbol, where one series is cited in full
        "The Council took up [A/HRC/40/L.8|symbol=A/HRC/40/L.8], amendment [L.30|symbol=A/HRC/40/L.30] "
        "and “[L.31/Rev.1|symbol=A/HRC/40/L.31/Rev.1]”.",
        "Paul L. Shaw spoke of drafts L.5 and L.6.",
        # agreements and declarations with a name of their own
        "the [Cooperation and Facilitation Agreement|symbol='Cooperation and Facilitation Agreement' kind=treaty] (a Loan Agreement "
        "beside it) and the [EU-Kenya Agreement|symbol='EU-Kenya Agreement']",
        "a [Trade and Investment Agreement|symbol='Trade and Investment Agreement'] (TIA), but no Trade and Investment Agreement",
        "the [Lima Ministerial Declaration|symbol='Lima Ministerial Declaration'] and a Ministerial Declaration; the "
        "[Investment Facilitation for Development Agreement|kind=treaty]",
        "The Arab League met. [Resolution No. 8914|symbol='Resolution 8914'] of the Council of the League is out.",
        "PACE asked for it in [Resolution 2436 (2022)|symbol='Resolution 2436 (2022)'] and [Resolution 2463|symbol='Resolution 2463'].",
        "They issued a Joint Declaration, the [Lucerne Declaration|symbol='Lucerne Declaration' kind=other].",
    ],
)
def test_further_houses(marked: str) -> None:
    text, spans = read_markup(marked)
    assert differences(references(text), spans) == []
