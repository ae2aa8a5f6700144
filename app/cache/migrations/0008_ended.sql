-- Conversations that are over, and when they ended by the server's clock: from there each is kept for a while. Of those
-- that were over before nothing was noted, and their last event stands for it.
CREATE TABLE past (
  stream TEXT PRIMARY KEY,
  ended_at BIGINT NOT NULL
);
CREATE INDEX past_ended ON past (ended_at);
INSERT INTO past (stream, ended_at)
  SELECT stream, COALESCE(MAX(json_extract(body, '$.at')), 0) FROM event WHERE stream NOT IN (SELECT stream FROM shown) GROUP BY stream;
DROP INDEX opening;
