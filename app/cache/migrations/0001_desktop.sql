-- Small things by name: device, session, settings, epoch, cursor.
CREATE TABLE note (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- What the server told, as it told it.
CREATE TABLE event (
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (stream, seq)
) /*sqlite WITHOUT ROWID*/;

-- Conversations the server took back while something of ours was unsent there.
CREATE TABLE departed (
  stream TEXT PRIMARY KEY,
  reason TEXT NOT NULL
);

-- How far the agent has looked.
CREATE TABLE looked (
  stream TEXT PRIMARY KEY,
  seq BIGINT NOT NULL
);

-- What the agent wrote and the server has not confirmed, in order of place.
CREATE TABLE outbox (
  place BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  stream TEXT NOT NULL,
  body TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'refused')),
  reason TEXT NOT NULL
);

CREATE TABLE draft (
  owner TEXT NOT NULL,
  stream TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (owner, stream)
);
