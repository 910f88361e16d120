import { Button, TextInput } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { botsQuery, createBot, type NewBot } from './api/bots.ts'
import styles from './forms.module.css'
import { FileChoice, ReadyChoice } from './origin-fields.tsx'
import { type Origin, origins, useNewBot } from './use-new-bot.ts'

interface CreateFormProps {
  onCreated: (bot: Bot) => void
  onClose: () => void
}

export function CreateForm({ onCreated, onClose }: CreateFormProps) {
  const { common } = useWords()
  const { list, making: words } = useBotWords()
  const client = useQueryClient()
  const creation = useMutation({
    mutationFn: (bot: NewBot) => createBot(bot),
    onSuccess: async (bot) => {
      await client.invalidateQueries({ queryKey: botsQuery.queryKey, exact: true })
      onCreated(bot)
    },
  })
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, creation.error)
  const errors = fieldErrors(creation.error)
  const made = useNewBot()
  const { typed } = made
  const change = (changes: Parameters<typeof made.change>[0]) => {
    made.change(changes)
    creation.reset()
  }
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const bot = made.toCreate()
        if (bot && !creation.isPending) creation.mutate(bot)
      }}
    >
      <TextInput
        label={list.name}
        value={typed.name}
        maxLength={60}
        data-autofocus
        description={errors.name ? undefined : list.nameHelp}
        error={fieldError(errors.name)}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <ChoiceList<Origin>
        legend={words.from}
        value={typed.origin}
        choices={origins.map((value) => ({
          value,
          label: words.origins[value],
          help: words.originHelp[value],
        }))}
        onChange={(origin) => change({ origin })}
      />
      {typed.origin === 'gallery' ? (
        <ReadyChoice
          chosenId={typed.ready?.id}
          error={made.wrong === 'ready' ? words.noReadyChosen : undefined}
          onChoose={(ready) => change({ ready })}
        />
      ) : null}
      {typed.origin === 'file' ? (
        <FileChoice
          file={typed.file}
          error={made.wrong === 'file' ? words.noFile : undefined}
          onChoose={(file) => change({ file })}
        />
      ) : null}
      {typed.origin === 'program' ? (
        <TextInput
          label={words.url}
          type="url"
          value={typed.url}
          placeholder="https://"
          description={errors.url ? undefined : words.urlHelp}
          error={fieldError(errors.url)}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
      ) : null}
      {creation.error && !errors.name && !errors.url ? (
        <Notice tone="danger" isNew>
          {formError(creation.error) ?? Object.values(errors)[0]}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.create}
          busyLabel={words.creating}
          isBusy={creation.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
