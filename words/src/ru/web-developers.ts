import { developers } from './web/developers.ts'
import { retention } from './web/retention.ts'

/** Pages for whoever ties other programs to the company, and looks after its data: with them. */
export const webDevelopers = { developers, retention }
