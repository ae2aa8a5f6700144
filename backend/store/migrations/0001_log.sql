-- The log, its projections and the set-up of projects.
-- One text for SQLite and PostgreSQL. A comment that begins with the name of a
-- database is read by that database alone. Moments are milliseconds UTC; "pos"
-- is an event's offset in its project, a word that PostgreSQL keeps for itself.

-- Set-up ---------------------------------------------------------------------

CREATE TABLE project (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    letters  TEXT NOT NULL,
    sites    TEXT NOT NULL,
    groups   TEXT NOT NULL
);

CREATE TABLE routing_group (
    project  TEXT NOT NULL REFERENCES project (id),
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (project, id)
);

CREATE TABLE agent (
    project  TEXT NOT NULL REFERENCES project (id),
    id       TEXT NOT NULL,
    role     TEXT NOT NULL,
    name     TEXT NOT NULL,
    username TEXT NOT NULL,
    email    TEXT NOT NULL,
    -- email_key is what signing in compares: the address in lower case.
    email_key TEXT NOT NULL,
    password TEXT NOT NULL,
    slots    TEXT NOT NULL,
    PRIMARY KEY (project, id)
);
CREATE UNIQUE INDEX agent_email ON agent (email_key) WHERE email_key <> '';

CREATE TABLE group_member (
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    group_id TEXT NOT NULL,
    -- place keeps the order in which the administration named the groups.
    place    BIGINT NOT NULL,
    PRIMARY KEY (project, agent, group_id),
    FOREIGN KEY (project, agent) REFERENCES agent (project, id),
    FOREIGN KEY (project, group_id) REFERENCES routing_group (project, id)
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    device   TEXT NOT NULL,
    created  BIGINT NOT NULL,
    expires  BIGINT NOT NULL,
    revoked  BIGINT NOT NULL
);

-- The log --------------------------------------------------------------------

-- One row a project. Every append names the fence it was given and the offset
-- it stands on; a writer that was replaced meanwhile changes no row.
CREATE TABLE writer (
    project  TEXT PRIMARY KEY REFERENCES project (id),
    fence    BIGINT NOT NULL,
    holder   TEXT NOT NULL,
    claimed  BIGINT NOT NULL,
    pos      BIGINT NOT NULL,
    last_contact BIGINT NOT NULL,
    epoch    TEXT NOT NULL
);

CREATE TABLE event (
    project  TEXT NOT NULL,
    pos      BIGINT NOT NULL,
    stream   TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor    TEXT NOT NULL,
    device   TEXT NOT NULL,
    cmd      TEXT NOT NULL,
    digest   TEXT NOT NULL,
    fact     TEXT NOT NULL,
    PRIMARY KEY (project, pos)
) /*sqlite WITHOUT ROWID*/;
CREATE UNIQUE INDEX event_stream ON event (project, stream, seq);
-- A command is carried out once, for ever.
CREATE UNIQUE INDEX event_command ON event (project, cmd, device) WHERE cmd <> '';

-- What people wrote and are, sealed under the visitor's key. No personal
-- content anywhere else.
CREATE TABLE content (
    project  TEXT NOT NULL,
    pos      BIGINT NOT NULL,
    visitor  TEXT NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (project, pos)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE visitor (
    project  TEXT NOT NULL,
    id       TEXT NOT NULL,
    -- token_hash is NULL once the visitor is erased.
    token_hash BYTEA,
    at       BIGINT NOT NULL,
    PRIMARY KEY (project, id)
) /*sqlite WITHOUT ROWID*/;
CREATE UNIQUE INDEX visitor_token ON visitor (project, token_hash);

-- To erase a visitor is to delete this row.
CREATE TABLE visitor_key (
    project  TEXT NOT NULL,
    visitor  TEXT NOT NULL,
    secret   BYTEA NOT NULL,
    PRIMARY KEY (project, visitor)
) /*sqlite WITHOUT ROWID*/;

-- Projections ----------------------------------------------------------------

-- body is a row of the core, and says by seq how much of the log it covers; the
-- columns beside it are of the whole log.
CREATE TABLE conversation (
    project  TEXT NOT NULL,
    id       TEXT NOT NULL,
    visitor  TEXT NOT NULL,
    channel  TEXT NOT NULL,
    opened_pos BIGINT NOT NULL,
    state    TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, id)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX conversation_open ON conversation (project, opened_pos) WHERE state <> 'closed';
CREATE INDEX conversation_visitor ON conversation (project, visitor, opened_pos);

CREATE TABLE agent_row (
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, agent)
);

-- closed_pos is 0 while the contact is open.
CREATE TABLE contact (
    project  TEXT NOT NULL,
    no       BIGINT NOT NULL,
    conversation TEXT NOT NULL,
    agent    TEXT NOT NULL,
    channel  TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_pos BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    closed_pos BIGINT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (project, no)
) /*sqlite WITHOUT ROWID*/;
CREATE UNIQUE INDEX contact_open ON contact (project, conversation) WHERE closed_pos = 0;
CREATE INDEX contact_agent ON contact (project, agent, closed_pos);

-- The routing engine raises used only while it is below cap.
CREATE TABLE agent_load (
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    channel  TEXT NOT NULL,
    used     BIGINT NOT NULL CHECK (used >= 0),
    cap      BIGINT NOT NULL CHECK (cap >= 0),
    PRIMARY KEY (project, agent, channel)
);
