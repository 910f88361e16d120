import { z } from 'zod'

/**
 * What our own panel says, as `server/src/site` stores it. Nobody else can put it into the inbox: the
 * door of this platform lets nobody in.
 */
const visitor = z.object({
  id: z.string().min(1),
  name: z.string().default(''),
  phone: z.string().optional(),
  language: z.string().optional(),
})

const file = z.object({
  /** The upload, which `fetchFile` opens. */
  reference: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document']),
  name: z.string().optional(),
  mime: z.string().optional(),
  bytes: z.int().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
})

const said = { visitor, id: z.string().min(1), at: z.coerce.date() }

export const update = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    ...said,
    text: z.string(),
    files: z.array(file).default([]),
    /** Chosen and filled in before the first word. */
    question: z.string().optional(),
    answer: z.record(z.string(), z.string()).optional(),
  }),
  z.object({
    type: z.literal('press'),
    ...said,
    value: z.string(),
    label: z.string().optional(),
    /** What the message under which it stands is known by. */
    under: z.string().optional(),
  }),
  z.object({
    type: z.literal('receipt'),
    visitor,
    status: z.enum(['delivered', 'read']),
    at: z.coerce.date(),
  }),
  /** They have signed in at the company's site: who they were before is the same person. */
  z.object({
    type: z.literal('identified'),
    visitor,
    formerly: z.string().min(1),
    at: z.coerce.date(),
  }),
])
export type Update = z.output<typeof update>
export type Visitor = z.output<typeof visitor>
