import type { Bot } from '@otklik/protocol/settings'

import { Chip } from '../../ui/chip.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'

/** Switched off and not published are somebody's wish; the rest is a trouble. */
const wished = new Set(['disabled', 'not-published'])

export function BotState({ bot }: { bot: Bot }) {
  const { list: words } = useBotWords()
  const { isAvailable, trouble } = bot
  if (isAvailable) {
    return (
      <Chip tone="ok" isLive>
        {words.states.works}
      </Chip>
    )
  }
  if (trouble === 'disabled' || trouble === 'not-published') {
    return <Chip>{words.states[trouble]}</Chip>
  }
  return <Chip tone="danger">{words.states.unavailable}</Chip>
}

/** Why it does not answer and since when, where that is nobody's wish. */
export function BotTrouble({ bot: { trouble, troubleSince } }: { bot: Bot }) {
  const { list: words } = useBotWords()
  const formats = useFormats()
  if (!trouble || wished.has(trouble)) return null
  const reason = words.troubles[trouble]
  return (
    <Notice tone="danger" help={words.backupTakes}>
      {troubleSince
        ? words.unavailable(reason, formats.moment(new Date(troubleSince)))
        : words.unavailableShort(reason)}
    </Notice>
  )
}
