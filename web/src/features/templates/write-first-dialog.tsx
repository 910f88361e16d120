import { Button, Drawer, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Segments } from '../../ui/segments.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { channelTitle, useChannelTitle } from '../channels/index.ts'
import { useDrafts } from '../drafts/index.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { beginConversation } from './api/begin-conversation.ts'
import { continueElsewhere } from './api/continue-elsewhere.ts'
import { choiceOf, type Filling, isFilled } from './filled-template.ts'
import styles from './template-filling.module.css'
import { TemplateFilling } from './template-filling.tsx'
import { type FirstWordTo, phoneChannels } from './write-first.ts'

interface WriteFirstDialogProps {
  /** Somebody known; without it a phone is asked for. */
  to: FirstWordTo | undefined
  /** The conversation that goes on here, with the addresses of its contact on other channels. */
  continues?: { id: string; addresses: readonly { channelId: string; address: string }[] }
  isOpen: boolean
  onOpened: (conversationId: string) => void
  onClose: () => void
}

/** «Написать первым» */
export function WriteFirstDialog(props: WriteFirstDialogProps) {
  const { templates: words, conversation, common } = useWords()
  useFocusBack(props.isOpen)
  return (
    <Drawer
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.continues ? conversation.elsewhere : words.writeFirst}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Form {...props} />
    </Drawer>
  )
}

type What = 'text' | 'template'

function Form({ to, continues, onOpened, onClose }: WriteFirstDialogProps) {
  const { templates: words, common } = useWords()
  const feed = useFeed()
  const byPhone = useFeedState(phoneChannels)
  const channels = continues ? continues.addresses.map(({ channelId: id }) => ({ id })) : byPhone
  const [channelId, setChannelId] = useState(to?.channelId ?? channels[0]?.id ?? '')
  const [phone, setPhone] = useState('+')
  const [what, setWhat] = useState<What>()
  const [text, setText] = useState('')
  const [filling, setFilling] = useState<Filling>()
  const [clientId] = useState(() => crypto.randomUUID())
  const drafts = useDrafts()
  const takes = useTaking(channelId)
  const chosen: What = takes.hasTemplates
    ? (what ?? (takes.isLimited ? 'template' : 'text'))
    : 'text'
  const isPhone = /^\+[1-9]\d{6,14}$/.test(phone.replace(/[\s()-]/g, ''))
  const isReady =
    (to || continues || isPhone) &&
    (chosen === 'text' ? text.trim() !== '' : filling && isFilled(filling))
  const beginning = useMutation({
    mutationFn: () => {
      const written = {
        channelId,
        clientId,
        ...(chosen === 'template' && filling
          ? { template: choiceOf(filling), fileIds: filling.fileId ? [filling.fileId] : [] }
          : { text }),
      }
      const there = continues?.addresses.find((each) => each.channelId === channelId)
      if (continues && there) {
        return continueElsewhere(continues.id, { ...written, address: there.address })
      }
      const whom = to ? whomOf(to) : { phone: phone.replace(/[\s()-]/g, '') }
      return beginConversation({ ...written, to: whom })
    },
    onSuccess(conversation) {
      feed.learnConversation(conversation)
      onOpened(conversation.id)
    },
    onError(failure) {
      // Whoever has an open conversation there is answered in it.
      if (!(failure instanceof ApiFailure) || failure.code !== 'already-open') return
      const { conversationId } = failure.facts
      if (typeof conversationId !== 'string') return
      // What was written goes along: it is theirs to send, after what they had begun there.
      if (chosen === 'text') {
        const begun = drafts.get(conversationId)?.text
        drafts.change(conversationId, { text: begun ? `${begun}\n${text}` : text })
        showToast({ text: words.wordsWait })
      }
      onOpened(conversationId)
    },
  })
  const errors = fieldErrors(beginning.error)
  const failure = formError(beginning.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, beginning.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !beginning.isPending) beginning.mutate()
      }}
    >
      {to?.channelId ? (
        <KnownChannel channelId={to.channelId} />
      ) : (
        <>
          <NativeSelect
            label={words.channel}
            value={channelId}
            data={channels.map(({ id }) => ({
              value: id,
              label: channelTitle(feed.state.get(), id),
            }))}
            onChange={(event) => {
              setChannelId(event.currentTarget.value)
              setFilling(undefined)
            }}
          />
          {to || continues ? null : (
            <TextInput
              label={words.phoneField}
              type="tel"
              value={phone}
              description={phone.length > 12 && !isPhone ? undefined : words.phoneHelp}
              error={fieldError(phone.length > 12 && !isPhone ? words.wrongPhone : undefined)}
              data-autofocus
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          )}
        </>
      )}
      {takes.hasTemplates ? (
        <Segments
          legend={words.what}
          value={chosen}
          segments={(['template', 'text'] as const).map((value) => ({
            value,
            label: words.whats[value],
          }))}
          onChange={setWhat}
        />
      ) : null}
      {chosen === 'template' ? (
        <TemplateFilling
          channelId={channelId}
          filling={filling}
          errors={errors}
          onChange={setFilling}
        />
      ) : (
        <Textarea
          label={words.text}
          value={text}
          rows={4}
          error={fieldError(errors.text)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.actions}>
        <BusyButton
          type="submit"
          label={words.send}
          isBusy={beginning.isPending}
          isOff={!isReady}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

const whomOf = (to: FirstWordTo) =>
  'address' in to ? { address: to.address } : { contactId: to.contactId }

function KnownChannel({ channelId }: { channelId: string }) {
  const { templates: words } = useWords()
  const title = useChannelTitle(channelId)
  return (
    <p className={styles.chosen}>
      {words.channel}: <strong>{title}</strong>
    </p>
  )
}

/** What a channel takes of whoever writes first. */
function useTaking(channelId: string): { hasTemplates: boolean; isLimited: boolean } {
  const capabilities = useFeedState(
    (state) => state.channelKinds.get(state.channels.get(channelId)?.kind ?? '')?.capabilities,
  )
  return {
    hasTemplates: capabilities?.templates !== undefined,
    isLimited: capabilities?.replyWindowHours !== undefined,
  }
}
