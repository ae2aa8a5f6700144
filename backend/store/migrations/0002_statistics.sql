-- What a database looks like when it is full. SQLite chooses its indexes by
-- this; without it, it takes "of one project" for a handful of rows and would
-- walk whole logs. It is written down and not measured, so that a plan is the
-- same on the first day and on every other. PostgreSQL measures for itself.
-- Numbers: rows of the table, then rows for each further column of the index.
/*sqlite
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('event', 'event', '10000000 5000000 1'),
    ('event', 'event_stream', '10000000 5000000 20 1'),
    ('event', 'event_command', '8000000 4000000 1 1'),
    ('content', 'content', '8000000 4000000 1'),
    ('visitor', 'visitor', '400000 200000 1'),
    ('visitor', 'visitor_token', '400000 200000 1'),
    ('visitor_key', 'visitor_key', '400000 200000 1'),
    ('conversation', 'conversation', '500000 250000 1'),
    ('conversation', 'conversation_open', '1000 500 1'),
    ('conversation', 'conversation_visitor', '500000 250000 2 1'),
    ('agent_row', 'sqlite_autoindex_agent_row_1', '200 100 1'),
    ('contact', 'contact', '600000 300000 1'),
    ('contact', 'contact_open', '1000 500 1'),
    ('contact', 'contact_agent', '600000 300000 3000 2'),
    ('agent_load', 'sqlite_autoindex_agent_load_1', '800 400 4 1'),
    ('group_member', 'sqlite_autoindex_group_member_1', '400 200 2 1');
ANALYZE sqlite_schema;
*/
SELECT 1;
