-- A message can wait for a moment in which it is taken back, and knows what its author had before them.
ALTER TABLE outbox ADD COLUMN not_before BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN known BIGINT NOT NULL DEFAULT 0;
