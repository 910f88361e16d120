import { Button, TextInput } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { ConflictNotice, type Editing, fieldId, SaveBar, useEditing } from '../editing/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { botQuery, editBot } from './api/bots.ts'
import { AvailabilityBlock } from './availability-block.tsx'
import { BotState, BotTrouble } from './bot-state.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { KeysBlock } from './keys-block.tsx'
import { useKeepBot } from './use-bots.ts'
import { useChannelNames } from './use-channel-names.ts'

interface ProgramValues {
  name: string
  url: string
  /** As typed. */
  answerWithinS: string
}

/** A bot that is somebody's program: where it is, how it is known, how it fares. */
export function ProgramPage({ bot }: { bot: Bot }) {
  const { list, program: words } = useBotWords()
  const edit = useProgramEditing(bot)
  const channels = useChannelNames(bot)
  const [isDeleting, setDeleting] = useState(false)
  const used = [
    channels.receiver ? list.receives(channels.receiver) : '',
    channels.offHours ? list.offHours(channels.offHours) : '',
  ].filter(Boolean)
  return (
    <SettingsPage
      title={bot.name}
      state={<BotState bot={bot} />}
      crumb={{ to: '/bots', label: list.title }}
      help={used.length > 0 ? used.join(' · ') : list.unused}
      footer={
        <SaveBar
          edits={[edit]}
          aside={
            <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
              {list.delete}
            </Button>
          }
        />
      }
    >
      <ConflictNotice edit={edit} show={(_, value) => value} />
      <BotTrouble bot={bot} />
      <Block title={words.connection} help={words.connectionHelp}>
        <ProgramField name="name" label={list.name} help={list.nameHelp} edit={edit} />
        <ProgramField name="url" type="url" edit={edit} />
        <ProgramField
          name="answerWithinS"
          label={words.answerWithin}
          help={words.answerWithinHelp}
          edit={edit}
        />
      </Block>
      <KeysBlock bot={bot} />
      <AvailabilityBlock bot={bot} />
      <DeleteDialog
        bot={bot}
        isOpen={isDeleting}
        onDeleted={edit.revert}
        onClose={() => setDeleting(false)}
      />
    </SettingsPage>
  )
}

interface ProgramFieldProps {
  name: keyof ProgramValues
  label?: string
  help?: string
  type?: 'url'
  edit: Editing<ProgramValues>
}

function ProgramField({ name, label, help, type, edit }: ProgramFieldProps) {
  const { making } = useBotWords()
  const error = edit.errors[name]
  return (
    <TextInput
      id={fieldId(name)}
      label={label ?? making.url}
      type={type ?? 'text'}
      inputMode={name === 'answerWithinS' ? 'numeric' : undefined}
      value={edit.values[name]}
      autoComplete="off"
      description={error ? undefined : (help ?? making.urlHelp)}
      error={fieldError(error)}
      onChange={(event) => edit.change({ [name]: event.currentTarget.value })}
    />
  )
}

function useProgramEditing(bot: Bot): Editing<ProgramValues> {
  const { program: words } = useBotWords()
  const client = useQueryClient()
  return useEditing<Bot, ProgramValues>({
    stored: bot,
    valuesOf: ({ name, url = '', answerWithinS }) => ({
      name,
      url,
      answerWithinS: String(answerWithinS),
    }),
    names: words.names,
    check: ({ answerWithinS }) =>
      isAnswerTime(answerWithinS) ? {} : { answerWithinS: words.notWhole },
    save: ({ version, changes: { answerWithinS, ...changes } }) =>
      editBot(bot.id, version, {
        ...changes,
        ...(answerWithinS !== undefined && { answerWithinS: Number(answerWithinS) }),
      }),
    reload: () => client.fetchQuery({ ...botQuery(bot.id), staleTime: 0 }),
    keep: useKeepBot(),
  })
}

function isAnswerTime(typed: string): boolean {
  return /^\d{1,3}$/.test(typed.trim()) && Number(typed) >= 5 && Number(typed) <= 120
}
