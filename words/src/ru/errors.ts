/** What the API answers when it refuses. */
export const errors = {}
