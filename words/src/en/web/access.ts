/** Signing in, invitations, passwords, the first run. */
export const access = {}
