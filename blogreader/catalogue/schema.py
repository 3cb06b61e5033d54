"""The tables of the catalogue."""

VERSION = 13
"""Any other version in the file: the file is deleted and made anew."""

STATE_COLUMNS = ("status", "bookmark", "place", "opened_at", "read_at", "seen")
"""What the reader did with an article, without the notes and without what is computed from these."""
TOUCHED = " OR ".join(
    ("status != 'unread'", *(f"{column} IS NOT NULL" for column in (*STATE_COLUMNS[1:], "notes"))),
)
"""The condition for articles that have a state; an index answers it in exactly this wording."""

# `counts` is kept by triggers, so that the sidebar and the header never touch every row: at 100 000 articles an
# aggregate over `entries` takes 60 ms, one over the few hundred rows of `counts` less than one.
_COUNTED = (
    "{row}.source, ifnull({row}.category, ''), {row}.status, {row}.bookmark IS NOT NULL, {row}.offline, {row}.new"
)
LEFT = "(ifnull({row}minutes, 0) * (100 - {row}percent) + 99) / 100"
"""`reading_figures.minutes_left` in SQL."""
_ADD = f"""
    INSERT INTO counts VALUES
        ({_COUNTED.format(row="NEW")}, 1, ifnull(NEW.minutes, 0), {LEFT.format(row="NEW.")}, NEW.minutes IS NULL)
    ON CONFLICT DO UPDATE SET articles = articles + 1, minutes = minutes + excluded.minutes,
        minutes_left = minutes_left + excluded.minutes_left, lengthless = lengthless + excluded.lengthless;
"""
COUNT_ALL = f"""
    INSERT INTO counts
    SELECT {_COUNTED.format(row="entries")}, count(*), sum(ifnull(minutes, 0)), sum({LEFT.format(row="entries.")}),
        sum(minutes IS NULL)
    FROM entries GROUP BY 1, 2, 3, 4, 5, 6
"""
"""Counts all articles, for databases without counts."""
_SUBTRACT = f"""
    UPDATE counts SET articles = articles - 1, minutes = minutes - ifnull(OLD.minutes, 0),
        minutes_left = minutes_left - {LEFT.format(row="OLD.")}, lengthless = lengthless - (OLD.minutes IS NULL)
    WHERE (source, category, status, bookmarked, offline, new) = ({_COUNTED.format(row="OLD")});
"""

AUTHOR = "ifnull(author, ifnull(page_author, ''))"
"""The author named in the index, or else in the document; empty if in neither."""
_NAMES_AUTHOR = "author IS NOT NULL OR page_author != ''"
AUTHORS = f"SELECT {AUTHOR} AS name, count(*) FROM entries WHERE {_NAMES_AUTHOR} GROUP BY 1 ORDER BY 2 DESC, 1"
"""Authors with their numbers of articles, from an index of the table."""
LANGUAGES = "SELECT language, count(*) FROM entries WHERE language != '' GROUP BY 1 ORDER BY 2 DESC, 1"
"""Languages with their numbers of articles, likewise."""

TIMES = ("seconds", "skimmed", "prose_words", "prose_seconds", "code_words", "code_seconds", "read", "expected")
"""The measurements of a sitting, named as in `model.ReadingTime`."""
# What a day took is kept by triggers too: the header says what is left at its reader's own speed.
_ADD_TIME = f"""
    INSERT INTO reading_days VALUES (NEW.day, {", ".join(f"NEW.{name}" for name in TIMES)})
    ON CONFLICT DO UPDATE SET {", ".join(f"{name} = {name} + excluded.{name}" for name in TIMES)};
"""
_SUBTRACT_TIME = f"""
    UPDATE reading_days SET {", ".join(f"{name} = {name} - OLD.{name}" for name in TIMES)} WHERE day = OLD.day;
"""

# `page_author` and `language` are what the document says: NULL where none was read, empty where it says nothing.
SCHEMA = f"""
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,
    category TEXT,
    minutes INTEGER,
    summary TEXT NOT NULL,
    source TEXT NOT NULL,
    position INTEGER NOT NULL,
    slug TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    folded_category TEXT,
    folded TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'unread',
    bookmark REAL,
    place TEXT,
    opened_at TEXT,
    read_at TEXT,
    seen TEXT,
    notes TEXT,
    percent INTEGER NOT NULL DEFAULT 0,
    offline INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    author TEXT,
    page_author TEXT,
    language TEXT,
    failure TEXT,
    failed_at TEXT,
    changed_at TEXT
);
CREATE INDEX by_date ON entries (date DESC, position);
CREATE INDEX by_category ON entries (folded_category, date DESC, position);
CREATE INDEX by_status ON entries (status, date DESC, position);
CREATE INDEX by_slug ON entries (slug);
CREATE INDEX by_bookmark ON entries (bookmark) WHERE bookmark IS NOT NULL;
CREATE INDEX touched ON entries (id)
    WHERE {TOUCHED};
CREATE INDEX noted ON entries (key, notes) WHERE notes IS NOT NULL;
CREATE INDEX changed ON entries (id) WHERE changed_at IS NOT NULL;
CREATE INDEX authors ON entries ({AUTHOR}) WHERE {_NAMES_AUTHOR};
CREATE INDEX languages ON entries (language) WHERE language != '';
CREATE INDEX failed ON entries (id) WHERE failure IS NOT NULL;
CREATE INDEX bookmarked ON entries (date DESC, position) WHERE bookmark IS NOT NULL;
CREATE INDEX archived ON entries (date DESC, position) WHERE offline = 1;
CREATE INDEX added ON entries (date DESC, position) WHERE new = 1;

CREATE TABLE counts (
    source TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    bookmarked INTEGER NOT NULL,
    offline INTEGER NOT NULL,
    new INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    minutes_left INTEGER NOT NULL,
    lengthless INTEGER NOT NULL,
    PRIMARY KEY (source, category, status, bookmarked, offline, new)
) WITHOUT ROWID;
CREATE TRIGGER entry_added AFTER INSERT ON entries BEGIN {_ADD} END;
CREATE TRIGGER entry_removed AFTER DELETE ON entries BEGIN {_SUBTRACT} END;
CREATE TRIGGER entry_changed AFTER UPDATE OF
    source, category, minutes, status, percent, bookmark, offline, new ON entries
    BEGIN {_SUBTRACT} {_ADD} END;

CREATE TABLE reading_times (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    {", ".join(f"{name} REAL NOT NULL" for name in TIMES)}
) WITHOUT ROWID;
CREATE TABLE reading_days (day TEXT PRIMARY KEY, {", ".join(f"{name} REAL NOT NULL" for name in TIMES)}) WITHOUT ROWID;
CREATE TRIGGER time_added AFTER INSERT ON reading_times BEGIN {_ADD_TIME} END;
CREATE TRIGGER time_removed AFTER DELETE ON reading_times BEGIN {_SUBTRACT_TIME} END;
CREATE TRIGGER time_changed AFTER UPDATE ON reading_times BEGIN {_SUBTRACT_TIME} {_ADD_TIME} END;

CREATE TABLE notes (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (key, name)
) WITHOUT ROWID;

CREATE TABLE stamps (name TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
