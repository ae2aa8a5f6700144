-- Whose turn it is: what decides among equals and cannot be seen from what is open.
-- A row is an agent's, or that of a group under a rule.
CREATE TABLE turn (
    project  TEXT NOT NULL REFERENCES project (id),
    agent    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    grp      TEXT NOT NULL,
    rested   BIGINT NOT NULL,
    pushed   BIGINT NOT NULL,
    share    BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (project, agent, rule, grp)
) /*sqlite WITHOUT ROWID*/;

-- When agents last had a contact is known of old ones, too. Shares begin now.
INSERT INTO turn (project, agent, rule, grp, rested, pushed, share, version)
    SELECT project, agent, '', '', MAX(CASE WHEN closed_at > opened_at THEN closed_at ELSE opened_at END), MAX(opened_at), 0, 0
    FROM contact GROUP BY project, agent;

-- As in the migrations before this one.
/*sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('turn', 'turn', '2000 1000 2 2 1');
ANALYZE sqlite_schema;
*/
