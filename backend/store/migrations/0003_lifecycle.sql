-- Settings as revisions, accounts that come and go, who holds a conversation,
-- blocked visitors, first answers, and how far readers of the log have got.

-- Set-up ---------------------------------------------------------------------

-- Settings are kept as one whole, and for ever.
CREATE TABLE revision (
    project  TEXT NOT NULL REFERENCES project (id),
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    author   TEXT NOT NULL,
    comment  TEXT NOT NULL,
    -- text is the file as people read it, body what the server goes by.
    text     TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, version)
);

ALTER TABLE agent ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN skills TEXT NOT NULL DEFAULT 'null';
ALTER TABLE agent ADD COLUMN languages TEXT NOT NULL DEFAULT 'null';
ALTER TABLE agent ADD COLUMN priority TEXT NOT NULL DEFAULT 'null';
ALTER TABLE agent ADD COLUMN call_and_chat BIGINT NOT NULL DEFAULT 0;
-- removed is when the account was deleted, 0 where it was not. The row stays:
-- old conversations have to say whose they were.
ALTER TABLE agent ADD COLUMN removed BIGINT NOT NULL DEFAULT 0;

-- Groups are computed from accounts and settings from now on; the group that
-- somebody was in first tells where in the company they are.
UPDATE agent SET organisation = COALESCE((SELECT m.group_id FROM group_member m
    WHERE m.project = agent.project AND m.agent = agent.id ORDER BY m.place LIMIT 1), '');
DROP TABLE group_member;
DROP TABLE routing_group;
ALTER TABLE project DROP COLUMN groups;

CREATE INDEX session_agent ON session (project, agent);

-- How far a reader of the log that keeps no place of its own has got.
CREATE TABLE reader (
    project  TEXT NOT NULL REFERENCES project (id),
    name     TEXT NOT NULL,
    pos      BIGINT NOT NULL,
    PRIMARY KEY (project, name)
);

-- Projections ----------------------------------------------------------------

-- Rows of an older program say less than the log does. They cover nothing from
-- now on, so that whoever reads them folds the log.
UPDATE conversation SET seq = 0, body = '{}';
UPDATE agent_row SET seq = 0, body = '{}';

-- dropped is 1 where the visitor could not wait and nobody was free.
ALTER TABLE conversation ADD COLUMN dropped BIGINT NOT NULL DEFAULT 0;

CREATE TABLE customer_row (
    project  TEXT NOT NULL,
    visitor  TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, visitor)
) /*sqlite WITHOUT ROWID*/;

ALTER TABLE contact ADD COLUMN visitor TEXT NOT NULL DEFAULT '';
UPDATE contact SET visitor = COALESCE((SELECT c.visitor FROM conversation c
    WHERE c.project = contact.project AND c.id = contact.conversation), '');
CREATE INDEX contact_visitor ON contact (project, visitor, no);
DROP INDEX contact_agent;

-- Who holds a conversation, from the event with which it came to be theirs to
-- the one with which it no longer was; until_pos is 0 while it is.
CREATE TABLE hold (
    project  TEXT NOT NULL,
    conversation TEXT NOT NULL,
    since_pos BIGINT NOT NULL,
    agent    TEXT NOT NULL,
    until_pos BIGINT NOT NULL,
    PRIMARY KEY (project, conversation, since_pos)
) /*sqlite WITHOUT ROWID*/;
INSERT INTO hold (project, conversation, since_pos, agent, until_pos)
    SELECT project, conversation, opened_pos, agent, closed_pos FROM contact;
CREATE UNIQUE INDEX hold_open ON hold (project, conversation) WHERE until_pos = 0;
CREATE INDEX hold_agent ON hold (project, agent, until_pos);

-- pos is one of the batch's offsets and makes equal answers different rows.
CREATE TABLE first_reply (
    project  TEXT NOT NULL,
    at       BIGINT NOT NULL,
    pos      BIGINT NOT NULL,
    grp      TEXT NOT NULL,
    took     BIGINT NOT NULL,
    PRIMARY KEY (project, at, pos)
) /*sqlite WITHOUT ROWID*/;

-- As in the migration before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('revision', 'sqlite_autoindex_revision_1', '2000 1000 1'),
    ('session', 'session_agent', '20000 10000 100'),
    ('reader', 'sqlite_autoindex_reader_1', '20 10 1'),
    ('customer_row', 'customer_row', '2000 1000 1'),
    ('contact', 'contact_visitor', '600000 300000 2 1'),
    ('hold', 'hold', '600000 300000 2 1'),
    ('hold', 'hold_open', '1000 500 1'),
    ('hold', 'hold_agent', '600000 300000 3000 2'),
    ('first_reply', 'first_reply', '500000 250000 1 1');
ANALYZE sqlite_schema;
*/
