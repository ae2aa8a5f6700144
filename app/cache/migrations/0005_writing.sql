-- A message can wait for a moment in which it is taken back, and knows what its author had before them.
ALTER TABLE outbox ADD COLUMN not_before BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN known BIGINT NOT NULL DEFAULT 0;

-- What the agent answered before that may be said to anybody, and words of what was asked. The key of a prepared
-- answer has no text: it is the library's.
CREATE TABLE answered (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  asked TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (owner, key)
);

-- How answers did that were proposed.
CREATE TABLE favour (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  value REAL NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (owner, key)
);
