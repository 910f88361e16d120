import { developers } from './web/developers.ts'

/** Pages for whoever ties other programs to the company: they come with them. */
export const webDevelopers = { developers }
