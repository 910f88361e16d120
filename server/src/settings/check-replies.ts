import {
  AUTO_TEXT_LIMIT,
  type AutoReply,
  type EditChannelRulesRequest,
} from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { FieldProblems } from './field-problems.ts'

type Asked = NonNullable<EditChannelRulesRequest['autoReplies']>

const delays = { least: 0, most: 86_400 }

interface Lists {
  field: 'autoReplies' | 'offHoursReplies'
  asked: Asked
  before: AutoReply[]
}

/** Sorted by delay; one of each delay (D-03). A text that was there before keeps its id. */
export function checkReplies(
  { field, asked, before }: Lists,
  problems: FieldProblems,
): AutoReply[] {
  const free = new Set(before.map(({ id }) => id))
  const taken = new Set<number>()
  const replies = asked.map(({ id, text, delayS }, index): AutoReply => {
    const path = `${field}.${index}`
    const checked = {
      text: checkText(`${path}.text`, text, problems),
      delayS: problems.whole(`${path}.delayS`, delayS, delays),
    }
    if (taken.has(checked.delayS)) problems.add(`${path}.delayS`, 'same-delay')
    if (checked.delayS === delayS) taken.add(delayS)
    return { id: id !== undefined && free.delete(id) ? id : newId(), ...checked }
  })
  return replies.sort((one, other) => one.delayS - other.delayS)
}

function checkText(path: string, given: string, problems: FieldProblems): string {
  const text = given.trim()
  if (text === '') problems.add(path, 'required')
  else if ([...text].length > AUTO_TEXT_LIMIT)
    problems.add(path, 'too-long', { maximum: AUTO_TEXT_LIMIT })
  return text
}
