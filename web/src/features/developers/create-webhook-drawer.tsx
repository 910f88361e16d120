import { Button, Drawer, TextInput } from '@mantine/core'
import type { Webhook, WebhookEventType } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { createWebhook, webhooksQuery } from './api/webhooks.ts'
import styles from './developers.module.css'
import { EventChoice } from './event-choice.tsx'

interface CreateWebhookDrawerProps {
  isOpen: boolean
  onClose: () => void
}

export function CreateWebhookDrawer({ isOpen, onClose }: CreateWebhookDrawerProps) {
  const { common, developers: words } = useWords()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={words.newWebhook}
      size={520}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <CreateWebhookForm onClose={onClose} />
    </Drawer>
  )
}

const usual: WebhookEventType[] = [
  'conversation.created',
  'conversation.closed',
  'message.received',
  'message.failed',
]

function CreateWebhookForm({ onClose }: { onClose: () => void }) {
  const { common, developers: words } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState(usual)
  const creation = useMutation({
    mutationFn: () => createWebhook({ name, url, events }),
    onSuccess: () => void client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  const errors = fieldErrors(creation.error)
  const failure = formError(creation.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, creation.error)
  if (creation.data) return <Made webhook={creation.data} onClose={onClose} />
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!creation.isPending) creation.mutate()
      }}
    >
      <TextInput
        label={words.webhookName}
        value={name}
        maxLength={80}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
          creation.reset()
        }}
      />
      <TextInput
        type="url"
        label={words.url}
        value={url}
        placeholder="https://"
        description={errors.url ? undefined : words.urlHelp}
        error={fieldError(errors.url)}
        onChange={(event) => {
          setUrl(event.currentTarget.value)
          creation.reset()
        }}
      />
      <EventChoice chosen={events} error={errors.events} onChange={setEvents} />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
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

function Made({
  webhook,
  onClose,
}: {
  webhook: Webhook & { secret: string }
  onClose: () => void
}) {
  const { developers: words } = useWords()
  const navigate = useNavigate()
  return (
    <div className={styles.stack}>
      <Notice tone="warn" isNew>
        {words.secretHelp}
      </Notice>
      <CopyField label={words.secret} value={webhook.secret} />
      <div className={styles.buttons}>
        <Button
          onClick={() => {
            onClose()
            void navigate({
              to: '/settings/developers/webhooks/$webhookId',
              params: { webhookId: webhook.id },
            })
          }}
        >
          {words.done}
        </Button>
      </div>
    </div>
  )
}
