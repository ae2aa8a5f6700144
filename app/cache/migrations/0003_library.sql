-- A message that is sent from the library: what it is, its id there, and a copy to show.
ALTER TABLE outbox ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN card TEXT NOT NULL DEFAULT '{}';
