-- The stem by which all forms of a word are found. One pass makes «диван» of «диванами» and «дива»
-- of «диван»; another brings them together, as long as enough is left of the word.
create or replace function search_stem(word text) returns text
language plpgsql immutable parallel safe as $$
declare
  stem text := word;
  shorter text;
begin
  loop
    shorter := coalesce((ts_lexize(
      case when stem ~ '^[a-z]' then 'otklik_english' else 'otklik_russian' end::regdictionary,
      stem))[1], stem);
    if shorter = stem then return stem; end if;
    stem := shorter;
    if length(stem) <= 4 then return stem; end if;
  end loop;
end $$;

-- Of words that stand apart by blanks, small and without ё.
create or replace function search_words(words text) returns tsvector
language sql immutable parallel safe as $$
  select array_to_tsvector(array(
    select distinct search_stem(w) from unnest(string_to_array(words, ' ')) w where w <> ''))
$$;

-- All of the words, each with `mark` before it; the last may be only begun.
create or replace function search_query(words text, is_begun boolean, mark text default '')
returns tsquery
language sql immutable parallel safe as $$
  select (string_agg(quote_literal(mark || search_stem(w)), ' & ' order by place)
    || case when is_begun then ':*' else '' end)::tsquery
  from unnest(string_to_array(words, ' ')) with ordinality as t (w, place)
$$;

-- The same in one week of an account, of words that are marked by «@»: as `search_keys` has them.
create or replace function search_in_week(query tsquery, account uuid, week integer)
returns tsquery
language sql immutable parallel safe as $$
  select replace(query::text, '@', right(account::text, 6) || lpad(to_hex(week), 4, '0'))::tsquery
$$;
