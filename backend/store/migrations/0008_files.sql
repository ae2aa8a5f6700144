-- Files that were handed in. One that no message sends has no conversation, and
-- one that is still coming is not complete. What it is called and what is in it
-- is sealed under the visitor's key.

CREATE TABLE file (
    project  TEXT NOT NULL,
    -- blob names one attempt at handing the file in; what is in it stands under
    -- that name.
    blob     TEXT NOT NULL,
    id       TEXT NOT NULL,
    complete BIGINT NOT NULL,
    visitor  TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor    TEXT NOT NULL,
    conversation TEXT NOT NULL,
    at       BIGINT NOT NULL,
    digest   BYTEA NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (project, blob)
) /*sqlite WITHOUT ROWID*/;
CREATE UNIQUE INDEX file_id ON file (project, id) WHERE complete = 1;
CREATE INDEX file_unsent ON file (project, at) WHERE conversation = '';
CREATE INDEX file_visitor ON file (project, visitor);

-- The parts of a file are numbered 0, 1, 2…, those of its preview -1, -2….
CREATE TABLE file_part (
    project  TEXT NOT NULL,
    blob     TEXT NOT NULL,
    n        BIGINT NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (project, blob, n)
);

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('file', 'file', '200000 100000 1'),
    ('file', 'file_id', '200000 100000 1'),
    ('file', 'file_unsent', '100 50 1'),
    ('file', 'file_visitor', '200000 100000 4'),
    ('file_part', 'sqlite_autoindex_file_part_1', '1000000 500000 5 1');
ANALYZE sqlite_schema;
*/
