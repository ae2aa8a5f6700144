-- Conversations that are over are found by their first event, the newest first.
CREATE INDEX opening ON event (json_extract(body, '$.at')) WHERE seq = 1;
