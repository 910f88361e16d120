/** The interface. */
export const web = {}
