import { randomInt } from 'node:crypto'
import type { Category, Template, TemplateStatus } from '../model.ts'
import type { WhatsApp } from '../whatsapp.ts'

const REVIEW_MS = 5000
const ARCHIVE_LIVES_MS = 28 * 24 * 3600_000

export const newTemplateId = () => String(randomInt(10 ** 14, 2 ** 47))

/** Tells the account that something has happened to a template. */
function tell(
  whatsapp: WhatsApp,
  template: Template,
  news: { field: string; value: object },
): void {
  const line = whatsapp.registry.numbers
    .list()
    .find((number) => number.account === template.account)
  if (!line) return
  whatsapp.publisher.publish({
    account: template.account,
    field: news.field,
    line: line.id,
    kind: `${news.field} ${template.name}`,
    value: {
      ...news.value,
      // A number here, and a text in answers of the API.
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
    },
  })
}

export interface Verdict {
  reason?: string
  title?: string
  description?: string
  /** What Meta explains, and what it recommends. */
  explanation?: { reason: string; recommendation: string }
}

/** The event of a status is mostly its name. */
export function turn(
  whatsapp: WhatsApp,
  template: Template,
  status: TemplateStatus,
  verdict: Verdict = {},
  event: string = status,
): Template {
  const { registry, network } = whatsapp
  const { reason = 'NONE', title, description, explanation } = verdict
  template.status = status
  if (status === 'REJECTED') template.rejectedReason = reason
  if (status === 'APPROVED') template.rejectedReason = 'NONE'
  registry.templates.save(template)
  const date = String(Math.floor(network.clock.now() / 1000))
  tell(whatsapp, template, {
    field: 'message_template_status_update',
    value: {
      event,
      reason,
      message_template_category: template.category,
      ...(explanation && { rejection_info: explanation }),
      ...(status === 'DISABLED' && { disable_info: { disable_date: date } }),
      ...(title && { other_info: { title, description: description ?? '' } }),
    },
  })
  network.live.touch('whatsapp/templates')
  return template
}

/** Approval comes by hand, or by itself where the account was told so. */
export function review(whatsapp: WhatsApp, template: Template): void {
  const { registry, network } = whatsapp
  if (!registry.accounts.find(template.account)?.reviewsAtOnce) return
  network.clock.after(REVIEW_MS, () => {
    if (registry.templates.find(template.id)?.status !== 'PENDING') return
    const isBad = template.name.includes('reject')
    turn(
      whatsapp,
      template,
      isBad ? 'REJECTED' : 'APPROVED',
      isBad ? { reason: 'INVALID_FORMAT' } : {},
    )
  })
}

export function changeCategory(whatsapp: WhatsApp, template: Template, category: Category): void {
  const previous = template.category
  template.previousCategory = previous
  template.category = category
  whatsapp.registry.templates.save(template)
  tell(whatsapp, template, {
    field: 'template_category_update',
    value: { previous_category: previous, new_category: category },
  })
}

export function changeQuality(whatsapp: WhatsApp, template: Template, score: string): void {
  const previous = template.quality.score
  template.quality = { score, at: whatsapp.network.clock.now() }
  whatsapp.registry.templates.save(template)
  tell(whatsapp, template, {
    field: 'message_template_quality_update',
    value: { previous_quality_score: previous, new_quality_score: score },
  })
}

export function archive(whatsapp: WhatsApp, template: Template): string | undefined {
  if (template.status !== 'APPROVED' && template.status !== 'REJECTED')
    return 'Only approved or rejected templates can be archived'
  template.formerStatus = template.status
  template.archivedAt = whatsapp.network.clock.now()
  turn(whatsapp, template, 'ARCHIVED')
  return undefined
}

/** Four weeks in the archive, and it is deleted. */
export function dropArchived({ registry, network }: WhatsApp, account: string): void {
  for (const template of registry.templatesOf(account))
    if (
      template.status === 'ARCHIVED' &&
      network.clock.now() - (template.archivedAt ?? 0) > ARCHIVE_LIVES_MS
    )
      registry.templates.drop(template)
}

export function unarchive(whatsapp: WhatsApp, template: Template): string | undefined {
  if (template.status !== 'ARCHIVED') return 'Template is not archived'
  const former = template.formerStatus ?? 'APPROVED'
  delete template.formerStatus
  turn(whatsapp, template, former, {}, 'UNARCHIVED')
  return undefined
}
