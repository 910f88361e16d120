import type { Template, TemplateLimits } from '@otklik/protocol/settings'

import type {
  Connection,
  OutboundMessage,
  PlatformTemplate,
  TemplateDraft,
  TemplateStanding,
} from '../channels/index.ts'
import type { TrialPlatform } from './trial-platform.ts'

const limits: TemplateLimits = {
  namePattern: '[a-z0-9_]+',
  nameCharacters: 'a–z, 0–9, _',
  maxNameLength: 40,
  languages: ['ru', 'en_US'],
  categories: ['utility', 'marketing'],
  headers: ['text', 'image'],
  maxHeaderLength: 60,
  maxBodyLength: 200,
  maxFooterLength: 60,
  maxValueLength: 40,
  buttons: { max: 3, reply: 3, url: 1, phone: 1, maxLabelLength: 25, maxUrlLength: 200 },
}

/** What a platform with templates has, and what was asked of it. */
export class TemplateShelf {
  readonly templates: PlatformTemplate[] = []
  readonly submitted: TemplateDraft[] = []
  readonly archived: string[] = []
  readonly rendered: OutboundMessage[] = []
  /** What the next submission comes to; an error is thrown. */
  next: (TemplateStanding & { externalId?: string }) | Error | undefined

  readonly connection: Partial<Connection> = {
    templates: {
      list: async () => structuredClone(this.templates),
      submit: async (draft) => {
        this.submitted.push(draft)
        const { next } = this
        this.next = undefined
        const externalId = `remote-${this.submitted.length}`
        const standing = { state: 'pending' as const, ...(next instanceof Error ? {} : next) }
        const made = { externalId, category: draft.category, ...standing }
        this.templates.push({ ...draft, ...made })
        if (next instanceof Error) throw next
        return made
      },
      archive: async ({ externalId }) => void this.archived.push(externalId),
    },
    render: (message) => {
      this.rendered.push(message)
      const { text, template, files } = message
      const payload = { text, ...(template && { template: template.externalId }) }
      return [{ kind: 'message', method: 'send', payload, fileIds: files.map(({ id }) => id) }]
    },
    reach: (to) => {
      const name = 'phone' in to ? to.phone : to.address
      return { thread: name as never, address: name as never }
    },
  }
}

/** A platform that takes free text for a day after the customer's word, and templates always. */
export function platformWithTemplates(shelf: TemplateShelf): TrialPlatform {
  return {
    capabilities: { replyWindowHours: 24, reachesPhones: true, templates: limits },
    connection: () => shelf.connection,
    checkTemplate: ({ content: { body } }) =>
      body.startsWith('{{')
        ? [{ field: 'content.body', words: { ru: 'Не с переменной', en: 'Not by a variable' } }]
        : [],
  }
}

/** What an administrator types into the form of a template. */
export const aTemplate = (
  facts: Partial<Pick<Template, 'name' | 'language' | 'category' | 'content'>> = {},
) => ({
  name: 'order_ready',
  language: 'ru',
  category: 'utility' as const,
  content: {
    header: { kind: 'text' as const, text: 'Заказ {{1}}' },
    body: 'Здравствуйте, {{1}}! Заказ готов.',
    footer: 'Верба',
    buttons: [
      { kind: 'reply' as const, label: 'Заберу сегодня' },
      { kind: 'url' as const, label: 'Отследить', url: 'https://verba.example/{{1}}' },
    ],
    samples: { 'header.1': '№ 5', 'body.1': 'Анна', 'buttons.1.1': 'track/5' },
  },
  ...facts,
})
