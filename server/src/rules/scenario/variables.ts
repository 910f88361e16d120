import { areAlike } from './alike.ts'
import type { ScenarioFacts } from './talk.ts'

const pattern = /\{\{([^{}]*)\}\}/g

/** What every conversation knows, by its names in the languages of authors. */
const given: readonly {
  names: readonly string[]
  of: (facts: ScenarioFacts) => string
}[] = [
  { names: ['имя клиента', 'customer name'], of: ({ contactName }) => contactName },
  { names: ['сообщение', 'message'], of: ({ lastText }) => lastText },
  {
    names: ['номер обращения', 'conversation number'],
    of: ({ conversationNumber }) => String(conversationNumber),
  },
  { names: ['канал', 'channel'], of: ({ channelName }) => channelName },
]

/**
 * Puts values in place of `{{variables}}`; what is unknown is left out. Values are put in as they
 * are: braces of a customer's are text.
 */
export function fill(
  text: string,
  facts: ScenarioFacts,
  written: (value: string) => string = (value) => value,
): string {
  return text.replace(pattern, (_, name: string) => written(lookUp(name, facts)))
}

/** The names of variables in a text, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name.trim())),
]

/** The text with the same in place of each of them. */
export const withoutVariables = (text: string, instead: string): string =>
  text.replace(pattern, instead)

export const isGivenVariable = (name: string): boolean =>
  given.some(({ names }) => names.some((each) => areAlike(each, name)))

/** What the author keeps under a name comes before what we call so. */
function lookUp(name: string, facts: ScenarioFacts): string {
  return (
    attributeOf(name, facts) ??
    given.find(({ names }) => names.some((each) => areAlike(each, name)))?.of(facts) ??
    ''
  )
}

/** By its name, or by one that reads the same. */
export function attributeOf(name: string, { attributes }: ScenarioFacts): string | undefined {
  const exact = name.trim()
  if (Object.hasOwn(attributes, exact)) return attributes[exact]
  return Object.entries(attributes).find(([each]) => areAlike(each, name))?.[1]
}
