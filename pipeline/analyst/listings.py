"""The pages of the site that list something: a query each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows. query: its columns are those shown; `doc_id`, `start` and `anchor` make the link of a row.

    marked: a column that is true where a row is set off.
    """

    name: str
    title: str
    about: str
    query: str
    marked: str | None = None


DOCUMENTS = Listing(
    "index.html",
    "Texts",
    "Every text that was read, the latest first.",
    "SELECT published, publisher, doc_type, title, doc_id, NULL AS start FROM documents ORDER BY published DESC NULLS LAST, doc_id",
)

LISTINGS = (
    DOCUMENTS,
    Listing(
        "people.html",
        "People",
        "Who is named or speaks, with the latest role that a text gives.",
        "SELECT p.name, p.country, p.role, p.n_documents AS texts, p.n_quotes AS quotes, e.doc_id, e.start, 'entities' AS anchor "
        "FROM people AS p LEFT JOIN (SELECT entity_id, min((doc_id, start)) AS place, place[1] AS doc_id, place[2] AS start "
        "FROM entities GROUP BY entity_id) AS e USING (entity_id) ORDER BY p.n_documents DESC, p.name",
    ),
    Listing(
        "countries.html",
        "Countries",
        "Countries by the texts that name them.",
        "SELECT country, count(DISTINCT doc_id) AS texts, count(*) AS mentions, min((doc_id, start))[1] AS doc_id, "
        "min((doc_id, start))[2] AS start, 'entities' AS anchor FROM entities WHERE country IS NOT NULL "
        "GROUP BY country ORDER BY texts DESC, country",
    ),
    Listing(
        "bodies.html",
        "Bodies",
        "Organisations, organs, ministries and agencies.",
        "SELECT k.name, k.kind, k.country, k.n_documents AS texts, k.n_mentions AS mentions, e.doc_id, e.start, "
        "'entities' AS anchor FROM knowledge AS k JOIN (SELECT entity_id, min((doc_id, start))[1] AS doc_id, "
        "min((doc_id, start))[2] AS start FROM entities GROUP BY entity_id) AS e USING (entity_id) "
        "WHERE k.kind NOT IN ('country', 'person', 'place', 'territory') ORDER BY texts DESC, k.name",
    ),
    Listing(
        "citations.html",
        "Treaties and resolutions",
        "Documents that the texts cite.",
        "SELECT coalesce(symbol, text) AS cited, kind, any_value(title) AS title, count(DISTINCT doc_id) AS texts, "
        "min((doc_id, start))[1] AS doc_id, min((doc_id, start))[2] AS start, 'references' AS anchor FROM citations "
        "GROUP BY coalesce(symbol, text), kind ORDER BY texts DESC, cited",
    ),
    Listing(
        "votes.html",
        "Votes",
        "Each source's figures side by side; votes on which sources differ are set off.",
        "SELECT date, symbol, publisher, in_favour, against, abstained, outcome, conflicts, doc_id, start, 'votes' AS anchor, "
        "NOT agree AS differs FROM votes_by_source",
        marked="differs",
    ),
    Listing(
        "stances.html",
        "Stances",
        "What countries did, as the texts say it.",
        "SELECT s.country, s.stance, coalesce(s.symbol, v.symbol) AS symbol, d.publisher, s.doc_id, s.start, 'stances' AS anchor "
        "FROM stances AS s JOIN documents AS d USING (doc_id) LEFT JOIN votes AS v ON v.doc_id = s.doc_id AND v.start = s.vote "
        "ORDER BY symbol, s.country, s.doc_id",
    ),
    Listing(
        "ahead.html",
        "Announced days",
        "Days that lay ahead when a text was issued.",
        "SELECT earliest, latest, text, left(sentence, 300) AS sentence, published, doc_id, start, 'dates' AS anchor FROM upcoming",
    ),
    Listing(
        "statements.html",
        "Statements",
        "Who was quoted, by country and month.",
        "SELECT q.speaker_country AS country, strftime(d.published, '%Y-%m') AS month, count(*) AS quotes, "
        "count(DISTINCT q.doc_id) AS texts, min((q.doc_id, q.start))[1] AS doc_id, min((q.doc_id, q.start))[2] AS start, "
        "'quotes' AS anchor FROM quotes AS q JOIN documents AS d ON d.doc_id = q.doc_id WHERE q.speaker_country IS NOT NULL "
        "GROUP BY ALL ORDER BY quotes DESC, country, month",
    ),
    Listing(
        "doubtful.html",
        "Doubtful and unread",
        "What could not be read, or is doubtful.",
        "SELECT severity, code, message, coalesce(doc_id, path) AS document, doc_id, NULL AS start FROM errors "
        "ORDER BY severity, code, document",
    ),
)
"""In the order of the menu."""
