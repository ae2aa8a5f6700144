-- What the agent wrote, and the languages, where what is sent is its translation.
ALTER TABLE outbox ADD COLUMN translation TEXT NOT NULL DEFAULT '{}';
