-- Tags, and who gave which when.

CREATE TABLE tag (
    project  TEXT NOT NULL REFERENCES project (id),
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    categories TEXT NOT NULL,
    PRIMARY KEY (project, id)
) /*sqlite WITHOUT ROWID*/;

-- One row for each tag of each event that gave some. Of a tag that is gone the
-- rows stay, as the events do.
CREATE TABLE tag_use (
    project  TEXT NOT NULL,
    agent    TEXT NOT NULL,
    at       BIGINT NOT NULL,
    pos      BIGINT NOT NULL,
    tag      TEXT NOT NULL,
    PRIMARY KEY (project, agent, at, pos, tag)
) /*sqlite WITHOUT ROWID*/;

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('tag', 'tag', '400 200 1'),
    ('tag_use', 'tag_use', '600000 300000 3000 2 1 1');
ANALYZE sqlite_schema;
*/
