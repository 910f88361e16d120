/** So that whoever finds one in a place where it must not be sees what it is. */
export const KEY_PREFIX = 'otkey_'
