import type { Entity } from '../wire-types.ts'

const PATTERNS: [type: string, pattern: RegExp][] = [
  [
    'url',
    /(?<![\w@])(?:https?:\/\/[^\s<>"]*[^\s<>".,!?:;)]|(?:[a-z0-9-]+\.)+(?:com|ru|org|net|example|me|io|dev)\b(?:\/[^\s<>"]*[^\s<>".,!?:;)])?)/giu,
  ],
  ['email', /(?<![\w.])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu],
  ['bot_command', /(?<![\w/])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?\b/giu],
  ['mention', /(?<![\w@.])@[a-z0-9_]{4,32}\b/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/gu],
  ['phone_number', /(?<![\w+])\+\d{11,15}\b/gu],
]

/** Links, addresses, commands, mentions and hashtags the platform marks by itself. */
export function detectEntities(text: string, given: Entity[]): Entity[] {
  const taken = given.filter(({ type }) => ['code', 'pre', 'text_link'].includes(type))
  const found: Entity[] = []
  for (const [type, pattern] of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (![...taken, ...found].some((other) => overlaps(entity, other))) found.push(entity)
    }
  return found
}

function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
