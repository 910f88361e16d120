/**
 * SQL: the row's account is not suspended (docs/decisions/0014). Whatever goes on by itself asks
 * it: nothing is sent, given out or decided in the name of a suspended account. Read once per query.
 * Of `<> all (array(…))` the planner believes that nothing is left where all rows are of one account:
 * it would rather read all that is due than the first of it by an index.
 */
export const isNotSuspended =
  'account_id not in (select id from accounts where suspended_at is not null)'
