import type { Capabilities } from '../channels/index.ts'

/**
 * «Отображать номер заявки для коллтрекинга» of a channel. Until somebody decides, what nobody sees
 * is carried, and a text is not put into customers' mouths.
 */
export function isCounted(
  carries: Capabilities['linkCarries'],
  row: { is_on: boolean | null } | undefined,
): boolean {
  if (!carries) return false
  return row?.is_on ?? carries === 'payload'
}
