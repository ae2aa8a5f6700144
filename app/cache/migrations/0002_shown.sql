-- The conversations a start reads. Those that are over stay unread, however many they are.
CREATE TABLE shown (
  stream TEXT PRIMARY KEY
);
INSERT INTO shown (stream) SELECT DISTINCT stream FROM event;
