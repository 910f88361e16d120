-- Makes the partitions of the days to come and drops those past their retention: rows are never
-- deleted one by one, and what nobody has read yet, as in a suspended account, is kept. A day whose rows already fell into the default partition stays there.
create or replace function keep_partitions(today date, ahead integer, retention jsonb) returns integer
language plpgsql as $$
declare
  parent text;
  kept integer;
  child record;
  made integer := 0;
begin
  for parent, kept in select key, value::integer from jsonb_each_text(retention) loop
    for child in select today + n as day from generate_series(-1, ahead) n loop
      if to_regclass(format('%I', parent || '_' || to_char(child.day, 'YYYYMMDD'))) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            parent || '_' || to_char(child.day, 'YYYYMMDD'), parent, child.day, child.day + 1);
          made := made + 1;
        exception when check_violation then null;
        end;
      end if;
    end loop;
    for child in
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = parent::regclass and c.relname ~ '_[0-9]{8}$'
        and to_date(right(c.relname, 8), 'YYYYMMDD') < today - kept
    loop
      if parent = 'inbox' then
        execute format('alter table inbox detach partition %I', child.name);
        -- Its day has no partition any more: it goes to the default one.
        execute format('insert into inbox overriding system value select * from %I where state = %L',
          child.name, 'new');
      end if;
      execute format('drop table %I', child.name);
    end loop;
  end loop;
  return made;
end $$;
