-- The functions of the database are made anew at every start: whoever makes them must be of the same
-- version as those that use them.
alter table processes add column version text;
