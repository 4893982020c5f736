"""Speakers: whom a source phrase stands for, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

Analyse = Callable[..., SimpleNamespace]
ALL = ("direct", "mixed", "indirect")


def speakers(
    analyse: Analyse, text: str, kinds: tuple[str, ...] = ALL
) -> list[tuple[str | None, str | None, str | None]]:
    return [(r.speaker, r.speaker_name, r.speaker_kind) for r in analyse(text).quotes if r.kind in kinds]


def names(analyse: Analyse, text: str) -> list[str | None]:
    return [r.speaker_name for r in analyse(text).quotes if r.kind != "indirect"]


def test_pronoun_and_surname_become_the_full_name(analyse: Analyse) -> None:
    text = (
        "Finnish Foreign Minister Elina Rautio met Mr. Johan Berg in Turku on Monday.\n\n"
        "“The talks were frank,” she said. “We will meet again,” Berg replied. “I hope so,” Rautio added.\n"
    )
    assert names(analyse, text) == ["Elina Rautio", "Johan Berg", "Elina Rautio"]


def test_roles_go_to_the_one_person_they_fit(analyse: Analyse) -> None:
    text = (
        "MOSCOW, March 3. /TASS/. Russia will send observers, Russian Foreign Ministry Spokeswoman Olga Veresova told "
        "reporters. “They will leave on Friday,” the diplomat said. “The list is ready,” the spokeswoman noted.\n"
    )
    assert names(analyse, text) == ["Olga Veresova", "Olga Veresova"]


def test_a_role_that_fits_nobody_or_two_stays_a_role(analyse: Analyse) -> None:
    text = (
        "Estonian Foreign Minister Margus Kallas and Latvian Foreign Minister Baiba Ozola met in Valga. "
        "“The border is calm,” the minister said.\n"
    )
    assert speakers(analyse, text, ("direct",)) == [("the minister", "minister", "role")]
    assert names(analyse, "“It is a bad text for all,” said a senior European diplomat.") == [
        "senior European diplomat"
    ]


def test_a_pronoun_takes_up_a_role_without_a_name(analyse: Analyse) -> None:
    text = "Peru’s delegate said the text was weak. “It binds nobody at all,” he said.\n"
    assert names(analyse, text) == ["Peru’s delegate"]


def test_two_people_with_one_surname_stay_apart(analyse: Analyse) -> None:
    text = (
        "Mr. Anton Weiss and Mrs. Clara Weiss spoke in Bern. “We agree on the dam,” Mrs. Weiss said. "
        "“We do not agree on the road,” Mr. Weiss said.\n"
    )
    assert names(analyse, text) == ["Clara Weiss", "Anton Weiss"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The document says that the fund will close in May.", "document"),
        ("The authors of the resolution stressed that the fund would close.", "group"),
        ("“The fund will close in May,” the ministry said in a statement.", "body"),
        ("“The fund will close in May,” Foreign Minister Elina Rautio said.", "person"),
        ("“The fund will close in May,” said the representative of Egypt.", "role"),
    ],
)
def test_kinds_of_speakers(analyse: Analyse, text: str, kind: str) -> None:
    assert [r.speaker_kind for r in analyse(text).quotes] == [kind]


def test_the_country_is_the_one_spoken_for(analyse: Analyse) -> None:
    rows = analyse("The representative of Egypt said that the text was balanced.").quotes
    assert [r.speaker_country for r in rows] == ["EGY"]


def test_words_alone_belong_to_the_one_who_spoke_last(analyse: Analyse) -> None:
    text = "“The dam is safe,” said engineer Ruth Adler. “It was tested twice.”\n\n“Nobody needs to worry.”\n"
    assert names(analyse, text) == ["Ruth Adler"] * 3


def test_the_reporter_counts_not_the_country_inside_the_report(analyse: Analyse) -> None:
    text = "Envoy Igor Palkin noted that Moscow does not reject the text but proposes to “read it once more in June”.\n"
    assert names(analyse, text) == ["Igor Palkin"]


def test_according_to_covers_what_is_quoted(analyse: Analyse) -> None:
    text = "Minister Igor Palkin spoke first. According to him, Oslo had insisted on “a seat at every table”.\n"
    assert names(analyse, text) == ["Igor Palkin"]


def test_dates_are_no_speakers(analyse: Analyse) -> None:
    text = "“There is a way out of this,” Palkin, a former envoy, said Thursday morning in Geneva.\n"
    assert names(analyse, text) == ["Palkin"]


def test_capitals_and_countries_in_meeting_records(analyse: Analyse) -> None:
    text = "LENA HOLT (Norway), speaking before the vote, said that her delegation would abstain.\n"
    (row,) = analyse(text).quotes
    assert (row.speaker_name, row.text) == ("Lena Holt", "her delegation would abstain")


def test_officials_of_organisations_speak_for_no_country(analyse: Analyse) -> None:
    rows = analyse("UN Secretary-General António Guterres said that the talks would go on.").quotes
    assert [(r.speaker_name, r.speaker_country) for r in rows] == [("António Guterres", None)]


def test_the_name_at_the_end_of_a_long_title(analyse: Analyse) -> None:
    text = "“We will sign it in May,” Russian Presidential Envoy for cooperation on rivers Igor Palkin told TASS.\n"
    assert names(analyse, text) == ["Igor Palkin"]


def test_quoted_as_saying(analyse: Analyse) -> None:
    text = "“The port will answer,” Mayor Elina Rautio was quoted as saying by the news agency.\n"
    assert names(analyse, text) == ["Elina Rautio"]


def test_given_names_of_two_syllables(analyse: Analyse) -> None:
    text = (
        "SEOUL, May 3 (Yonhap) -- Vice Foreign Minister Han Duk-soon said Friday Seoul would wait.\n\n"
        "“We have time,” Han told reporters. Lin Chia-yu's aide, Seo Min-ji, agreed. “So do we,” she said.\n"
    )
    assert names(analyse, text) == ["Han Duk-soon", "Seo Min-ji"]


def test_a_nameless_one_is_taken_up_before_somebody_named_earlier(analyse: Analyse) -> None:
    text = (
        "Estonian ambassador Jaan Tamm left early. “Nobody is happy,” he said.\n\n"
        "An Asian diplomat, who asked not to be named, was less sure.\n\n“We are tired,” the diplomat said.\n"
    )
    assert names(analyse, text) == ["Jaan Tamm", "Asian diplomat"]


def test_a_role_means_who_holds_it_now(analyse: Analyse) -> None:
    text = (
        "Norwegian Foreign Minister Anna Berg met her predecessor. Former Norwegian Foreign Minister Lars Dahl praised the talks "
        "as “a very good start”.\n\nThe Norwegian foreign minister said that “it was only a beginning”.\n"
    )
    assert names(analyse, text) == ["Lars Dahl", "Anna Berg"]


def test_the_first_of_two_surnames_means_who_was_named_before(analyse: Analyse) -> None:
    text = (
        "One of the nurses, Elena Vargas de la Torre, spoke to reporters. “They gave us an hour,” Vargas said. "
        "“Nobody helped,” she added.\n\nPresident Hugo Vargas denied it.\n"
    )
    assert names(analyse, text) == ["Elena Vargas de la Torre"] * 2


def test_the_subject_an_apposition_names_is_meant_by_a_pronoun(analyse: Analyse) -> None:
    text = (
        "The mayor received Pavel Hron. Slovakia's top envoy, Marek Kovac, denounced what he called “an attack on the "
        "press of Europe”.\n"
    )
    assert names(analyse, text) == ["Marek Kovac"]


def test_words_after_a_name_with_a_country_in_brackets(analyse: Analyse) -> None:
    text = "Reactions\n\nEva Novak (Czechia): “It is a short text after a long night.”\n\nOla Lind (Sweden): “We agree to wait.”\n"
    assert names(analyse, text) == ["Eva Novak", "Ola Lind"]


def test_the_name_before_an_apposition_that_hides_the_subject(analyse: Analyse) -> None:
    text = (
        "In an interview with a daily, Ambassador Rui Prado, Special Advisor to President Ana Melo, declared: “Talks – always "
        "talks – are the only way”.\n"
    )
    assert names(analyse, text) == ["Rui Prado"]


def test_turns_under_labels_that_vary(analyse: Analyse) -> None:
    text = (
        "Press conference\n\nSecretary General, Anna Lindt: Good morning, all of you.\n\nPrime Minister, Luka Petrov: Thank you, "
        "dear Anna.\n\nJoe Marsh (Vijesti): Will the door stay open?\n\nAnna Lindt: Short answer: yes.\n\nPetrov: We agree.\n"
    )
    assert names(analyse, text) == ["Anna Lindt", "Luka Petrov", "Joe Marsh", "Anna Lindt", "Luka Petrov"]


def test_answers_of_the_office_that_the_heading_names(analyse: Analyse) -> None:
    text = (
        "Statements by the spokesperson of the ministry\n\n1. Chad\n\nQ: Has the minister spoken to his colleague?\n\n"
        "A: Yes. Minister Luc Favre called him on Monday.\n\n2. Mali\n\nQ: Any news?\n\nA: I have none.\n"
    )
    answers = [r for r in analyse(text).quotes if r.speaker == "A" and r.kind == "direct"]
    assert [(r.text[:4], r.speaker_name) for r in answers] == [("Yes.", "spokesperson"), ("I ha", "spokesperson")]


def test_a_known_person_has_one_name_in_all_tables(analyse: Analyse) -> None:
    """A middle initial in the text makes no second name of somebody the knowledge base knows."""
    text = "Antony J. Blinken opened the hearing. “We came to listen to every side of it,” Blinken said."
    found = analyse(text, published="2022-05-04")
    names = {e.name for e in found.entities if e.label == "PERSON"}
    assert {q.speaker_name for q in found.quotes} == names == {"Antony Blinken"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A subject far from its verb is still who says it, not the noun of the clause.
        (
            "The delegate of Peru, taking the floor early, said the draft could “sink before it sails”.",
            {"delegate of Peru"},
        ),
        ("Estonia’s envoy, speaking after the vote, said the body had “lost its compass again”.", {"Estonia’s envoy"}),
        # A more general noun takes up the last speaker; a pronoun must agree.
        (
            "Ambassador Mario Rossi left. “It is late,” a delegate from the coast told reporters. The diplomat expects her minister to "
            "sign “with a fountain pen”.",
            {"delegate from the coast"},
        ),
        # Estimates of nobody in particular, and of somebody.
        ("According to estimates, losses reach $5 billion a year.", {None}),
        ("According to World Bank estimates, losses reach $5 billion a year.", {"World Bank"}),
    ],
)
def test_who_speaks_where_the_nearest_noun_does_not(analyse: Analyse, text: str, names: set[str | None]) -> None:
    assert {row.speaker_name for row in analyse(text).quotes} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Lima believes the day is near. Aino Virta thinks that towns will decide: “Who pays writes the rules,” she says.",
            "Aino Virta",
        ),
    ],
)
def test_who_speaks_after_a_colon_is_said_behind_the_words(analyse: Analyse, text: str, name: str) -> None:
    assert [row.speaker_name for row in analyse(text).quotes if row.kind == "direct"] == [name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Our experience differs: during the outage of 19 March, which cost one firm a fortune, colleagues in six towns answered "
            "within an hour.",
            [],
        ),
        ("Three members said no to the deal, and 12 supported it.", []),
        ("Ninety states said yes late on Monday, 40 opposed it.", []),
        ("The two sides reaffirmed that the law applies at sea and recalled the charter.", ["the law applies at sea"]),
        ("He said that the road was safe and recalled the old one.", ["the road was safe and recalled the old one"]),
        ("Iceland’s delegate regretted that sponsors had not waited.", ["sponsors had not waited"]),
        ("The second, “Advancing wise conduct of ships at sea” (A/C.1/79/L.8), introduced by Peru, passed.", []),
        (
            "MEETING\n\nPRESENT: Anna Berg, Chair; Leo Falk, Secretary; eleven members.\n\nLIST: harbours, bridges, roads and canals.",
            [],
        ),
        (
            "MODERATOR: Good morning to all.\n\nMS BERG: Thank you for coming.\n\nNOTE: The tape stops here.\n\nThe table was cleared.",
            ["Good morning to all.", "Thank you for coming."],
        ),
    ],
)
def test_what_is_no_report_and_where_one_ends(analyse: Analyse, text: str, said: list[str]) -> None:
    assert [row.text for row in analyse(text).quotes] == said


def test_a_role_that_opens_a_text_is_who_is_named_next(analyse: Analyse) -> None:
    agency = (
        "GENEVA, Oct 4 (Reuters) - The head of the U.N. weather agency said on Friday that the summer had been too hot.\n\n"
        "“Many places burned,” Carla Brandt said at a press conference.\n\nAsked if she was worried, Brandt replied: “Very.”\n"
    )
    found = [(r.text[:9], r.speaker_name) for r in analyse(agency).quotes]
    assert found == [("the summe", "Carla Brandt"), ("Many plac", "Carla Brandt"), ("Very.", "Carla Brandt")]
    spokesman = "China will reply, a foreign ministry spokesperson said.\n\nSpokesperson Lin Wei spoke to reporters on Tuesday.\n"
    assert [r.speaker_name for r in analyse(spokesman).quotes] == ["Lin Wei"]
    vague = "A senior official said that talks would resume. Foreign Minister Ann Bell was glad.\n"
    assert [r.speaker_name for r in analyse(vague).quotes] == ["senior official"]


def test_a_pronoun_for_a_nameless_delegate(analyse: Analyse) -> None:
    text = (
        "Minister Anna Bell opened the session. The ambassador of Chad thanked her. “We are few,” she said.\n\n"
        "The delegate of Nepal took the floor next. He stressed that “mountains know no borders”.\n"
    )
    assert names(analyse, text) == ["ambassador of Chad", "delegate of Nepal"]


def test_names_that_look_like_places_and_titles(analyse: Analyse) -> None:
    text = (
        "ISLAMABAD: Spokesperson Zara Baloch rejected this. “It takes two,” Ms Baloch said. The spokeswoman added: “We wait.”\n\n"
        "Senator Rufus King was there. “I agree with her,” King said.\n"
    )
    assert names(analyse, text) == ["Zara Baloch", "Zara Baloch", "Rufus King"]
    text = "“We want other records,” said Rep. Tim Jordan of Ohio. “Who was it?” Mr. Jordan asked.\n"
    assert names(analyse, text) == ["Tim Jordan", "Tim Jordan"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Tarsk Gazette quoted Deputy Mayor Olga Vesper as saying that the bridge would stay shut.", "Olga Vesper"),
        ("“We leave at dawn,” the state agency quoted an unnamed port official as saying.", "unnamed port official"),
        ("Envoy Olga Vesper was quoted by Petra as saying: “Nobody has lost anything yet.”", "Olga Vesper"),
    ],
)
def test_who_is_quoted_by_somebody_else(analyse: Analyse, text: str, name: str) -> None:
    assert {r.speaker_name for r in analyse(text).quotes} == {name}


def test_a_citizen_is_the_person_of_that_country(analyse: Analyse) -> None:
    text = "Norway’s Foreign Minister Ingrid Solberg came to Ramallah. “I came to listen,” the Norwegian said.\n"
    assert names(analyse, text) == ["Ingrid Solberg"]
    text = "Kenya’s envoy Esi Quartey spoke first. “We paid for it twice,” the French said.\n"
    assert names(analyse, text) == ["France"]


def test_styles_of_clerics_and_princes(analyse: Analyse) -> None:
    text = (
        "Cardinal Matteo Ruffini went to Homs on Friday. “Peace must be just,” the Cardinal said. "
        "“No wall has ever lasted,” the prelate added. “Pray with us all,” His Eminence said.\n"
    )
    assert names(analyse, text) == ["Matteo Ruffini"] * 3


def test_the_chief_of_a_body_is_nobody_of_another(analyse: Analyse) -> None:
    text = (
        "“The need is great,” UN relief chief Tom Fletcher said. NATO Secretary General Mark Rutte met President Zelenskyy. "
        "“We stand by it,” the NATO chief said. EU foreign policy chief Kaja Kallas was there. “They bite,” the EU’s top "
        "diplomat said.\n"
    )
    assert names(analyse, text) == ["Tom Fletcher", "Mark Rutte", "Kaja Kallas"]


def test_what_somebody_was_before(analyse: Analyse) -> None:
    text = (
        "Foreign Minister Jaan Tamm spoke in Narva. Member of Parliament Mari Kask told the radio that she had doubts. "
        "“Pilots know the way,” the former foreign minister said.\n"
    )
    assert names(analyse, text) == ["Mari Kask"]


def test_a_label_with_an_office_or_an_outlet(analyse: Analyse) -> None:
    text = (
        "Shri Arvind Rao, Official Spokesperson: Good evening to all of you.\n\nSuhana, WION: Sir, is there a date?\n\n"
        "Shri Arvind Rao: We will share it when we have one.\n\nSuhana, WION: And the place?\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Arvind Rao", "Suhana", "Arvind Rao", "Suhana"]


def test_two_speakers_in_one_sentence(analyse: Analyse) -> None:
    text = (
        "The quarrel would end soon, President Ana Borges assured lawmakers, while former minister Luis Prado cautioned that "
        "the country must “go to court if need be”.\n"
    )
    assert [(r.kind, r.speaker_name) for r in analyse(text).quotes] == [
        ("indirect", "Ana Borges"),
        ("indirect", "Luis Prado"),
        ("mixed", "Luis Prado"),
    ]


def test_a_stop_inside_a_name(analyse: Analyse) -> None:
    text = "“The claim is wrong,” department spokesperson Ma. Luisa Daza said in a statement.\n"
    (row,) = analyse(text).quotes
    assert row.speaker is not None and row.speaker.endswith("Daza")


def test_a_participle_goes_on_for_the_speaker(analyse: Analyse) -> None:
    text = (
        "Tariq Udo, the Minister, said that the incident was one too many, stressing that Nigeria would not fold its arms. "
        "“We will see,” he added.\n"
    )
    assert {r.speaker_name for r in analyse(text).quotes} == {"Tariq Udo"}
    assert len(analyse(text).quotes) == 3


def test_a_counterpart_by_country(analyse: Analyse) -> None:
    text = (
        "Minister Lars Bruun of Denmark and Maria Stenberg of Sweden met. Stenberg said that the text was weak. Her Danish "
        "opposite number went further: “They are on the wrong track.”\n"
    )
    assert names(analyse, text) == ["Lars Bruun"]


def test_a_chairman_may_be_a_woman(analyse: Analyse) -> None:
    text = "The Chairman, Rivers Commission, Prof. Abike Dabo, said boats would come. “They leave at noon,” she said.\n"
    assert names(analyse, text) == ["Abike Dabo"]


def test_the_former_and_the_latter(analyse: Analyse) -> None:
    text = (
        "Sergei Lavin and Hakan Demir spoke in Antalya. The former said the talks were useful, while the latter noted that "
        "“much remains to be done”.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Sergei Lavin", "Hakan Demir"]
    text = "Envoys Mary Carver and Hae Kyung Yoo were glad, with the latter saying her side “stands shoulder to shoulder”.\n"
    assert names(analyse, text) == ["Hae Kyung Yoo"]


def test_epithets_and_ages_of_who_spoke_just_before(analyse: Analyse) -> None:
    text = (
        "“We will stay the course,” Special Envoy Keith Kellner told the radio. The retired general said he hoped for a deal. "
        "“It takes two,” the 80-year-old added.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Keith Kellner"] * 3


def test_his_successor_is_the_other_one(analyse: Analyse) -> None:
    text = (
        "Chairperson Moussa Fadel handed over to Mahmoud Yusuf on Sunday. “We stand at a crossroads,” Fadel said. His successor "
        "vowed to “silence the guns for good”.\n"
    )
    assert names(analyse, text) == ["Moussa Fadel", "Mahmoud Yusuf"]


def test_a_name_inside_an_insertion_is_not_the_speaker(analyse: Analyse) -> None:
    text = (
        "Secretary-General António Guterres, in remarks delivered by his Chef de Cabinet, Courtney Ralston, told the Council "
        "that the force needed money.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["António Guterres"]


def test_letters_for_an_office(analyse: Analyse) -> None:
    text = "Dr. Anil Mehra, External Affairs Minister, chaired the talks. EAM said that “trust is the new currency”.\n"
    assert names(analyse, text) == ["Anil Mehra"]


def test_a_minister_by_the_country_of_a_known_person(analyse: Analyse) -> None:
    text = "“Thank you all,” Andrii Sybiha wrote after a call with Baiba Braže. The Latvian minister said that “it is our fight”.\n"
    assert names(analyse, text) == ["Andrii Sybiha", "Baiba Braže"]


def test_the_namesake_who_spoke_last(analyse: Analyse) -> None:
    text = (
        "Kim Yo-jong, the sister of North Korean leader Kim Jong-un, said Pyongyang would wait. “There is nothing to add,” Kim "
        "said in a note.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Kim Yo Jong"] * 2


def test_chancellors_and_heads_of_diplomacy(analyse: Analyse) -> None:
    text = (
        "Foreign Minister Rosa Villegas of Colombia told the radio that she would go. “We will not be silenced,” the chancellor "
        "said. “Nobody will,” stressed the head of Colombian diplomacy.\n"
    )
    assert names(analyse, text) == ["Rosa Villegas"] * 2
    text = "German Foreign Minister Karl Weber told the radio that he would go. “I stay,” the chancellor said.\n"
    assert names(analyse, text) == ["chancellor"]


def test_a_politician_named_alone_before(analyse: Analyse) -> None:
    text = "Dutch foreign minister Kees Bakker resigned on Friday. “I felt bound,” the politician told the agency.\n"
    assert names(analyse, text) == ["Kees Bakker"]


def test_a_surname_after_its_country(analyse: Analyse) -> None:
    text = "Lithuania’s Landsbergis wanted more. “Too little, too late,” he said.\n"
    assert names(analyse, text) == ["Gabrielius Landsbergis"]


def test_floor_speakers_and_bodies_between_office_and_name(analyse: Analyse) -> None:
    text = "ANNE-MARIE LUNDA (Zambia), speaking also on behalf of Malawi and Botswana, said that mines were slow to clear.\n"
    assert [r.speaker_name for r in analyse(text).quotes] == ["Anne-Marie Lunda"]
    text = "The Chairman/CEO, Rivers Commission (RC), Hon. Abike Dabo, said boats would leave. “They are full,” she said.\n"
    assert [r.speaker_name for r in analyse(text).quotes] == ["Abike Dabo"] * 2


def test_an_ambassador_is_one_named_before(analyse: Analyse) -> None:
    text = (
        "Fu Wen, China’s permanent representative to the UN, spoke first. “Pressure begets pressure,” Fu said. The ambassador "
        "noted that a draft was ready. Ann Shea, the U.S. ambassador, and Ho Jun, the South Korean ambassador, disagreed.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Fu Wen"] * 2


def test_i_within_words_said_is_who_says_them(analyse: Analyse) -> None:
    text = "QUESTION: What came of it?\n\nFOREIGN MINISTER RAUTIO: I told him that the border stays shut. He said he was sorry.\n\n"
    found = [(r.text, r.speaker_name) for r in analyse(text).quotes if r.kind == "indirect"]
    assert found == [("the border stays shut", "Rautio"), ("he was sorry", None)]


def test_what_things_show_is_reported_by_nobody(analyse: Analyse) -> None:
    text = "All of this tells us that the plan works. Everything suggests that the crisis is over. It says that aid will come.\n"
    assert [r.cue for r in analyse(text).quotes] == ["says"]
    text = (
        "The courage of the nurses reminds us that peace is near. The ships left on Friday, according to schedule. The truce "
        "declared last week would hold. These figures and the theme for this year, “Together we learn to heal,” matter.\n"
    )
    assert [r.text for r in analyse(text).quotes] == []


def test_a_country_with_its_article_is_no_citizen(analyse: Analyse) -> None:
    text = (
        "WASHINGTON, 5 May 2021\n\nMary Jones, the American envoy, spoke. The U.S. said that more doses would follow.\n"
    )
    assert speakers(analyse, text, ("indirect",)) == [("The U.S.", "United States", "body")]


def test_who_spoke_comes_before_who_was_spoken_of(analyse: Analyse) -> None:
    text = "Secretary Shafiq Alom said Prof Muhammad Yunus would come. In reply to a question, he said no date had been set.\n"
    assert [r.speaker_name for r in analyse(text).quotes] == ["Shafiq Alom"] * 2


def test_who_answers_is_no_third_person(analyse: Analyse) -> None:
    text = (
        "MR HALE: We have nothing on that. The Secretary has been clear: “Peace has to be made by both.” That is all.\n\n"
        "QUESTION: And tomorrow?\n\nMR HALE: We will see.\n"
    )
    inner = next(r for r in analyse(text).quotes if r.parent_quote)
    assert (inner.text, inner.speaker_name) == ("Peace has to be made by both.", "Secretary")


def test_a_statement_on_a_country_is_not_said_by_it(analyse: Analyse) -> None:
    text = (
        "Statement attributable to the Spokesperson for the Secretary-General – on Haiti\n\n"
        "The Secretary-General condemns the killings. He sends his condolences. He reiterates that the mission needs money.\n\n"
        "Anna Dupuis, Spokesman for the Secretary-General\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Secretary-General"]


def test_answers_without_a_label_are_no_part_of_the_question(analyse: Analyse) -> None:
    text = (
        "Remarks upon arrival\n\nGood morning, everybody. We start with Ukraine.\n\nQ. What about Hungary?\n\n"
        "We are working with Hungary.\n\nQ. And the budget, Minister?\n\nIt is on the table.\n"
    )
    assert [r.text for r in analyse(text).quotes] == ["What about Hungary?", "And the budget, Minister?"]


def test_a_leader_named_alone_before(analyse: Analyse) -> None:
    text = (
        "Uganda’s President Yoweri Musoke urged dialogue. The veteran leader said guns “have never built a nation”.\n"
    )
    assert names(analyse, text) == ["Yoweri Musoke"]


def test_an_apposition_after_a_bracket(analyse: Analyse) -> None:
    text = "MEP Ana Sánchez (S&D, ES), Parliament’s rapporteur on Türkiye, tweeted “enough of double standards”.\n"
    assert names(analyse, text) == ["Ana Sánchez"]


def test_he_as_a_style_is_no_pronoun(analyse: Analyse) -> None:
    text = (
        "HE Dr. Majid Al Qasim, Acting Minister of Media, told a press conference that the Kingdom had plans. For his part, HE "
        "the Minister of Tourism, Ahmed Al Khatib, indicated that arrivals had doubled.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Majid Al Qasim", "Ahmed Al Khatib"]


def test_with_somebody_saying(analyse: Analyse) -> None:
    text = "“We are partners,” Pete Hagen told the press, with Kenji Nakata saying the alliance “has never been stronger”.\n"
    assert names(analyse, text) == ["Pete Hagen", "Kenji Nakata"]


def test_two_offices_of_one_speaker(analyse: Analyse) -> None:
    text = "Pacific Forum Chair and Solomon Islands Prime Minister Hon. Jeremy Maneka says the region has one voice.\n"
    assert [r.speaker_name for r in analyse(text).quotes] == ["Jeremy Maneka"]


def test_a_lawmaker_is_who_spoke_just_before(analyse: Analyse) -> None:
    text = (
        "Committee secretary Behnam Sadri said nobody would come in. “The law binds all,” the lawmaker told Mehr. Speaker "
        "Mohammad Ghalib warned that it would be met.\n"
    )
    assert [r.speaker_name for r in analyse(text).quotes] == ["Behnam Sadri", "Behnam Sadri", "Mohammad Ghalib"]
