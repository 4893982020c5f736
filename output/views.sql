-- The tables and the questions people ask of them, for DuckDB: `communique sql`, or `duckdb -init output/views.sql`.
-- "end" is a word of SQL: every view has it as `stop` too, and the table "references" is also called `citations`.

CREATE OR REPLACE VIEW sentences AS SELECT *, "end" AS stop FROM read_parquet('output/sentences/*.parquet');
CREATE OR REPLACE VIEW entities AS SELECT *, "end" AS stop FROM read_parquet('output/entities/*.parquet');
CREATE OR REPLACE VIEW numbers AS SELECT *, "end" AS stop FROM read_parquet('output/numbers/*.parquet');
CREATE OR REPLACE VIEW votes AS SELECT *, "end" AS stop FROM read_parquet('output/votes/*.parquet');
CREATE OR REPLACE VIEW stances AS SELECT *, "end" AS stop FROM read_parquet('output/stances/*.parquet');
CREATE OR REPLACE VIEW quotes AS SELECT *, "end" AS stop FROM read_parquet('output/quotes/*.parquet');
CREATE OR REPLACE VIEW dates AS SELECT *, "end" AS stop FROM read_parquet('output/dates/*.parquet');
CREATE OR REPLACE VIEW positions AS SELECT *, "end" AS stop FROM read_parquet('output/positions/*.parquet');
CREATE OR REPLACE VIEW errors AS SELECT *, "end" AS stop FROM read_parquet('output/errors/*.parquet');
CREATE OR REPLACE VIEW segments AS SELECT *, "end" AS stop FROM read_parquet('output/segments/*.parquet');
CREATE OR REPLACE VIEW documents AS SELECT * FROM read_parquet('output/documents/*.parquet');
CREATE OR REPLACE VIEW knowledge AS SELECT * FROM read_parquet('output/knowledge/*.parquet');
CREATE OR REPLACE VIEW people AS SELECT * FROM read_parquet('output/people/*.parquet');
CREATE OR REPLACE VIEW vote_events AS SELECT * FROM read_parquet('output/vote_events/*.parquet');
CREATE OR REPLACE VIEW made_by AS SELECT * FROM read_parquet('output/build/*.parquet');
CREATE OR REPLACE VIEW citations AS SELECT *, "end" AS stop FROM read_parquet('output/references/*.parquet');
CREATE OR REPLACE VIEW "references" AS SELECT * FROM citations;
CREATE OR REPLACE VIEW acts AS SELECT *, "end" AS stop FROM read_parquet('output/acts/*.parquet');
CREATE OR REPLACE VIEW event_stances AS SELECT * FROM read_parquet('output/event_stances/*.parquet');

-- Who said what about what: a line for each document or thing that is named inside reported words.
CREATE OR REPLACE VIEW said_about AS
WITH about AS (
    SELECT doc_id, quote_id, coalesce(symbol, title, text) AS about, kind AS sort, NULL AS about_country
    FROM citations WHERE quote_id IS NOT NULL
    UNION
    SELECT doc_id, quote_id, coalesce(name, text), label, country
    FROM entities WHERE quote_id IS NOT NULL
)
SELECT a.about, a.sort, a.about_country, q.speaker_name, q.speaker_country AS country, q.kind, d.published, q.text AS said,
    q.doc_id, q.quote_id, q.start, q.stop
FROM about AS a
JOIN quotes AS q ON q.doc_id = a.doc_id AND q.quote_id = a.quote_id
JOIN documents AS d ON d.doc_id = q.doc_id;

-- Sums of money, with the sentence each stands in and who said so where somebody did.
CREATE OR REPLACE VIEW money_stated AS
SELECT n.value, n.value_high, n.comparator, n.unit, n.counted_phrase, n.modality, d.published, q.speaker_name,
    q.speaker_country, s.text AS sentence, n.text, n.doc_id, n.start, n.stop
FROM numbers AS n
JOIN documents AS d ON d.doc_id = n.doc_id
LEFT JOIN sentences AS s ON s.doc_id = n.doc_id AND s.start = n.sentence_start
LEFT JOIN quotes AS q ON q.doc_id = n.doc_id AND q.quote_id = n.quote_id
WHERE n.kind = 'money';

