import type { SlaTargets } from '@otklik/protocol'

import type { Formats } from './formats.ts'

interface Saying {
  words: Record<keyof SlaTargets, string>
  /** Where nothing is promised. */
  none: string
  formats: Formats
}

/** «Первый ответ 10 мин, решение 4 ч»: what a team promises. */
export function saySla(targets: SlaTargets, { words, none, formats }: Saying): string {
  const said = (Object.keys(words) as (keyof SlaTargets)[]).flatMap((name) => {
    const seconds = targets[name]
    return seconds === null ? [] : [`${words[name]} ${formats.term(seconds * 1000)}`]
  })
  return said.length > 0 ? said.join(', ') : none
}
