/** Templates: messages that a platform has approved beforehand, so that we may write first. */
import type {
  TemplateCategory,
  TemplateContent,
  TemplateState,
  TemplateValues,
} from '@otklik/protocol/settings'

import type { Words } from './words.ts'

/** What is handed in for approval. Keys of `content.samples` are those of `templateVariables`. */
export interface TemplateDraft {
  name: string
  language: string
  category: TemplateCategory
  content: TemplateContent
}

/** A draft is ours alone: no platform knows it. */
export type PlatformTemplateState = Exclude<TemplateState, 'draft'>

/** Where a template stands with the platform. What it does not know by our names is `disabled`. */
export interface TemplateStanding {
  state: PlatformTemplateState
  category?: TemplateCategory
  /** Why it was refused or stopped: in our words where the folder has some, else in its own. */
  reason?: Words | string
}

export interface PlatformTemplate extends TemplateDraft, TemplateStanding {
  /** The platform's own name of it, the same in events. */
  externalId: string
  category: TemplateCategory
  /** The platform's name of a part that `content` cannot say: such a one is never sent by us. */
  unsupported?: string
}

/** Something the platform surely refuses, by the field's path: `name`, `content.buttons.0.url`. */
export interface TemplateProblem {
  field: string
  words: Words
}

/**
 * A template within a message that is sent. The message's `text` is the whole of it, filled in; the
 * first of its `files` stands above the text, where the header is one.
 */
export interface MessageTemplate {
  externalId: string
  name: string
  language: string
  /** As approved, with its braces; `fillTemplate` gives it as it is read. */
  content: TemplateContent
  /** By the keys of `templateVariables`; none is missing. */
  values: TemplateValues
}
