"""Positions: one example a construction; `[name|role= country= org= rule=]` is the row expected at the name."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.offices.lexicon import BREAK, LINE, read_words
from pipeline.tables import Segment
from tests.markup import differences, read_markup, text_of

Analyse = Callable[..., SimpleNamespace]

BEFORE = [
    'Norwegian Foreign Minister [Ingrid Solberg|role="Foreign Minister" country=NOR org=] arrived in Accra.',
    'Kazakhstan\'s Deputy Foreign Minister [Roman Vassilenko|role="Deputy Foreign Minister" country=KAZ] spoke first.',
    'The UN Special Envoy for Yemen, [Hans Grundberg|role="Special Envoy for Yemen" country= org="United Nations"], '
    "briefed the Security Council.",
    "The Ambassador of Japan to Kazakhstan, [Yasumasa Iijima|role=Ambassador country=JPN], was received on Monday.",
    'Prime Minister of Nepal [Sher Bahadur Deuba|role="Prime Minister" country=NPL] arrived in Paris.',
    'IAEA Director General [Rafael Grossi|role="Director General" country= org="International Atomic Energy Agency"] '
    "told reporters that inspectors would return.",
    'U.S. Permanent Representative to the OSCE [Michael Carpenter|role="Permanent Representative" country=USA] warned '
    "of the consequences.",
    "Spokesperson of the Chinese Foreign Ministry [Mao Lin|role=Spokesperson country=CHN] announced the visit.",
    'According to Deputy Head of the Presidential Administration of Ukraine [Andrii Sybiha|role="Deputy Head" '
    "country=UKR], the text is ready.",
    'Iran\'s top nuclear negotiator [Ali Bagheri-Kani|role="top nuclear negotiator" country=IRN] left Doha.',
    "Zimbabwe's Minister of Finance, Economic Development and Investment Promotion, Professor [Mthuli Ncube|role="
    '"Minister of Finance, Economic Development and Investment Promotion" country=ZWE], signed.',
    'Foreign Minister of the Kingdom of Saudi Arabia H.H. Prince [Faisal bin Farhan|role="Foreign Minister" '
    "country=SAU] arrived in Cairo.",
    'Joint statement by the Minister for Foreign Affairs of Japan, Ms. [KAMIKAWA Yoko|role="Minister for Foreign '
    'Affairs" country=JPN], and the Minister of Foreign Affairs of Peru, Mr. [Javier González-Olaechea|role="Minister '
    'of Foreign Affairs" country=PER]',
    # Who goes on in a list acts for the country of the one before, not for the issuer's.
    "WASHINGTON, 5 May 2021\n\nOffice of the Spokesperson\n\nMr. Hall met in Riga with Deputy Foreign Minister of Latvia "
    '[Juris Ozols|role="Deputy Foreign Minister" country=LVA], Secretary of State for Transport '
    '[Ilze Kalnina|role="Secretary of State for Transport" country=LVA] and Senator [Karlis Berzins|role=Senator country=LVA].',
    "The delegation met Ghana’s envoy, Ambassador [Esi Quartey|role=envoy country=GHA], on Friday.",
    'Taoiseach [Micheál Martin|role=Taoiseach country=IRL] and Luxembourg Prime Minister [Luc Frieden|role="Prime '
    'Minister" country=LUX] met in Dublin.',
    "Chair: Mr. [Juan Pérez|role=Chair rule=label] (Mexico)\n\nThe Chair opened the meeting.",
    'EAM Dr. [S. Jaishankar|role="External Affairs Minister" country=IND] met the delegation.',
    'UN World Food Programme (WFP) Executive Director [Omar Lindqvist|role="Executive Director" org="World Food '
    'Programme"] opened the meeting.',
    'MOSCOW, March 3. /TASS/. Russian Deputy Foreign Minister [Pavel Orlov|role="Deputy Foreign Minister" country=RUS org=] '
    "was there.",
    'Spokesperson for the High Representative [Peter Stein|role="Spokesperson for the High Representative"] declined.',
    'Acting President of Lebanon [Najib Mansour|role="Acting President" country=LBN] met the envoy.',
    'During his trip Special Envoy [Ana Ruiz|role="Special Envoy"] will speak to students.',
    'Qatari Minister of Foreign Affairs and Deputy Prime Minister [Hamad Al Suwaidi|role="Minister of Foreign Affairs and '
    'Deputy Prime Minister" country=QAT] was present.',
    'External Affairs Minister (EAM) [Ravi Menon|role="External Affairs Minister" country=IND] spoke in Delhi.',
    'Foreign Minister [Han Duk-soon|role="Foreign Minister"] left for Seoul.',
    'Under Secretary of State for Political Affairs [Rita Colman|role="Under Secretary of State for Political Affairs"] '
    "left for Rome.",
]

AFTER = [
    'Acting Assistant Secretary for Near Eastern Affairs [Yara Lindner|role="Acting Assistant Secretary for Near Eastern '
    'Affairs"] left on Monday.',
    'Thai Prime Minister [Somchai Chan-o-cha|role="Prime Minister" country=THA] spoke first.',
    'Highlights by [Omar Said|role="Deputy Spokesperson for Secretary-General"], Deputy Spokesperson for Secretary-General '
    "[António Guterres|role=Secretary-General].",
    'Dr. [Karin Vogel|role="Federal Minister for Foreign Affairs"] MdB, Federal Minister for Foreign Affairs, wrote to us.',
    '“We are ready,” said [Maria Silva|role=spokesperson country=PRT org="Ministry of Foreign Affairs of Portugal"], '
    "spokesperson for the Ministry of Foreign Affairs of Portugal.",
    'The meeting was chaired by H.E. Mr. [Olusegun Adebayo|role="Minister of State for Foreign Affairs" country=NGA], '
    "Minister of State for Foreign Affairs of the Federal Republic of Nigeria.",
    '[Petr Novak|role=President country= org="United Nations Human Rights Council" rule=appointed+role] was elected '
    "President of the Human Rights Council for 2024.",
    "Ms. [Laura Ortiz|role=Ambassador country=CHL] has been appointed as Ambassador of Chile to Kenya.",
    '"That is a mistake," said [Igor Volkov|role="head of the Russian delegation" country=RUS], head of the Russian '
    "delegation to the Vienna talks.",
    "The statement was delivered by Ms. [Anna Berg|role=Counsellor country=SWE], Counsellor, Permanent Mission of Sweden to "
    "the United Nations.",
    "Delegates to international organizations in Vienna wrote to [Eva Lang|role=envoy country=AUT], the Austrian envoy.",
    'Dr. [Lena Aalto|role=Director-General org="Food and Agriculture Organization of the United Nations"], FAO Director-General, warned '
    "of a new wave.",
    '[Rosa Blanco|role="Foreign Minister" country=ESP] (Foreign Minister of Spain) and [Luis Prado|role=Chair] (Chair, '
    "Fifth Committee) met.",
    'Tunisia\'s [Mohamed Ali Nafti|role="Minister of Migration" country=TUN], who is also Minister of Migration, signed.',
    'The delegation included [John Okello|role="Solicitor General"], Solicitor General; [Mary Atieno|role="Director of '
    'Legal Affairs"], Director of Legal Affairs; and [Peter Kamau|role="Second Secretary"], Second Secretary.',
    '[Helen Carter|role="Assistant Secretary for European Affairs" rule=signature]\nAssistant Secretary for European Affairs',
    'Statement by Mr. [Tariq Malik|role="Permanent Representative" country=PAK]\nPermanent Representative of Pakistan to '
    "the United Nations\n\nMr. President,",
    'PRESENT: [Nadia Osman|role=Spokesperson], Spokesperson; [Owen Adeyemi|role="Adviser to the Secretary-General"], '
    "Adviser to the Secretary-General",
    'The briefer was [Karen Bisset|role=Chair country= org="Security Council Committee established pursuant to resolution '
    '1518 (2003)"] (Canada), Chair of the Committee established pursuant to resolution 1518 (2003), who spoke at length.',
]


@pytest.mark.parametrize("marked", [*BEFORE, *AFTER], ids=lambda m: m[:40])
def test_the_role_beside_a_name(marked: str, analyse: Analyse) -> None:
    text, spans = read_markup(marked)
    assert differences(analyse(text).positions, spans) == []


def roles(analyse: Analyse, text: str, **given: str) -> list[tuple[str, str, str | None]]:
    return [(row.person, row.role, row.country) for row in analyse(text, **given).positions]


def test_a_counterpart_holds_the_office_of_the_one_named_before(analyse: Analyse) -> None:
    text = "Norwegian Foreign Minister Ingrid Solberg met her Ghanaian counterpart Kwame Boateng in Oslo on Tuesday."
    assert roles(analyse, text)[1] == ("Kwame Boateng", "Foreign Minister", "GHA")


def test_two_offices_for_one_country_are_one_position_for_two_bodies_two(analyse: Analyse) -> None:
    one = "Mihai Stratan, Deputy Prime Minister and Minister of Foreign Affairs of Moldova, landed in Riga."
    assert roles(analyse, one) == [("Mihai Stratan", "Deputy Prime Minister and Minister of Foreign Affairs", "MDA")]
    two = "Mr. Abdou Barry, former Prime Minister of Burkina Faso, President of the Commission of ECOWAS, observed the vote."
    assert [role for _, role, _ in roles(analyse, two)] == ["former Prime Minister", "President"]


def test_one_row_a_person_whatever_the_short_forms_and_ranks(analyse: Analyse) -> None:
    text = (
        "Ambassador Esi Quartey, Special Envoy of Ghana for Cyber Affairs, opened the session.\n\n"
        "The floor was then given to Ambassador Quartey. Special Envoy Quartey thanked the hosts."
    )
    assert roles(analyse, text) == [("Esi Quartey", "Special Envoy for Cyber Affairs", "GHA")]


def test_an_office_without_a_country_is_that_of_the_same_office_elsewhere(analyse: Analyse) -> None:
    text = (
        "‘We will wait,’ says Slovenian foreign minister\n\nLJUBLJANA – Foreign Minister Ana Kranjc told reporters on "
        "Monday that her country would wait for the report."
    )
    assert roles(analyse, text) == [("Ana Kranjc", "Foreign Minister", "SVN")]


def test_an_office_of_the_issuer_is_the_issuers_unless_it_has_no_such_office(analyse: Analyse) -> None:
    text = "Foreign Minister Ana Kranjc will open the conference tomorrow."
    assert roles(analyse, text, publisher="Ministry of Foreign Affairs of Norway")[0][2] == "NOR"
    assert roles(analyse, text, publisher="U.S. Department of State")[0][2] is None
    visit = "In Brunei, Counselor Dana Whitlock will meet with Foreign Minister Omar Hamzah and students."
    assert ("Omar Hamzah", "Foreign Minister", "BRN") in roles(analyse, visit, publisher="U.S. Department of State")


def test_an_office_the_issuer_lacks_is_that_of_the_place_visited(analyse: Analyse) -> None:
    text = (
        "Secretary Dana Whitlock will first visit Morocco, where she will meet with Foreign Minister Nasser Haddad. She will "
        "then travel to Tunisia to meet with Prime Minister Leila Trabelsi.\n\nPresident Ray Dunmore wished her well."
    )
    found = {person: country for person, _, country in roles(analyse, text, publisher="U.S. Department of State")}
    assert (found["Nasser Haddad"], found["Leila Trabelsi"]) == ("MAR", "TUN")


def test_two_forms_of_one_name_in_one_office_are_one_person(analyse: Analyse) -> None:
    text = (
        "Statement on Foreign Minister Anthony Brandt’s visit\n\nI have asked our Foreign Minister, Tony Brandt, to travel to "
        "the region."
    )
    assert [(person, role) for person, role, _ in roles(analyse, text)] == [("Anthony Brandt", "Foreign Minister")]


@pytest.mark.parametrize(
    "text",
    [
        "Ingrid Solberg and Kwame Boateng met in Oslo.",
        "In a meeting with the Prime Minister, Solberg said that Norway would wait.",
        "Ingrid Solberg, the Foreign Minister’s sister, wrote a book.",
        "The resolution on children was adopted. Maria Silva said nothing.",
        "",
        " \n\n ",
        "(((",
        "Minister",
    ],
)
def test_no_role_where_none_is_said(text: str, analyse: Analyse) -> None:
    assert analyse(text).positions == []


def test_an_apposition_that_belongs_to_the_next_name_is_not_the_first_ones(analyse: Analyse) -> None:
    text = "At the invitation of Foreign Minister Ana Kranjc, Minister of Foreign Affairs and Trade Maria Silva of Croatia will visit."
    assert [(person, role) for person, role, _ in roles(analyse, text)] == [
        ("Ana Kranjc", "Foreign Minister"),
        ("Maria Silva", "Minister of Foreign Affairs and Trade"),
    ]


def test_offsets_of_role_and_name(analyse: Analyse) -> None:
    text = "Norwegian Foreign Minister Ingrid Solberg arrived in Accra."
    (row,) = analyse(text).positions
    assert text[row.start : row.end] == row.text == "Ingrid Solberg"
    assert text[row.role_start : row.role_end] == "Foreign Minister"


def test_words_keep_lines_paragraphs_and_hyphens(nlp: Any) -> None:
    text = "Under-Secretary-General Ray\nof Peace\n\nOffice"
    words = read_words(text_of(nlp.make_doc(text)), [])
    assert [w.text for w in words] == ["Under-Secretary-General", "Ray", LINE, "of", "Peace", BREAK, "Office", BREAK]


def test_words_of_chrome_are_left_out(nlp: Any) -> None:
    text = "Share this\nMinister Ray"
    segments = [Segment(doc_id="d", start=0, end=11, role="chrome"), Segment(doc_id="d", start=11, end=23, role="body")]
    assert [w.text for w in read_words(text_of(nlp.make_doc(text), segments), [])] == ["Minister", "Ray", BREAK]


LISTS = [
    'Foreign Ministers [Ana Kova|role="Foreign Minister" country=AUS rule=list+bracket] (Australia), Kenji Mori (Japan) and '
    "Ravi Rao (India) met in Perth.",
    'Foreign Ministers Hakan Demir of Türkiye and [Elchin Aliyev|role="Foreign Minister" country=AZE] of Azerbaijan met.',
    'The foreign ministers of Qatar and Egypt, Ahmed Al Mannai and [Badr Fathy|role="foreign minister" country=EGY], signed.',
    'The Polish and German foreign ministers, Jan Nowak and [Karl Weber|role="foreign minister" country=DEU], agreed.',
]
OWNERS = [
    "President Bola Tinubu met the envoys, his spokesman [Bayo Ade|role=spokesman country=NGA rule=before-name+owner] said.",
    'António Guterres was worried, his deputy spokesman [Farid Hall|role="deputy spokesman" country= org="United Nations"] '
    "said.",
    'In Geneva, Coordinator [Tom Fletcher|role=Coordinator country= org="United Nations"] spoke.',
    "[Majid Rezai|role=head country=IRN rule=leads+role], who heads the Atomic Energy Organization of Iran, left Vienna.",
    'The chair thanked [Ana Lind|role=chair org="Foreign Affairs Committee"], who chairs the Foreign Affairs Committee.',
]


@pytest.mark.parametrize("marked", [*LISTS, *OWNERS])
def test_lists_and_whom_somebody_serves(analyse: Analyse, marked: str) -> None:
    text, spans = read_markup(marked)
    rows = [r for r in analyse(text).positions if r.start == spans[0].start]
    assert differences(rows, spans) == []


def test_a_clause_after_a_name_is_no_office(analyse: Analyse) -> None:
    rows = analyse("In a note signed by Bayo Ade, the President also told ministers to return.").positions
    assert rows == []


OTHER_HOUSES = [
    'The Chairman, Rivers Commission (RC), Prof. [Abike Dabo|role=Chairman org="Rivers Commission"], said so.',
    'The Minister of Foreign Affairs of Nigeria, Amb. [Yusuf Tanko|role="Minister of Foreign Affairs" country=NGA], said so.',
    'Foreign Minister Sugiono met his Malaysian counterpart, Dato\' Seri Utama Haji [Mohamad Azlan|role="Foreign Minister" '
    "country=MYS], on Monday.",
    "Then spokesperson for the Ministry of Foreign Affairs of Ukraine [Heorhii Tymko|role=spokesperson country=UKR] spoke.",
]


@pytest.mark.parametrize("marked", OTHER_HOUSES)
def test_offices_as_other_houses_put_them(analyse: Analyse, marked: str) -> None:
    text, spans = read_markup(marked)
    rows = [r for r in analyse(text).positions if r.start == spans[0].start]
    assert differences(rows, spans) == []


def test_whose_office_a_noun_before_a_verb_is(analyse: Analyse) -> None:
    text = "Asked about a call to Prince Faisal bin Turki, the spokesman replied that it was short."
    assert [r.role for r in analyse(text).positions if r.role == "spokesman"] == []
    text = "Mr. President, Chancellor Karl Weber said last week that it was late."
    assert [r.role for r in analyse(text).positions] == ["Chancellor"]
    text = "A Taliban government spokesman, Zabih Mujid, denied it."
    assert [(r.person, r.role) for r in analyse(text).positions] == [("Zabih Mujid", "government spokesman")]


def test_offices_whose_holders_are_known_by_their_name(analyse: Analyse) -> None:
    text = "The High Representative of the Union for Foreign Affairs and Security Policy, Ann Kask, met Nuncio Mgr José Bello."
    found = {r.person: (r.country, r.org) for r in analyse(text).positions}
    assert found == {"Ann Kask": (None, "European Union"), "José Bello": ("VAT", None)}


def test_joined_offices_and_colleagues(analyse: Analyse) -> None:
    text = "It was attended by Special Assistant to the President and Senior Director for Africa Dana Bell."
    (row,) = analyse(text).positions
    assert row.role == "Special Assistant to the President and Senior Director for Africa"
    text = "Secretary Ann Lee was glad to see his colleague, Cathy Colon. Lyonpo Karma Dorji, Minister for Trade, was there."
    assert [(r.person, r.role) for r in analyse(text).positions] == [
        ("Ann Lee", "Secretary"),
        ("Karma Dorji", "Minister for Trade"),
    ]


def test_kings_and_chiefs_of_staff(analyse: Analyse) -> None:
    text = (
        "The Custodian of the Two Holy Mosques King Salman bin Abdulaziz received it. President Jan Nowak’s chief of staff, "
        "Piotr Lis, left."
    )
    found = {r.text: r.role for r in analyse(text).positions}
    assert found == {"Salman bin Abdulaziz": "King", "Jan Nowak": "President", "Piotr Lis": "chief of staff"}


def test_a_known_official_serves_the_known_body(analyse: Analyse) -> None:
    text = "Secretary-General Ahmed Aboul Gheit spoke of UNRWA in Cairo."
    assert [r.org for r in analyse(text).positions] == ["League of Arab States"]
