-- What agents send ready-made, version by version, and the answers that each
-- keeps for themselves.
CREATE TABLE library (
    project  TEXT NOT NULL REFERENCES project (id),
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    author   TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, version)
);

CREATE TABLE personal_answers (
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    version  BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (project, agent),
    FOREIGN KEY (project, agent) REFERENCES agent (project, id)
);

-- As in the migration before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('library', 'sqlite_autoindex_library_1', '2000 1000 1'),
    ('personal_answers', 'sqlite_autoindex_personal_answers_1', '2000 1000 1');
ANALYZE sqlite_schema;
*/
