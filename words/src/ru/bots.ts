import { builder, problems } from './web/bot-builder.ts'
import { steps, trial } from './web/bot-steps.ts'
import { list, making, program } from './web/bots.ts'

/** Chat-bots. Apart from the rest of the interface: only whoever builds them loads these. */
export const bots = { builder, list, making, problems, program, steps, trial }
