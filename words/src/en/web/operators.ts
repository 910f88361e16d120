/** Operators and invitations. */
export const operators = {}
