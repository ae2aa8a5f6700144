-- What files take is counted from what is kept: of each file all its parts, and of
-- a project all its files. Both are in bytes, and say nothing of anybody.
ALTER TABLE file ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
UPDATE file SET size = COALESCE((SELECT SUM(LENGTH(p.sealed)) FROM file_part p
    WHERE p.project = file.project AND p.blob = file.blob), 0);
-- Who handed in how much since yesterday.
CREATE INDEX file_by ON file (project, actor_kind, actor, at);

-- The row is also what two that come at once take their turn at.
CREATE TABLE file_room (
    project  TEXT NOT NULL,
    bytes    BIGINT NOT NULL,
    PRIMARY KEY (project)
) /*sqlite WITHOUT ROWID*/;
INSERT INTO file_room (project, bytes) SELECT project, SUM(size) FROM file GROUP BY project;

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('file', 'file_by', '200000 100000 50000 4 1'),
    ('file_room', 'file_room', '2 1');
ANALYZE sqlite_schema;
*/
