-- What a reader of the log is done with ahead of its place, because something
-- before it is not done yet.
CREATE TABLE reader_ahead (
    project  TEXT NOT NULL REFERENCES project (id),
    name     TEXT NOT NULL,
    pos      BIGINT NOT NULL,
    PRIMARY KEY (project, name, pos)
) /*sqlite WITHOUT ROWID*/;

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('reader_ahead', 'reader_ahead', '1000 500 500 1');
ANALYZE sqlite_schema;
*/
