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

-- Without what may be a phone, which is found by those alone who may see it.
create or replace function without_phones(name text) returns text
language sql immutable parallel safe as $$
  select regexp_replace(name, '[0-9]([[:space:]().–—-]*[0-9]){8,}', ' ', 'g')
$$;

-- Keeps these people, and those of these conversations, as names are looked for. Who once knew
-- somebody may stay: it is written anew where something is missing, not where something is too much.
create or replace function write_contact_search(account uuid, people uuid[], talks uuid[])
returns void
language plpgsql as $$
#variable_conflict use_column
begin
  insert into contact_search (account_id, contact_id, known_to, words, phones)
  select account, n.id, n.known_to, n.words, n.phones from (
    select c.id, k.known_to,
      contact_words(concat_ws(' ', without_phones(c.name), c.email, a.names)) as words,
      -- All of it, in the order of the other indexes: what is pasted may reach over two of its parts.
      contact_words(concat_ws(' ', c.name, c.email, c.phone, a.phones)) as phones
    from (
      select unnest(people) as id
      union
      select o.contact_id from conversations o where o.account_id = account and o.id = any (talks)) t
    join contacts c on c.account_id = account and c.id = t.id and c.erased_at is null
    cross join lateral (
      select string_agg(without_phones(a.name) || ' ' || coalesce(a.profile ->> 'username', ''), ' '
          order by a.channel_id, a.address) as names,
        string_agg(a.name || ' ' || coalesce(a.profile ->> 'username', '') || ' '
            || coalesce(a.profile ->> 'phone', ''), ' ' order by a.channel_id, a.address) as phones
      from addresses a where a.account_id = account and a.contact_id = c.id) a
    cross join lateral (
      select coalesce(array_agg(distinct w), '{}') as known_to
      from conversations o, unnest(o.concerns) w
      where o.account_id = account and o.contact_id = c.id) k) n
  left join contact_search s on s.account_id = account and s.contact_id = n.id
  where s.contact_id is null or s.words <> n.words or s.phones <> n.phones
    or not s.known_to @> n.known_to
  on conflict (account_id, contact_id) do update set known_to = excluded.known_to,
    words = excluded.words, phones = excluded.phones;
end $$;