-- Days that lay ahead when the text was issued, the soonest first.
CREATE OR REPLACE VIEW upcoming AS
SELECT t.earliest, t.latest, t.precision, t.text, s.text AS sentence, d.published, d.publisher, d.title, t.doc_id, t.start, t.stop
FROM dates AS t
JOIN documents AS d ON d.doc_id = t.doc_id
LEFT JOIN sentences AS s ON s.doc_id = t.doc_id AND s.start = t.sentence_start
WHERE t.earliest > d.published AND t.type IN ('DATE', 'TIME')
ORDER BY t.earliest, t.doc_id, t.start;

-- Every report of a vote beside the figures that most reports give.
CREATE OR REPLACE VIEW votes_by_source AS
SELECT e.event_id, e.symbol, e.title, e.date, d.publisher, v.in_favour, v.against, v.abstained, v.outcome, e.agree, e.conflicts,
    e.in_favour AS most_in_favour, e.against AS most_against, e.abstained AS most_abstained, v.text, v.doc_id, v.start, v.stop
FROM votes AS v
JOIN vote_events AS e ON e.event_id = v.event_id
JOIN documents AS d ON d.doc_id = v.doc_id
ORDER BY e.date, e.event_id, v.doc_id, v.start;

-- What each country did, and how many texts say so.
CREATE OR REPLACE VIEW stances_by_country AS
SELECT s.country, coalesce(s.symbol, v.symbol) AS symbol, s.stance, count(DISTINCT s.doc_id) AS n_documents,
    min(d.published) AS first_published, list(DISTINCT s.doc_id ORDER BY s.doc_id) AS documents
FROM stances AS s
JOIN documents AS d ON d.doc_id = s.doc_id
LEFT JOIN votes AS v ON v.doc_id = s.doc_id AND v.start = s.vote
GROUP BY ALL
ORDER BY s.country, symbol, s.stance;

-- Who held which office on a day, as the latest text up to then has it: FROM positions_at(DATE '2019-12-27').
CREATE OR REPLACE MACRO positions_at(day) AS TABLE
SELECT p.person, p.person_id, p.role, p.country, p.org, max(d.published) AS published, count(*) AS n_mentions,
    arg_max(p.doc_id, d.published) AS doc_id
FROM positions AS p
JOIN documents AS d ON d.doc_id = p.doc_id
WHERE d.published <= day AND p.role IS NOT NULL
GROUP BY p.person, p.person_id, p.role, p.country, p.org
QUALIFY max(d.published) = max(max(d.published)) OVER (PARTITION BY coalesce(p.person_id, p.person))
ORDER BY p.person, p.role;

-- Countries that stand in one sentence.
CREATE OR REPLACE VIEW country_pairs AS
WITH named AS (
    SELECT DISTINCT doc_id, sentence_start, country FROM entities WHERE country IS NOT NULL AND sentence_start IS NOT NULL
)
SELECT a.country AS country_a, b.country AS country_b, count(*) AS n_sentences, count(DISTINCT a.doc_id) AS n_documents
FROM named AS a
JOIN named AS b ON b.doc_id = a.doc_id AND b.sentence_start = a.sentence_start AND a.country < b.country
GROUP BY ALL
ORDER BY n_sentences DESC, country_a, country_b;

-- What countries did towards each other with words.
CREATE OR REPLACE VIEW acts_between AS
SELECT a.actor_country, a.act, a.target_country, a.negated, d.published, a.actor_name, a.target_name, a.text, a.doc_id, a.start, a.stop
FROM acts AS a
JOIN documents AS d ON d.doc_id = a.doc_id
WHERE a.actor_country IS NOT NULL AND a.target_country IS NOT NULL AND a.actor_country <> a.target_country
ORDER BY d.published, a.doc_id, a.start;

-- Rows of `people` that may be one person: the same last word of the name, and no two countries that differ.
CREATE OR REPLACE VIEW people_doubles AS
WITH surnames AS (SELECT *, lower(list_last(string_split(name, ' '))) AS surname FROM people)
SELECT a.name AS name_a, b.name AS name_b, a.country AS country_a, b.country AS country_b, a.role AS role_a, b.role AS role_b,
    a.entity_id AS id_a, b.entity_id AS id_b
FROM surnames AS a
JOIN surnames AS b ON b.surname = a.surname AND a.entity_id < b.entity_id
WHERE a.country IS NOT DISTINCT FROM b.country OR a.country IS NULL OR b.country IS NULL
ORDER BY a.surname, name_a, name_b;

-- What is missing from the tables, and why.
CREATE OR REPLACE VIEW unread AS
SELECT path, doc_id, severity, code, message FROM errors
WHERE severity = 'error' OR code IN ('not-english', 'unknown-format')
ORDER BY path, code;
