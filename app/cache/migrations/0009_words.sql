-- The words of a conversation that is over, each once, with a blank before and after it, so that it is found by what was
-- said in it. Empty where nobody has looked for one since.
ALTER TABLE past ADD COLUMN words TEXT NOT NULL DEFAULT '';
