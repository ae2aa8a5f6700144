-- A message that is a file: what it is, and the name under which its bytes lie
-- until the server has them.
ALTER TABLE outbox ADD COLUMN file TEXT NOT NULL DEFAULT '{}';
ALTER TABLE outbox ADD COLUMN body_name TEXT NOT NULL DEFAULT '';
CREATE TABLE outbox_body (
  name TEXT PRIMARY KEY,
  body BLOB NOT NULL
);
CREATE TRIGGER outbox_body_goes AFTER DELETE ON outbox WHEN OLD.body_name <> ''
BEGIN
  DELETE FROM outbox_body WHERE name = OLD.body_name;
END;

-- Small pictures of the files of conversations, as the server made them.
CREATE TABLE preview (
  stream TEXT NOT NULL,
  file TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (stream, file)
);
