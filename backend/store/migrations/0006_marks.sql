-- A conversation's row says from now on how far the visitor has the agent's words
-- and how many pages they came to. Rows of an older program do not: they cover
-- nothing, so that whoever reads them folds the log.
UPDATE conversation SET seq = 0, body = '{}';
