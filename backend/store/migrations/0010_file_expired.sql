-- A file that is kept no longer leaves its row behind, without anything in it, so
-- that its message can say so. expired is the moment, 0 while it is kept.
ALTER TABLE file ADD COLUMN expired BIGINT NOT NULL DEFAULT 0;
CREATE INDEX file_sent ON file (project, at) WHERE conversation <> '' AND expired = 0;

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('file', 'file_sent', '200000 100000 1');
ANALYZE sqlite_schema;
*/
