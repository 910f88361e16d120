import type { ScenarioTest } from '@otklik/protocol/settings'

import { areAlike, plain } from './alike.ts'
import { toNumber } from './read-answer.ts'
import type { ScenarioFacts } from './talk.ts'
import { attributeOf, fill } from './variables.ts'

type AttributeTest = Extract<ScenarioTest, { of: 'attribute' }>

export function holds(test: ScenarioTest, facts: ScenarioFacts): boolean {
  switch (test.of) {
    case 'attribute':
      return attributeHolds(test, facts)
    case 'schedule':
      return facts.isOpen === (test.is === 'open')
    case 'channel':
      return test.ids.includes(facts.channelId)
    case 'language':
      return isLanguage(facts.language, test.is)
    case 'contact':
      return facts.isNewContact === (test.is === 'new')
  }
}

/** What is kept empty is not known: an HTTP answer may have lacked it. */
function attributeHolds({ name, is, value = '' }: AttributeTest, facts: ScenarioFacts): boolean {
  const known = attributeOf(name, facts)?.trim() ?? ''
  const expected = fill(value, facts)
  switch (is) {
    case 'known':
      return known !== ''
    case 'unknown':
      return known === ''
    case 'equal':
      return areAlike(known, expected)
    case 'different':
      return !areAlike(known, expected)
    case 'containing':
      return plain(known).includes(plain(expected))
    case 'greater':
      return toNumber(known) > toNumber(expected)
    case 'less':
      return toNumber(known) < toNumber(expected)
  }
}

/** `pt` is every `pt-BR`. */
function isLanguage(language: string | undefined, expected: string): boolean {
  const said = language?.toLowerCase().replace('_', '-') ?? ''
  const meant = expected.toLowerCase().replace('_', '-')
  return said === meant || said.startsWith(`${meant}-`)
}
