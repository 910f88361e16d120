import type { InboundEvent } from '../../contract.ts'
import { present } from '../../kit/present.ts'
import { toCategory, toState } from '../templates.ts'
import { reasonIn } from './templates.ts'
import { templateChange } from './types.ts'

const fields = new Set(['message_template_status_update', 'template_category_update'])

export const isAboutTemplate = (field: string): boolean => fields.has(field)

/** They are of the account, and every number of it may send them. */
export function fromTemplateChange(
  { field, value }: { field: string; value: unknown },
  at: Date,
): InboundEvent[] {
  const { data } = templateChange.safeParse(value)
  if (!data) {
    return [{ type: 'unreadable', problem: 'Not a template', body: JSON.stringify(value) ?? '' }]
  }
  const { message_template_id: externalId, event, new_category, correct_category } = data
  const told = { type: 'template' as const, externalId, at }
  // A change that is announced has not come yet.
  if (event === undefined && new_category !== undefined && correct_category === undefined) {
    return [{ ...told, category: toCategory(new_category) }]
  }
  // Quality is told under the same name.
  if (event === undefined) return [{ type: 'ignored', what: field }]
  const { message_template_category: category } = data
  return [
    {
      ...told,
      state: toState(event),
      ...present({ category: category ? toCategory(category) : undefined, reason: whyOf(data) }),
    },
  ]
}

/** In Meta's own words where there are some, and otherwise in its one. */
function whyOf({ reason, rejection_info: info }: typeof templateChange._output) {
  const said = [info?.reason, info?.recommendation].filter((words) => words?.trim())
  const sentence = said.map((words) => words?.trim().replace(/[.…]+$/, '')).join('. ')
  return sentence || reasonIn(reason)
}
