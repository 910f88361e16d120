import { z } from 'zod'

/** Whose press it was, of which dialog: the answer has to name all three. */
const token = z.object({ event_id: z.string(), user_id: z.int(), peer_id: z.int() })
export type Press = z.output<typeof token>

export const toPressToken = (press: Press): string => JSON.stringify(press)
export const readPressToken = (text: string): Press => token.parse(JSON.parse(text))
