/**
 * How long things may be, in a file of its own: pages count with it at once, and a form that imports
 * the schemas would bring the whole of them along.
 */
export const RATING_TEXT_LIMIT = 500
export const mostFieldLength = 500
export const mostContactTags = 30
export const mostNoteLength = 4000
