-- Every key begins with the account. Of a table that was not analyzed yet, the planner takes one
-- account for a few rows, and then any index that begins with it is as good as the whole key: as a
-- company grows from nothing, its conversations would be read through for each one looked up, for
-- as long as such a plan is kept. Until there are real statistics, all rows are of one account.
do $$
declare
  unknown record;
begin
  -- PostgreSQL can be told since version 18.
  if to_regproc('pg_restore_attribute_stats') is null then
    return;
  end if;
  for unknown in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and not exists (
        select 1 from pg_stats s where s.schemaname = current_schema()
          and s.tablename = c.relname and s.attname = a.attname)
  loop
    perform pg_restore_attribute_stats(
      'schemaname', current_schema()::text, 'relname', unknown.relname::text,
      'attname', 'account_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
  end loop;
end $$;
