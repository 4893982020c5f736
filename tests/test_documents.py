"""Documents: title, day, publisher and place of headers in the manner of many houses, each with its evidence."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.ingest import Source
from pipeline.ingest.sources import Clue
from pipeline.page import documents, segments
from pipeline.page.given_days import read_given_date
from pipeline.resources import Models
from pipeline.tables import SILENT
from tests.markup import as_read

ROOT = Path(__file__).parents[1]
BODY = (
    "The ministers met on the margins of the conference and agreed to hold another round of talks before the end of the year, "
    "when the two commissions report back to them.\n\nThey also exchanged views on trade, transport and the rights of fishermen "
    "in the northern waters, and asked their deputies to draft a plan.\n"
)

# fmt: off
# ruff: noqa: E501
HEADERS = [
    (
        "Council of the European Union\nGeneral Secretariat\nForeign Affairs Council, 19 February 2022\nMain results\n\nWar in the east\n",
        "",
        ("Foreign Affairs Council, 19 February 2022", "2022-02-19", "Council of the European Union", None),
    ),
    (
        "Spokesman's weekly press conference\nTehran, Mordad 15, 1403 (August 5, 2024), IRNA – ",
        "",
        ("Spokesman's weekly press conference", "2024-08-05", "IRNA", "Tehran"),
    ),
    (
        "Bank cuts growth forecasts as war grinds on\nBy Anna Berg, 15 May 2024, London/Yerevan\n\n",
        "",
        ("Bank cuts growth forecasts as war grinds on", "2024-05-15", None, None),
    ),
    (
        "USUN\nUnited States Mission to the United Nations\nFOR IMMEDIATE RELEASE\nMarch 6, 2022\nRemarks by Ambassador Ann Lee on whaling\n\n",
        "",
        ("Remarks by Ambassador Ann Lee on whaling", "2022-03-06", "United States Mission to the United Nations", None),
    ),
    (
        "Government Offices of Sweden\nPress release from Ministry for Foreign Affairs\nMinister to visit Kenya\nPublished 06 March 2022\n\n",
        "",
        ("Minister to visit Kenya", "2022-03-06", "Government Offices of Sweden", None),
    ),
    (
        "OHCHR\nPRESS RELEASES | SPECIAL PROCEDURES\nUN experts alarmed by arrests\n06 March 2022\n\n",
        "",
        ("UN experts alarmed by arrests", "2022-03-06", "OHCHR", None),
    ),
    (
        "06.03.24 13:15\nBriefing by Foreign Ministry Spokeswoman Anna Petrova, Moscow, March 6, 2024\n\n",
        "",
        ("Briefing by Foreign Ministry Spokeswoman Anna Petrova, Moscow, March 6, 2024", "2024-03-06", None, None),
    ),
    (
        "Government of Canada / Gouvernement du Canada\nGlobal Affairs Canada\nStatement\nStatement on fishing rights\nNovember 3, 2021 - Ottawa, Ontario\n\n",
        "",
        ("Statement on fishing rights", "2021-11-03", "Global Affairs Canada", "Ottawa"),
    ),
    (
        "Senator the Hon Anna Berg\nMinister for Foreign Affairs\nThe Hon Tom Hill MP\nAssistant Minister for Trade\nJoint media release\nNew sanctions on arms brokers\n1 February 2022\n\n",
        "",
        ("New sanctions on arms brokers", "2022-02-01", None, None),
    ),
    (
        "North Atlantic Council\nPress Release (2022) 012\nIssued on 06 Mar. 2022\nStatement by the North Atlantic Council on cyber attacks\n\n",
        "",
        ("Statement by the North Atlantic Council on cyber attacks", "2022-03-06", "North Atlantic Council", None),
    ),
    ("RIYADH, 25 Sha'ban 1445H, March 6, 2024, SPA -- ", "", (None, "2024-03-06", "Saudi Press Agency", "Riyadh")),
    (
        "COMMUNIQUÉ DE PRESSE\nKinshasa, le 6 mars 2024\nThe mission is deployed\n\n",
        "",
        ("The mission is deployed", "2024-03-06", None, None),
    ),
    (
        "Release Time: 2024/03/06 10:30\nTwo islands sign an accord\nMOFA Press Release No. 055\n\n",
        "",
        ("Two islands sign an accord", "2024-03-06", "Ministry of Foreign Affairs", None),
    ),
    (
        "REPUBLIC OF TÜRKİYE\nMINISTRY OF FOREIGN AFFAIRS\n\nNo: 12, 4 March 2022, Regarding the Flood in Fiji\n\n",
        "",
        ("No: 12, 4 March 2022, Regarding the Flood in Fiji", "2022-03-04", "Ministry of Foreign Affairs", None),
    ),
    (
        "WORLD TRADE ORGANIZATION\nNEWS  2021  NEWS ITEMS\nGENERAL COUNCIL: 22-23 JULY 2021\n\nMembers take stock of farm talks\n\n",
        "",
        ("Members take stock of farm talks", "2021-07-23", "World Trade Organization", None),
    ),
    (
        "INTERNATIONAL COURT OF JUSTICE\nPeace Palace, Carnegieplein 2, 2517 KJ The Hague, Netherlands\n\nPress Release\nUnofficial\nNo. 2019/7\n4 April 2019\n\nMaritime Dispute (Peru v. Ecuador)\n\nTHE HAGUE, 4 April 2019. ",
        "",
        ("Maritime Dispute (Peru v. Ecuador)", "2019-04-04", "International Court of Justice", "The Hague"),
    ),
    (
        "GENERAL ASSEMBLY\nFIFTH COMMITTEE\nSEVENTIETH SESSION, 12TH & 13TH MEETINGS (AM & PM)\n\nDelegates Weigh Cuts to Travel Budget\n\nGA/AB/4175\n3 NOVEMBER 2015\n\n",
        "",
        ("Delegates Weigh Cuts to Travel Budget", "2015-11-03", "General Assembly", None),
    ),
    (
        "European Parliament\nPress Releases\nNew rules on seed imports\nPLENARY SESSION  AGRI INTA  14-03-2024 - 12:57\n\n",
        "",
        ("New rules on seed imports", "2024-03-14", "European Parliament", None),
    ),
    (
        "Geneva/Nairobi, 3 June 2021\n\nNews release\nAgencies warn of locusts\n\n",
        "",
        ("Agencies warn of locusts", "2021-06-03", None, "Geneva"),
    ),
    (
        "COMMUNIQUÉ\n\nPSC/PR/COMM.988 (2021)\nAdopted by the Peace and Security Council (PSC) of the African Union (AU) at its 988th meeting held on 5 April 2021, on the situation in Mali.\n\nThe Council,\n\n",
        "",
        ("COMMUNIQUÉ", "2021-04-05", None, None),
    ),
    (
        "Ministry of Foreign Affairs of the Republic of Latvia\n\nLatvia condemns attack on shipping\n\n14.03.2024. 10:22\n\n",
        "",
        (
            "Latvia condemns attack on shipping",
            "2024-03-14",
            "Ministry of Foreign Affairs of the Republic of Latvia",
            None,
        ),
    ),
    (
        "FOREIGN MINISTRY OF THE REPUBLIC OF BELARUS\nPress release\n\nMinister meets Ambassador of Cuba\n\nOn 5 March 2024 in Minsk, the Minister received the Ambassador.\n\n",
        "",
        ("Minister meets Ambassador of Cuba", None, "Foreign Ministry of the Republic of Belarus", None),
    ),
    (
        "Briefing by Foreign Ministry Spokeswoman Anna Petrova, Moscow, March 6, 2024\n\n6 March 2024 19:42\n\n",
        "",
        ("Briefing by Foreign Ministry Spokeswoman Anna Petrova, Moscow, March 6, 2024", "2024-03-06", None, None),
    ),
    (
        "412-06-03-2024\n\nPress release on the talks with Angola\n\n",
        "",
        ("Press release on the talks with Angola", "2024-03-06", None, None),
    ),
    ("MOSCOW. March 6 (Interfax) - ", "", (None, None, "Interfax", "Moscow")),
    (
        "Kremlin rejects proposal\n\nMOSCOW, March 6, 2024 (AFP) - ",
        "",
        ("Kremlin rejects proposal", "2024-03-06", "Agence France-Presse", "Moscow"),
    ),
    (
        "Chinese premier to visit Fiji\n\nXinhua | Updated: 2024-03-06 09:12:45\n\nBEIJING, March 5 (Xinhua) -- ",
        "",
        ("Chinese premier to visit Fiji", '2024-03-05', "Xinhua", "Beijing"),
    ),
    (
        "Chinese premier to visit Fiji\n\nSource: Xinhua| 2019-03-06 09:12:45|Editor: Li\n\nBEIJING, March 5 (Xinhua) -- ",
        "",
        ("Chinese premier to visit Fiji", "2019-03-06", "Xinhua", "Beijing"),
    ),
    (
        "Secretary-General's remarks to the Security Council on Haiti [as delivered]\n\nNew York, 6 March 2024\n\nMr. President,\n\n",
        "",
        ("Secretary-General's remarks to the Security Council on Haiti [as delivered]", "2024-03-06", None, "New York"),
    ),
    (
        "SG/SM/22145\n6 March 2024\n\nSecretary-General Appoints New Envoy for the Horn of Africa\n\n",
        "",
        ("Secretary-General Appoints New Envoy for the Horn of Africa", "2024-03-06", None, None),
    ),
    (
        "MEETINGS COVERAGE\nSECURITY COUNCIL\nSC/15612\n6 MARCH 2024\n\nSecurity Council Extends Mandate of Mission in South Sudan, Adopting Resolution by 13 Votes\n\n9567TH MEETING (AM)\n\n",
        "",
        (
            "Security Council Extends Mandate of Mission in South Sudan, Adopting Resolution by 13 Votes",
            "2024-03-06",
            "Security Council",
            None,
        ),
    ),
    (
        "Home / Newsroom / Press releases\n\nEuropean Commission - Press release\n\nCommission proposes new rules for batteries\n\nBrussels, 6 March 2024\n\n",
        "",
        ("Commission proposes new rules for batteries", "2024-03-06", "European Commission", "Brussels"),
    ),
    (
        "European External Action Service\n\nStatement by the Spokesperson on the elections\n\n06.03.2024 | EEAS Press Team\n\n",
        "",
        ("Statement by the Spokesperson on the elections", "2024-03-06", "European External Action Service", None),
    ),
    (
        "Iran: Statement by the High Representative on behalf of the EU\n\nCouncil of the EU\nStatements and remarks\n6 March 2024 14:00\n\n",
        "",
        ("Iran: Statement by the High Representative on behalf of the EU", "2024-03-06", "Council of the EU", None),
    ),
    (
        "NATO Secretary General meets Prime Minister of Montenegro\n\n06 Mar. 2024 -\nLast updated: 07 Mar. 2024 10:15\n\n",
        "",
        ("NATO Secretary General meets Prime Minister of Montenegro", "2024-03-06", None, None),
    ),
    (
        "OSCE Chair condemns attack on monitors\n\nVALLETTA, 6 March 2024 – ",
        "",
        ("OSCE Chair condemns attack on monitors", "2024-03-06", None, "Valletta"),
    ),
    (
        "Foreign Secretary statement on Sudan\n\nFrom: Foreign, Commonwealth & Development Office\nPublished 6 March 2024\n\n",
        "",
        ("Foreign Secretary statement on Sudan", "2024-03-06", "Foreign, Commonwealth & Development Office", None),
    ),
    (
        "Canada announces support for Moldova\n\nFrom: Global Affairs Canada\n\nNews release\n\nMarch 6, 2024 - Ottawa, Ontario - Global Affairs Canada\n\n",
        "",
        ("Canada announces support for Moldova", "2024-03-06", "Global Affairs Canada", "Ottawa"),
    ),
    (
        "Media release\n06 March 2024\n\nAustralia and Vanuatu sign agreement\n\nSenator the Hon Jane Wong, Minister for Foreign Affairs\n\n",
        "",
        ("Australia and Vanuatu sign agreement", "2024-03-06", None, None),
    ),
    (
        "No. 45/2024\n\nPR No. 45/2024\n\nForeign Minister's visit to Baku\n\nIslamabad, 6 March 2024: ",
        "",
        ("Foreign Minister's visit to Baku", "2024-03-06", None, "Islamabad"),
    ),
    (
        "Press Release: Foreign Minister's visit to Baku\n\nMarch 06, 2024\n\n",
        "",
        ("Press Release: Foreign Minister's visit to Baku", "2024-03-06", None, None),
    ),
    (
        "Ministry of Foreign Affairs of Japan\n\nJapan-Palau Summit Meeting\n\nMarch 6, 2024\n\nJapanese\n\n",
        "",
        ("Japan-Palau Summit Meeting", "2024-03-06", "Ministry of Foreign Affairs of Japan", None),
    ),
    (
        "Foreign Ministers of Korea and Fiji Hold Talks\n\nDate 2024-03-06\nHit 1204\n\n",
        "",
        ("Foreign Ministers of Korea and Fiji Hold Talks", "2024-03-06", None, None),
    ),
    (
        "Foreign Ministry Spokesperson Lin Mao's Remarks on the Collision at Sea\n2024-03-06 18:30\n\n",
        "",
        ("Foreign Ministry Spokesperson Lin Mao's Remarks on the Collision at Sea", "2024-03-06", None, None),
    ),
    (
        "Republic of Türkiye Ministry of Foreign Affairs\nNo: 34, 6 March 2024, Press Release Regarding the Earthquake in Nepal\n\n",
        "",
        (
            "No: 34, 6 March 2024, Press Release Regarding the Earthquake in Nepal",
            "2024-03-06",
            "Republic of Türkiye Ministry of Foreign Affairs",
            None,
        ),
    ),
    ("Statement\n\nOttawa, March 6, 2024 – ", "", (None, "2024-03-06", None, "Ottawa")),
    (
        "THE WHITE HOUSE\nOffice of the Press Secretary\nFOR IMMEDIATE RELEASE\nMarch 6, 2024\n\nStatement by the Press Secretary on Haiti\n\n",
        "",
        ("Statement by the Press Secretary on Haiti", "2024-03-06", "White House", None),
    ),
    (
        "Embassy of the Russian Federation in the United Kingdom\n\n06.03.2024\n\nEmbassy comment on the article in a newspaper\n\n",
        "",
        (
            "Embassy comment on the article in a newspaper",
            "2024-03-06",
            "Embassy of the Russian Federation in the United Kingdom",
            None,
        ),
    ),
    (
        "Permanent Mission of Brazil to the United Nations\n\nStatement by H.E. Ambassador Maria Souza, Permanent Representative of Brazil\n\nSecurity Council\nNew York, 6 March 2024\n\nMadam President,\n\n",
        "",
        (
            "Statement by H.E. Ambassador Maria Souza, Permanent Representative of Brazil",
            "2024-03-06",
            "Permanent Mission of Brazil to the United Nations",
            "New York",
        ),
    ),
    (
        "Joint Communiqué\n\nFifth Meeting of the Ministers of the Caspian States\n\n",
        "\nDone at Baku, 6 March 2024\n",
        ("Fifth Meeting of the Ministers of the Caspian States", "2024-03-06", None, "Baku"),
    ),
    (
        "Communiqué of the Foreign Ministers\n\n",
        "\nAccra, 6 March 2024\n",
        ("Communiqué of the Foreign Ministers", "2024-03-06", None, "Accra"),
    ),
    (
        "IRNA English\n\nIran, Oman sign gas accord\n\nMar 6, 2024, 4:30 PM\n\nTehran, IRNA – ",
        "",
        ("Iran, Oman sign gas accord", "2024-03-06", "IRNA", "Tehran"),
    ),
    (
        "Saudi Arabia Welcomes Agreement\n\nWednesday 1445/8/25 - 2024/03/06\n\nRiyadh, March 06, 2024, SPA -- ",
        "",
        ("Saudi Arabia Welcomes Agreement", "2024-03-06", "Saudi Press Agency", "Riyadh"),
    ),
    (
        "UAE condemns attack\n\nWed 06-03-2024 14:30 PM\n\nABU DHABI, 6th March, 2024 (WAM) -- ",
        "",
        ("UAE condemns attack", "2024-03-06", "WAM", "Abu Dhabi"),
    ),
    ("By John Smith\n\nUNITED NATIONS (Reuters) - ", "", (None, None, "Reuters", "United Nations")),
    (
        "UN rights chief urges restraint\n\nBy Emma Farge\n\nGENEVA, March 6 (Reuters) - ",
        "",
        ("UN rights chief urges restraint", None, "Reuters", "Geneva"),
    ),
    (
        "© 2024 Ministry of Justice\n\nMinister opens court\n\n",
        "",
        ("Minister opens court", None, "Ministry of Justice", None),
    ),
    (
        "G20 Leaders' Declaration\n\nNew Delhi, India, 9-10 September 2023\n\n",
        "",
        ("G20 Leaders' Declaration", "2023-09-10", None, "New Delhi"),
    ),
    (
        "Published: Wednesday, 06 March 2024 08:11\n\nPresident receives letters of credence\n\n",
        "",
        ("President receives letters of credence", "2024-03-06", None, None),
    ),
    (
        "President receives letters of credence\n06/03/2024\n\n",
        "",
        ("President receives letters of credence", None, None, None),
    ),
    (
        "President receives letters of credence\n26/03/2024\n\n",
        "",
        ("President receives letters of credence", "2024-03-26", None, None),
    ),
    (
        "PRESS RELEASE\nDate: 6th March 2024\nVenue: Nairobi\n\nKenya and Rwanda sign pact\n\n",
        "",
        ("Kenya and Rwanda sign pact", "2024-03-06", None, "Nairobi"),
    ),
    (
        "International Atomic Energy Agency\n\n15/2024\nVienna, Austria\n\nUpdate 214 – Director General Statement on Situation in Ukraine\n\n6 Mar 2024\n\n",
        "",
        (
            "Update 214 – Director General Statement on Situation in Ukraine",
            "2024-03-06",
            "International Atomic Energy Agency",
            "Vienna",
        ),
    ),
    (
        "AFRICAN UNION\nPEACE AND SECURITY COUNCIL\n1201ST MEETING\n6 MARCH 2024\nADDIS ABABA, ETHIOPIA\n\nPSC/PR/COMM.1201 (2024)\n\nCOMMUNIQUÉ\n\n",
        "",
        ("COMMUNIQUÉ", "2024-03-06", "African Union", "Addis Ababa"),
    ),
    (
        "ASEAN Foreign Ministers' Statement on the Situation in Myanmar\n\nJakarta, Indonesia, 6 March 2024\n\n1. ",
        "",
        ("ASEAN Foreign Ministers' Statement on the Situation in Myanmar", "2024-03-06", None, "Jakarta"),
    ),
    (
        "Nicosia, 6 March 2024\n\nAnnouncement by the Ministry of Foreign Affairs on the wildfires\n\n",
        "",
        ("Announcement by the Ministry of Foreign Affairs on the wildfires", "2024-03-06", None, "Nicosia"),
    ),
    (
        "Ukrinform\n06.03.2024 12:40\n\nKyiv hosts donors\n\n",
        "",
        ("Kyiv hosts donors", "2024-03-06", "Ukrinform", None),
    ),
    (
        "Department of International Relations and Cooperation\nMEDIA STATEMENT\n\nSOUTH AFRICA WELCOMES CEASEFIRE\n\nPretoria – ",
        "\n06 March 2024\n\nISSUED BY THE DEPARTMENT OF INTERNATIONAL RELATIONS AND COOPERATION\n",
        (
            "SOUTH AFRICA WELCOMES CEASEFIRE",
            "2024-03-06",
            "Department of International Relations and Cooperation",
            "Pretoria",
        ),
    ),
    (
        "Minister Sikorski in Washington\n06.03.2024\n\n",
        "",
        ("Minister Sikorski in Washington", "2024-03-06", None, None),
    ),
    (
        "Ministry for Foreign Affairs of Finland\nPublication date\n6.3.2024 15.30\nType: Press release\n\nFinland to host Arctic talks\n\n",
        "",
        ("Finland to host Arctic talks", "2024-03-06", "Ministry for Foreign Affairs of Finland", None),
    ),
    ('Press Information Bureau\nGovernment of India\nMinistry of External Affairs\n\n06 MAR 2024 6:30PM by PIB Delhi\n\nIndia and Palau sign ferry pact\n\n', '', ('India and Palau sign ferry pact', '2024-03-06', 'Press Information Bureau', None)),
    ('U.S. DEPARTMENT OF THE TREASURY\nPress Releases\n\nTreasury Sanctions Ferry Network\n\nMarch 6, 2024\n\nWASHINGTON — ', '', ('Treasury Sanctions Ferry Network', '2024-03-06', 'United States Department of the Treasury', 'Washington')),
    ('Ferry Security in the Pacific\n\nMEDIA NOTE\n\nBureau of Political-Military Affairs\n\nMarch 6, 2024\n\n', '', ('Ferry Security in the Pacific', '2024-03-06', 'United States Department of State', None)),
    ('Remarks at the Harbour\n\nRemarks\n\nJohn Doe, Assistant Secretary, Bureau of African Affairs\n\nBen Franklin Room\n\nWashington, DC\n\nMarch 6, 2024\n\n', '', ('Remarks at the Harbour', '2024-03-06', 'United States Department of State', 'Washington')),
    ('March 6, 2024\n12:30\nThe Kremlin, Moscow\n\nMeeting with Minister of Transport\n\n', '', ('Meeting with Minister of Transport', '2024-03-06', None, 'Moscow')),
    ('UNITED NATIONS, March 6, 2024 (BSS/AFP) - ', '', (None, '2024-03-06', 'Bangladesh Sangbad Sangstha', 'United Nations')),
    ('Foreign Minister holds talks in Suva\n\nSpeech by Anna Berg, delivered in Suva\n\nFrom: Foreign, Commonwealth & Development Office and The Rt Hon Anna Berg MP\nDelivered on: 6 March 2024 (Transcript of the speech, exactly as it was delivered)\n\n', '', ('Foreign Minister holds talks in Suva', '2024-03-06', 'Foreign, Commonwealth & Development Office', None)),
    ('OPCW\n\nOPCW Confirms Ferry Is Safe\n\n6 March 2024\n\nTHE HAGUE, Netherlands—6 March 2024—', '', ('OPCW Confirms Ferry Is Safe', '2024-03-06', 'OPCW', 'The Hague')),
    ('Federal Department of Foreign Affairs\nBern, 06.03.2024 - ', '', (None, '2024-03-06', 'Federal Department of Foreign Affairs', 'Bern')),
    ('Bern, 06.03.2024 - ', '', (None, '2024-03-06', None, 'Bern')),
    ('ECOWAS COMMISSION\nCOMMISSION DE LA CEDEAO\n\nPRESS RELEASE\n\nECOWAS deplores storm\n\nAbuja, 6 March 2024. ', '', ('ECOWAS deplores storm', '2024-03-06', 'ECOWAS Commission', 'Abuja')),
    ('EXTRAORDINARY SUMMIT OF HEADS OF STATE AND GOVERNMENT\nFINAL COMMUNIQUÉ\nAbuja, Federal Republic of Nigeria\n6 March 2024\n\n1. ', '', ('EXTRAORDINARY SUMMIT OF HEADS OF STATE AND GOVERNMENT', '2024-03-06', None, 'Abuja')),
    ("G7 Foreign Ministers' Statement on the ferry\n\n", '\nMünster, 6 March 2024', ("G7 Foreign Ministers' Statement on the ferry", '2024-03-06', None, 'Münster')),
    ('Security Council press statement on the ferry attack\n\nNEW YORK, 6 March 2024 (Office of the Spokesperson) -- ', '', ('Security Council press statement on the ferry attack', '2024-03-06', None, 'New York')),
    ('6 March 2024\nHuman Rights\n\nUN experts alarmed by ferry law\n\nGENEVA (6 March 2024) – ', '', ('UN experts alarmed by ferry law', '2024-03-06', None, 'Geneva')),
    ('TEHRAN, Mar. 06 (MNA) – ', '', (None, None, 'Mehr News Agency', 'Tehran')),
    ('Tasnim News Agency - Iran ready for ferry talks\n\nTEHRAN (Tasnim) – ', '', ('Tasnim News Agency - Iran ready for ferry talks', None, 'Tasnim News Agency', 'Tehran')),
    ('KABUL, Afghanistan (Pajhwok): ', '', (None, None, 'Pajhwok', 'Kabul')),
    ('SEOUL, March 6 (Yonhap) -- ', '', (None, None, 'Yonhap News Agency', 'Seoul')),
    ('YEREVAN, 6 MARCH, ARMENPRESS: ', '', (None, None, 'Armenpress', 'Yerevan')),
    ('Tbilisi, March 6, Agenda.ge – ', '', (None, None, 'Agenda.ge', 'Tbilisi')),
    ('ISLAMABAD, Mar 06 (APP): ', '', (None, None, 'Associated Press of Pakistan', 'Islamabad')),
    ('Islamabad, 6th March 2024: ', '', (None, '2024-03-06', None, 'Islamabad')),
    ('BAKU /AZERTAC/ – ', '', (None, None, 'AZERTAC', 'Baku')),
    ('HAVANA, Cuba. – ', '', (None, None, None, 'Havana')),
    ('Havana, Mar 6 (Prensa Latina) ', '', (None, None, 'Prensa Latina', 'Havana')),
    ('Rome - ', '', (None, None, None, 'Rome')),
    ('MANILA—', '', (None, None, None, 'Manila')),
    ('AMMAN — ', '', (None, None, None, 'Amman')),
    ('Statement delivered by Ambassador Anna Berg, Permanent Representative of Fiji, at the Security Council open debate\n\n6 March 2024\nCheck against delivery\n\nMadam President,\n\n', '', ('Statement delivered by Ambassador Anna Berg, Permanent Representative of Fiji, at the Security Council open debate', '2024-03-06', None, None)),
]
MESSY = [
    ('Government Portal\n\nAZ | EN | RU\n\nSearch\n\nHome page\nMinistry\nForeign policy\nNews\nPress releases\nContacts\n\n05 May 2022 / 18:30\n\nNo:188/22, Press release on the visit of the Minister to Palau (En/Az)\n\n{B1}\n\n{B2}\n\nPrint\nShare\n\nPrevious\nNext\n\nOther news\n\n04.05.2022\nMinister received new ambassador\n\n03.05.2022\nBan on the boats lifted\n\n© 2022 All rights reserved.\nAddress: 4 Harbour Street, Baku\nTel.: (+99412) 596-90-00\n', ('No:188/22, Press release on the visit of the Minister to Palau (En/Az)', '2022-05-05', None, None)),
    ('About UsLeadershipNews\nTwitter\nFacebook\n\nWorld\n\nPalau opens ferry line to Fiji\n\nThe line will carry cars too\n\nPublished on: 5 May 2022, 10:15\nModified on: 6 May 2022\nReading time: 2 minutes\nText by: NEWS WIRES\n\n{B1}\n\nAdvertisement\n\n{B2}\n\nSubscribe to our newsletter and never miss the news of the day.\n\nThe content you requested does not exist or is not available anymore.\n', ('Palau opens ferry line to Fiji', '2022-05-05', None, None)),
    ('5 May 2022 13:00\n862\n\nPalau opens ferry line to Fiji\n\nSUVA, 5 May (BelTA) – {B1}\n\nBack to top\n\n{B2}\n\nFollow us on:\nTelegram Twitter VK\n\nLatest news\nBoats counted in Apia\nNets counted in Nadi\nSubscribe to us\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'BelTA', 'Suva')),
    ('You are here: Home > News > Statements\nA A A\nShare this page: Facebook Twitter LinkedIn Email\n\nStatement of the Ministry of Foreign Affairs on the storm\n\n5 May 2022 | Views: 452 | Print\n\n{B1}\n\n{B2}\n\nComments (0)\nAdd comment\nName *\nEmail *\nWebsite\nSubmit\n', ('Statement of the Ministry of Foreign Affairs on the storm', '2022-05-05', 'Ministry of Foreign Affairs', None)),
    ('Ministry of Foreign Affairs\nRepublic of Palau\n\nNEWS\n\nThursday, 5 May 2022\n\nMINISTER MEETS AMBASSADOR OF FIJI\n\nMinister Meets Ambassador of Fiji\n\n{B1}\n{B2}\n\nPress and Information Department\nMinistry of Foreign Affairs\nKoror, 5 May 2022\n', ('MINISTER MEETS AMBASSADOR OF FIJI', '2022-05-05', 'Ministry of Foreign Affairs', 'Koror')),
    ('PRESS RELEASE\n279/22\n5 May 2022\n\nFerry line: Council adopts position\n\n{B1}\n\n{B2}\n\nBackground\n\nThe line was first proposed in 2018.\n\nNext steps\n\nTalks with the Parliament will now begin.\n\nVisit the website\n\nPress office - General Secretariat of the Council of the EU\nRue de la Loi 175 - B-1048 BRUSSELS - Tel.: +32 (0)2 281 6319\npress@consilium.europa.eu - www.consilium.europa.eu/press\n', ('Ferry line: Council adopts position', '2022-05-05', 'General Secretariat of the Council of the EU', None)),
    ('https://www.mfa.gov.pw/en/news/1234\n\nPalau opens ferry line to Fiji\n\n05.05.2022\n\n{B1}\n\n{B2}\n\n#Palau #Fiji #ferry\n', ('Palau opens ferry line to Fiji', '2022-05-05', None, None)),
    ('Palau opens ferry line to Fiji - Ministry of Foreign Affairs\n\nSkip to content\n\nPalau opens ferry line to Fiji\n\nMay 5, 2022 by admin\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', None, None)),
    ('05/May/2022\n\nPalau opens ferry line to Fiji\n\nKoror, Palau; May 5, 2022: {B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', None, 'Koror')),
    ('Xinhua\n2022-05-05 22:11:15\n\nPalau opens ferry line to Fiji\n\nKOROR, May 5 (Xinhua) -- {B1}\n\n{B2} Enditem\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Xinhua', 'Koror')),
    ('From the Ministry of Foreign Affairs of Ukraine\n\nStatement on the ferry line\n\n{B1}\n\n{B2}\n\nKyiv, 5 May 2022\n', ('Statement on the ferry line', '2022-05-05', 'Ministry of Foreign Affairs of Ukraine', 'Kyiv')),
    ('COMMUNIQUÉ DE PRESSE / PRESS RELEASE\n\nSecretary-General visits Fiji\n\nLondon, 5 May 2022\n\n{B1}\n\n{B2}\n\nEnds\n\nNotes to editors\n\nMedia contact: Anna Berg, +44 20 7747 0000, a.berg@example.org\n', ('Secretary-General visits Fiji', '2022-05-05', None, 'London')),
    ('SAARC Secretariat, Kathmandu\n\nPRESS RELEASE\n\nFerry experts meet\n\nKathmandu, 5 May 2022. {B1}\n\n{B2}\n', ('Ferry experts meet', '2022-05-05', 'SAARC Secretariat', 'Kathmandu')),
    ('The Permanent Mission of the Republic of Palau to the United Nations Office and other international organisations in Geneva\n\nSTATEMENT\nby\nAmbassador Anna Berg\nat the\n50th session of the Human Rights Council\n\nGeneva, 5 May 2022\n\nMr. President,\n\n{B1}\n\n{B2}\n\nI thank you.\n', ('STATEMENT by Ambassador Anna Berg at the 50th session of the Human Rights Council', '2022-05-05', 'The Permanent Mission of the Republic of Palau to the United Nations Office and other international organisations in Geneva', 'Geneva')),
    ('Interfax-Ukraine\n13:18 05.05.2022\n2 min read\n\nPalau opens ferry line – minister\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line – minister', '2022-05-05', 'Interfax-Ukraine', None)),
    ('Ministério das Relações Exteriores\nAssessoria de Imprensa\nPress Release n. 12\n5 May 2022\n\nPalau opens ferry line to Fiji\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Ministry of Foreign Affairs of Brazil', None)),
    ('Ministerio de Relaciones Exteriores\nRepública de Nauru\n\nPalau opens ferry line to Fiji\nSuva, 5 May 2022\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Ministerio de Relaciones Exteriores', 'Suva')),
    ('T.C. Dışişleri Bakanlığı\n\nPalau opens ferry line to Fiji\n\n5 May 2022\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Ministry of Foreign Affairs of the Republic of Türkiye', None)),
    ('Ministry of Foreign Affairs\nกระทรวงการต่างประเทศ\nPress Release\n\nPalau opens ferry line to Fiji\n\nBangkok, 5 May B.E. 2565 (2022)\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Ministry of Foreign Affairs', 'Bangkok')),
    ('AFRICAN UNION\nUNION AFRICAINE\nUNIÃO AFRICANA\n\n12TH MEETING\n(MINISTERIAL LEVEL)\n\n5 MAY 2022\nADDIS ABABA, ETHIOPIA\n\nCOMMUNIQUÉ\n\n{B1}\n\n{B2}\n', ('COMMUNIQUÉ', '2022-05-05', 'African Union', 'Addis Ababa')),
    ('On-the-Record Briefing\nVia Teleconference\nMay 5, 2022\n\nSenior Official on the Ferry Line\n\n{B1}\n\n{B2}\n', ('Senior Official on the Ferry Line', '2022-05-05', None, None)),
    ('5 May 2022, 18:25 | GMT +5\nKazinform\n\nPalau opens ferry line to Fiji\n\nNEW YORK. KAZINFORM - {B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Kazinform', 'New York')),
    ('Ferry line – Communiqué issued by the Ministry of Fish Affairs (Suva, 5 May 22)\n\n{B1}\n\n{B2}\n', ('Ferry line – Communiqué issued by the Ministry of Fish Affairs (Suva, 5 May 22)', '2022-05-05', 'Ministry of Fish Affairs', None)),
    ('Ottawa, Ontario - May 5, 2022 - Global Affairs Canada\n\n{B1}\n\n{B2}\n', (None, '2022-05-05', 'Global Affairs Canada', 'Ottawa')),
    ('Palau opens ferry line to Fiji\n\nGOV.UK\nFrom: Ministry of Fish and The Rt Hon Ann Lee MP\nPublished 5 May 2022\n\n{B1}\n\n{B2}\n', ('Palau opens ferry line to Fiji', '2022-05-05', 'Ministry of Fish', None)),
    ('TASS, May 5. {B1}\n\n{B2}\n', (None, None, 'TASS', None)),
    ('/TASS/. {B1}\n\n{B2}\n', (None, None, 'TASS', None)),
    ('Tashkent, Uzbekistan (UzDaily.com) -- {B1}\n\n{B2}\n', (None, None, 'UzDaily.com', 'Tashkent')),
    ('BRUSSELS, May 5 - RIA Novosti. {B1}\n\n{B2}\n', (None, None, 'RIA Novosti', 'Brussels')),
    ('Kyiv • UNN\n\n{B1}\n\n{B2}\n', (None, None, 'UNN', 'Kyiv')),
]
# fmt: on


@cache
def lexicons():
    return (
        segments.load(Models(ROOT / "models", segments.READS)),
        documents.load(Models(ROOT / "models", documents.READS)),
    )


def describe(text, **given):
    source = Source(doc_id="x", path="x", sha256="", format="txt", encoding="utf-8", text=text, **given)
    source = as_read(source)
    found = segments.find_segments(source, lexicons()[0])
    return documents.describe(source, found, lexicons()[1]), source


@pytest.mark.parametrize(("head", "foot", "expected"), HEADERS, ids=[h[0][:40].replace("\n", " ") for h in HEADERS])
def test_headers(head, foot, expected):
    found, _ = describe(head + BODY + foot)
    day = found.published.isoformat() if found.published else None
    assert (found.title, day, found.publisher, found.dateline_place) == expected


@pytest.mark.parametrize(("page", "expected"), MESSY, ids=[m[0][:40].replace("\n", " ") for m in MESSY])
def test_messy_copies_keep_every_sentence_and_lose_the_page(page, expected):
    first, _, second = BODY.strip().partition("\n\n")
    text = page.replace("{B1}", first).replace("{B2}", second)
    found, source = describe(text)
    day = found.published.isoformat() if found.published else None
    assert (found.title, day, found.publisher, found.dateline_place) == expected
    parts = segments.find_segments(source, lexicons()[0])
    body = [text[s.start : s.end] for s in parts if s.role == "body"]
    assert any(first in part for part in body)
    assert any(second in part for part in body)
    silent = "".join(text[s.start : s.end] for s in parts if s.role in SILENT)
    assert not any(word in silent for word in ("ministers", "Talks with", "I thank you"))


def test_every_value_has_its_evidence():
    found, _ = describe(
        f"18 December 201816:50\n\nPalau opens a ferry line\n\n{BODY}\nSource: https://www.example.org/a/1\n"
    )
    assert found.text[found.title_start : found.title_end] == found.title == "Palau opens a ferry line"
    assert (found.published_source, found.published_precision) == ("header", "day")
    assert found.published_evidence == "18 December 2018"
    assert found.source_url == "https://www.example.org/a/1"


def test_an_update_is_no_day_of_issue():
    found, _ = describe(f"Palau opens a ferry line\n\nLast updated: 5 March 2024\n\n{BODY}")
    assert found.published is None
    found, _ = describe(f"Palau opens a ferry line\n\nAnna Berg | 13.02.2026 - Update : 14.02.2026\n\n{BODY}")
    assert (str(found.published), found.published_source) == ("2026-02-13", "byline")


def test_a_clock_that_contradicts_the_dateline_is_not_the_date():
    found, _ = describe(f"Friday, April 19, 2024\n\nPalau opens a ferry line\n\nSUVA, 5 March 2021 – {BODY}")
    assert str(found.published) == "2021-03-05"
    found, _ = describe(f"Friday, April 19\n\nPalau opens a ferry line\n\n{BODY}")
    assert found.published is None


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2019-12-28", "2019-12-28"),
        ("20191228", "2019-12-28"),
        ("2019-12-28T10:00:00+03:00", "2019-12-28"),
        ("Sat, 28 Dec 2019 07:00:00 GMT", "2019-12-28"),
        ("December 28, 2019 4:10 pm", "2019-12-28"),
        ("28.12.2019", "2019-12-28"),
        ("28 décembre 2019", "2019-12-28"),
    ],
)
def test_given_dates(given, day):
    found, source = describe(
        f"Palau opens a ferry line\n\n1 May 2001\n\n{BODY}", given_published=given, given_by="sidecar"
    )
    assert (str(found.published), found.published_source) == (day, "metadata")
    assert documents.find_doubts(source, found) == []


@pytest.mark.parametrize("given", ["soon", "We", "75th", "2019-13-45", "x" * 500])
def test_a_given_date_that_cannot_be_read_is_a_warning_and_the_header_counts(given):
    found, source = describe(
        f"Palau opens a ferry line\n\n1 May 2001\n\n{BODY}", given_published=given, given_by="sidecar"
    )
    assert str(found.published) == "2001-05-01"
    assert [d.code for d in documents.find_doubts(source, found)] == ["bad-date"]


@pytest.mark.parametrize(
    ("given", "language"), [("en-GB", "en"), ("English", "en"), ("fr", "fr"), ("FR_fr", "fr"), ("?", "en")]
)
def test_given_languages(given, language):
    assert describe(f"Palau opens a ferry line\n\n{BODY}", given_language=given)[0].language == language


def test_given_values_go_before_found_ones():
    found, _ = describe(
        f"Palau opens a ferry line\n\n{BODY}",
        given_title="Another title",
        given_publisher="Harbour Board",
        given_source_url="https://example.org",
        given_language="en",
    )
    assert (found.title, found.publisher, found.source_url) == ("Another title", "Harbour Board", "https://example.org")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Le ministre a reçu l’ambassadeur de la République et ils ont parlé des relations entre les deux pays.", "fr"),
        ("El ministro recibió al embajador y los dos hablaron de las relaciones entre los países de la región.", "es"),
        ("Министр принял посла, и они говорили о том, как развиваются отношения двух стран в этом году.", "ru"),
        ("Міністр прийняв посла, і вони говорили про те, як розвиваються відносини та щодо торгівлі двох країн.", "uk"),
        ("استقبل الوزير السفير في مكتبه وتحدثا عن العلاقات بين البلدين على هامش المؤتمر من أجل السلام", "ar"),
        ("外交部长会见了大使，双方就两国关系交换了意见。", "zh"),
        ("大臣は大使と会談し、両国の関係について意見を交換しました。", "ja"),
        (
            "Der Minister empfing den Botschafter, und sie sprachen über die Beziehungen zwischen den Ländern für das Jahr.",
            "de",
        ),
        ("Bakan büyükelçiyi kabul etti ve iki ülke için çok önemli olan bu konu ile ilgili görüştü.", "tr"),
        ("12 34 56", "und"),
        ("", "und"),
    ],
)
def test_languages(text, language):
    found, source = describe(text)
    assert found.language == language
    warned = [d.code for d in documents.find_doubts(source, found)]
    assert warned == ([] if language in ("en", "und") else ["not-english"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Joint Statement of the Foreign Ministers\n\n{BODY}", "statement"),
        (f"Remarks by the Minister at the opening of the harbour\n\n{BODY}", "speech"),
        (f"Communiqué of the Ninth Meeting of the Ministers\n\n{BODY}", "communique"),
        (f"Palau opens a ferry line\n\nSUVA, April 7. /TASS/. {BODY}", "news"),
        (
            f"Department Press Briefing\n\nMR LEE: Good day.\n\nQ When?\n\nMR LEE: Soon.\n\nQ Where?\n\nMR LEE: {BODY}",
            "transcript",
        ),
        (f"Press release\n\nPalau opens a ferry line\n\n{BODY}", "press_release"),
    ],
)
def test_kinds_of_text(text, kind):
    assert describe(text)[0].doc_type == kind


def test_a_clock_beside_a_dateline_without_a_year_leaves_the_hole():
    found, _ = describe(f"Friday, April 19, 2024\n\nPalau opens a ferry line\n\nSUVA, March 5. /TASS/. {BODY}")
    assert (found.published, found.published_precision, found.published_evidence) == (None, "month-day", "March 5")
    found, _ = describe(f"Friday, April 19, 2024\n\nPalau opens a ferry line\n\nSUVA, April 19. /TASS/. {BODY}")
    assert str(found.published) == "2024-04-19"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2021-04-07T09:00:00Z", ["2021-04-07"]),
        ("1617753600", ["2021-04-07"]),
        ("1970-01-01T00:00:00Z", []),
        ("1400-01-18", []),
        ("2564-04-07", []),
        ("04/07/2021", ["2021-07-04", "2021-04-07"]),
    ],
)
def test_given_days_that_nobody_can_mean_are_refused(words, days):
    assert [day.isoformat() for day in read_given_date(words).days] == days


def test_figures_are_read_as_the_issuer_writes_them():
    page = f"Ferry opens\n\n{BODY}"
    given = {"given_published": "04/07/2021", "given_by": "markup"}
    assert describe(page, **given)[0].published is None
    american, _ = describe(page, **given, given_publisher="U.S. Department of State")
    assert (str(american.published), american.home_country) == ("2021-04-07", "USA")


def test_a_universal_time_does_not_move_the_printed_day():
    clues = (Clue("meta", "2021-04-08T01:30:00Z"), Clue("printed", "7 April 2021"))
    assert str(describe(f"Ferry opens\n\n{BODY}", days=clues)[0].published) == "2021-04-07"


@pytest.mark.parametrize(
    ("text", "kind", "evidence"),
    [
        ("Ferry news\n\nSUVA: Boats came.\n\nKOROR: Nets went.\n\nAPIA: Nothing new.\n", "press_release", "any text"),
        ("Plan adopted\n\nPILLAR I: Boats\n\nPILLAR II: Nets\n\nPILLAR III: Piers\n", "press_release", "any text"),
        (
            "Briefing in Suva\n\nHarbour Daily: Will it sail?\n\nAnn Lee: It will.\n\nHarbour Daily: When?\n",
            "transcript",
            "names before paragraphs",
        ),
        (
            "Rush transcript: the minister on the storm\n\nI thank you all.\n",
            "transcript",
            "says_transcript in headline",
        ),
        (
            "Council of Boats\n\n12th meeting\n\nThe President: The Council will begin.\n\nThe President: It is over.\n",
            "meeting_record",
            "a chair speaks, record of a meeting",
        ),
        ("Minister’s interview with Radio Palau\n\nQ: Why?\n\nA: So.\n\nQ: When?\n", "interview", "turns"),
    ],
)
def test_the_kind_of_document_and_its_evidence(text, kind, evidence):
    found, _ = describe(text)
    assert (found.doc_type, (found.doc_type_evidence or "").startswith(evidence.split(",")[0])) == (kind, True)
