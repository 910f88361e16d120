import { Button, TextInput } from '@mantine/core'
import type { EditWebhookRequest, Webhook, WebhookEventType } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ConflictNotice, type Editing, fieldId, SaveBar, useEditing } from '../editing/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { editWebhook, webhookQuery, webhooksQuery } from './api/webhooks.ts'
import { DeleteWebhookDialog } from './delete-webhook-dialog.tsx'
import styles from './developers.module.css'
import { EventChoice } from './event-choice.tsx'
import { LogBlock } from './log-block.tsx'
import { SecretButton } from './secret-button.tsx'
import { TestButton } from './test-button.tsx'
import { WebhookState } from './webhook-state.tsx'

interface WebhookValues {
  name: string
  url: string
  events: WebhookEventType[]
  keepDays: string
  isOn: boolean
}

export function WebhookEditor({ webhook }: { webhook: Webhook }) {
  const { developers: words } = useWords()
  const edit = useWebhookEditing(webhook)
  const [isDeleting, setDeleting] = useState(false)
  const show = (_name: string, value: string | boolean | WebhookEventType[]) =>
    typeof value === 'boolean' ? (value ? words.on : words.off) : String(value)
  return (
    <SettingsPage
      title={webhook.name}
      state={<WebhookState webhook={webhook} />}
      crumb={{ to: '/settings/developers', label: words.title }}
      actions={<TestButton webhookId={webhook.id} />}
      footer={
        <SaveBar
          edits={[edit]}
          aside={
            <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
              {words.delete}
            </Button>
          }
        />
      }
    >
      <ConflictNotice edit={edit} show={show} />
      <Troubles webhook={webhook} />
      <Block title={words.settings}>
        <Switch
          label={words.isOn}
          isOn={edit.values.isOn}
          onChange={(isOn) => edit.change({ isOn })}
        />
        <Field edit={edit} name="name" label={words.webhookName} />
        <Field edit={edit} name="url" label={words.url} help={words.urlHelp} />
        <Field edit={edit} name="keepDays" label={words.keepDays} help={words.keepDaysHelp} />
        <EventChoice
          chosen={edit.values.events}
          error={edit.errors.events}
          onChange={(events) => edit.change({ events })}
        />
        <SecretButton webhook={webhook} />
      </Block>
      <LogBlock webhook={webhook} />
      <DeleteWebhookDialog
        webhook={webhook}
        isOpen={isDeleting}
        onDeleted={edit.revert}
        onClose={() => setDeleting(false)}
      />
    </SettingsPage>
  )
}

function Troubles({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  if (state === 'failed') return <Notice tone="danger">{words.failedHelp}</Notice>
  if (state === 'off' || !failingSince) return null
  return <Notice tone="warn">{words.failingSince(formats.moment(new Date(failingSince)))}</Notice>
}

interface FieldProps {
  edit: Editing<WebhookValues>
  name: 'name' | 'url' | 'keepDays'
  label: string
  help?: string
}

function Field({ edit, name, label, help }: FieldProps) {
  const error = edit.errors[name]
  return (
    <TextInput
      id={fieldId(name)}
      className={name === 'keepDays' ? (styles.number ?? '') : ''}
      label={label}
      description={error ? undefined : help}
      error={fieldError(error)}
      value={edit.values[name]}
      onChange={(event) => edit.change({ [name]: event.currentTarget.value })}
    />
  )
}

function useWebhookEditing(webhook: Webhook): Editing<WebhookValues> {
  const { developers: words } = useWords()
  const client = useQueryClient()
  const query = webhookQuery(webhook.id)
  return useEditing<Webhook, WebhookValues>({
    stored: webhook,
    valuesOf: ({ name, url, events, keepDays, state }) => ({
      ...{ name, url, events, keepDays: String(keepDays), isOn: state === 'on' },
    }),
    names: words.names,
    save: ({ version, changes }) => editWebhook(webhook.id, toRequest(version, changes)),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep: (saved) => {
      client.setQueryData(query.queryKey, saved)
      void client.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true })
    },
  })
}

/** A number that is none goes as it was typed: the server has the words for it. */
function toRequest(
  version: number,
  { keepDays, ...changes }: Partial<WebhookValues>,
): EditWebhookRequest {
  if (keepDays === undefined) return { version, ...changes }
  const days = keepDays.trim() === '' ? Number.NaN : Number(keepDays)
  return { version, ...changes, keepDays: Number.isNaN(days) ? (keepDays as never) : days }
}
