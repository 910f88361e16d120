/**
 * How long things may be, in a file of its own: pages count with it at once, and a form that imports
 * the schemas would bring the whole of them along.
 */
export const RATING_TEXT_LIMIT = 500
export const mostFieldLength = 500
export const mostContactTags = 30
export const mostNoteLength = 4000

/** As many fields of its own as a company has, and as much as fits into one. */
export const mostContactFields = 30
export const contactFieldKinds = ['text', 'number', 'date', 'choice'] as const

/** What one imported table may hold. */
export const mostImportBytes = 20 * 1024 * 1024
export const mostImportRows = 50_000
export const mostImportColumns = 100

export const importSubjects = ['contacts', 'conversations'] as const
export const importOutcomes = ['made', 'changed', 'same', 'refused'] as const

/** What a column can be of everybody; fields of the company's own are named by their ids. */
export const importTargets = [
  'name',
  'phone',
  'email',
  'tags',
  'note',
  'vip',
  /** Of conversations: rows with one number are one conversation. */
  'conversation',
  'at',
  'author',
  'text',
  'topic',
] as const
