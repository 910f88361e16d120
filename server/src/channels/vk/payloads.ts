/** ВКонтакте keeps 255 characters of JSON with a button. */
const MAX_PAYLOAD = 255

/** By this name a press is known to be on a button of ours. */
const OURS = 'otklik'

/** The label goes along where it fits: a press tells nothing of what the button said. */
export function toPayload(value: string, label: string): string {
  const whole = JSON.stringify({ [OURS]: value, label })
  if (whole.length <= MAX_PAYLOAD) return whole
  let cut = value
  while (payloadOf(cut).length > MAX_PAYLOAD) cut = cut.slice(0, -1)
  return payloadOf(cut.replace(/[\ud800-\udbff]$/, ''))
}

const payloadOf = (value: string): string => JSON.stringify({ [OURS]: value })

/** Text where an older version of the platform or of an application made it so. */
export function readPayload(payload: unknown): Record<string, unknown> | undefined {
  const value = typeof payload === 'string' ? parse(payload) : payload
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Record<string, unknown>) : undefined
}

export function readPressed(payload: unknown): { value: string; label?: string } | undefined {
  const { [OURS]: value, label } = readPayload(payload) ?? {}
  if (typeof value !== 'string') return undefined
  return { value, ...(typeof label === 'string' && { label }) }
}

/** The button a new dialog begins with. */
export const isStart = (payload: unknown): boolean => readPayload(payload)?.command === 'start'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
