/** What a quick reply may speak of, by the names that people write in its braces. */
export const replyVariables = {
  customer: ['имя клиента', 'customer name'],
  operator: ['имя сотрудника', 'operator name'],
  number: ['номер обращения', 'conversation number'],
  company: ['название компании', 'company name'],
  channel: ['канал', 'channel'],
  topic: ['тематика', 'topic'],
} as const

export type ReplyVariable = keyof typeof replyVariables
export type ReplyValues = Partial<Record<ReplyVariable, string>>

const BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g

function variableOf(name: string): ReplyVariable | undefined {
  const wanted = name.toLowerCase().replace(/\s+/g, ' ')
  const names = Object.entries(replyVariables) as [ReplyVariable, readonly string[]][]
  return names.find(([, known]) => known.includes(wanted))?.[0]
}

/** Names in braces that mean nothing here, each once. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(BRACES)].map(([, name = '']) => name)
  return [...new Set(names.filter((name) => !variableOf(name)))]
}

/** With all that is known filled in; a gap keeps its braces, to be filled by hand. */
export function fillReply(text: string, values: ReplyValues): string {
  return text.replace(BRACES, (braces, name: string) => {
    const variable = variableOf(name)
    return (variable && values[variable]) || braces
  })
}

/** Where something is still to be filled in: nothing is sent with it. */
export function findGaps(text: string): { name: string; offset: number; length: number }[] {
  return [...text.matchAll(BRACES)].flatMap(({ 0: braces, 1: name = '', index }) =>
    variableOf(name) ? [{ name, offset: index, length: braces.length }] : [],
  )
}
