/**
 * SQL: the row's account is not suspended (docs/decisions/0014). Whatever goes on by itself asks
 * it: nothing is sent, given out or decided in the name of a suspended account. Read once per query.
 */
export const isNotSuspended =
  'account_id <> all (array(select id from accounts where suspended_at is not null))'
