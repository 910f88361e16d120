import type { Bot } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { BotTrouble } from '../bots/bot-state.tsx'
import { whoChanged } from '../editing/who-changed.ts'
import { findStep } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import type { DraftSaving } from './use-draft-saving.ts'

interface DraftNoticeProps {
  bot: Bot
  saving: DraftSaving
}

/** Why what is drawn is not what is kept, or not what customers get, and the ways on. */
export function DraftNotice({ bot, saving }: DraftNoticeProps) {
  return (
    <>
      <BotTrouble bot={bot} />
      <Conflict saving={saving} />
      <Failure saving={saving} />
    </>
  )
}

/** Somebody else was quicker: nothing of theirs or of ours is lost without a click. */
function Conflict({ saving: { saver, conflict } }: { saving: DraftSaving }) {
  const { editing } = useWords()
  const { builder: words } = useBotWords()
  const formats = useFormats()
  const { drawing } = useBuilder()
  const settling = useMutation({
    mutationFn: async (whose: 'theirs' | 'mine') => {
      if (whose === 'mine') await saver.saveMine()
      else drawing.replace(await saver.takeTheirs())
    },
  })
  if (!conflict) return null
  const { by, at } = whoChanged(conflict)
  const who =
    by === undefined
      ? words.conflict
      : at
        ? words.conflictByAt(by, formats.time(at))
        : words.conflictBy(by)
  return (
    <Notice
      tone="warn"
      isNew
      help={formError(settling.error) ?? words.conflictHelp}
      actions={
        <>
          <TextButton onClick={() => settling.mutate('mine')}>{editing.saveMine}</TextButton>
          <TextButton onClick={() => settling.mutate('theirs')}>{editing.takeTheirs}</TextButton>
        </>
      }
    >
      {who}
    </Notice>
  )
}

function Failure({ saving }: { saving: DraftSaving }) {
  const { common } = useWords()
  const { builder: texts } = useBotWords()
  const { drawing, words } = useBuilder()
  const { saver, failure, wrong, publishing } = saving
  const refused = formError(publishing.error)
  if (!failure) {
    return refused ? (
      <Notice tone="danger" isNew>
        {refused}
      </Notice>
    ) : null
  }
  const [wrongId] = wrong.keys()
  const step = findStep(drawing.scenario, wrongId)
  if (step) {
    return (
      <Notice
        tone="danger"
        isNew
        actions={
          <TextButton onClick={() => drawing.select([step.id])}>{texts.openStep}</TextButton>
        }
      >
        {texts.draftWrong(words.name(step))}
      </Notice>
    )
  }
  return (
    <Notice
      tone="danger"
      isNew
      help={formError(failure.error)}
      actions={<TextButton onClick={() => void saver.flush()}>{common.repeat}</TextButton>}
    >
      {texts.draftFailed}
    </Notice>
  )
}
