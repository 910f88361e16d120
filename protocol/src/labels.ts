import { z } from 'zod'

import { id, moment } from './people.ts'
import { tagName, topicName } from './scenario.ts'

/** A conversation has one «тематика», what it is about, and as many «теги» as one likes. */
export const labelKind = z.enum(['topic', 'tag'])
export type LabelKind = z.output<typeof labelKind>

export const label = z.object({
  id,
  version: z.int(),
  kind: labelKind,
  name: z.string(),
  /** What it was called before: conversations of then keep the name of then. */
  formerNames: z.array(z.string()),
  /** Not to be chosen any more; what has it keeps it. */
  archivedAt: moment.optional(),
})
export type Label = z.output<typeof label>

/** «Требовать тематику при закрытии»: of nobody, of everybody, or where these teams answer. */
export const topicRequirement = z.strictObject({
  of: z.enum(['nobody', 'everybody', 'teams']),
  teamIds: z.array(id).max(200).default([]),
})
export type TopicRequirement = z.output<typeof topicRequirement>

/** The whole directory, in the order it is offered in. */
export const labelDirectory = z.object({
  labels: z.array(label),
  requirement: topicRequirement,
})
export type LabelDirectory = z.output<typeof labelDirectory>

export const createLabelRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('topic'), name: topicName }),
  z.strictObject({ kind: z.literal('tag'), name: tagName }),
])
export const editLabelRequest = z.strictObject({
  /** What the reader saw: whoever was faster is not overwritten. */
  version: z.int(),
  name: topicName.optional(),
  isArchived: z.boolean().optional(),
})
/** All of a kind that are in use, in their new order. */
export const orderLabelsRequest = z.strictObject({
  kind: labelKind,
  ids: z.array(id).min(1).max(1000),
})

/** What changes on a conversation; tags are taken away by name, since not all come from here. */
export const labelConversationRequest = z.strictObject({
  topicId: id.nullable().optional(),
  addTagIds: z.array(id).max(20).optional(),
  removeTags: z.array(z.string().max(80)).max(20).optional(),
})
export type LabelConversationRequest = z.input<typeof labelConversationRequest>
