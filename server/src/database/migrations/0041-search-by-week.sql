-- Each word in the index begins with its company and its week. Of a search for all that begins with
-- «кра» the index gathered whatever was ever said so, month by month anew, and for a word it compared
-- lists of all that a company has. Now it reads the words of one week and nothing else.

-- The same for ever: the index is made of it. Weeks are counted from 1970, by no clock of any place.
create function search_keys(account uuid, at timestamptz, words tsvector) returns tsvector
language plpgsql immutable parallel safe as $$
declare
  -- Companies that share these six digits are told apart by their rows.
  week text := right(account::text, 6)
    || lpad(to_hex(floor(extract(epoch from at) / 604800)::integer), 4, '0');
begin
  return array_to_tsvector(array(select week || w from unnest(tsvector_to_array(words)) w));
end $$;

drop index message_search_by_words;
-- What waits to be put into it is looked through by every search, so little may wait.
create index message_search_by_words on message_search
  using gin (search_keys(account_id, at, words)) with (gin_pending_list_limit = 512);
alter table message_search drop column month;
analyze message_search;
-- Another one takes its place, with a week.
drop function if exists search_query(text, boolean);
