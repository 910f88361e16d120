/** Times are milliseconds since 1970, so that a state survives JSON unchanged. */
export type Moment = number
