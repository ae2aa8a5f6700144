-- The words of what is over now have its tags among them: they are gathered once more when somebody looks for one.
UPDATE past SET words = '';
