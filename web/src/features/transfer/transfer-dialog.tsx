import { Button, Modal } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import type { Bot } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import type { Transfer } from '../conversations/index.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { listBots } from './api/list-bots.ts'
import { ReceiverChoice } from './receiver-choice.tsx'
import { botsFor, type Receiver, receiversOf } from './receivers.ts'
import styles from './transfer-dialog.module.css'

interface TransferDialogProps {
  conversation: Conversation
  /** Fails with what the server refused. */
  onTransfer: (conversation: Conversation, transfer: Transfer, name: string) => Promise<void>
  onClose: () => void
}

/** Whom to give it to, and a word for them (interface.md §6: a choice that stops everything). */
export function TransferDialog(props: TransferDialogProps) {
  const { receivers: words } = useWords()
  useFocusBack()
  return (
    <Modal opened onClose={props.onClose} title={words.title} size={440} withCloseButton={false}>
      <TransferForm {...props} />
    </Modal>
  )
}

function TransferForm({ conversation, onTransfer, onClose }: TransferDialogProps) {
  const { receivers: words, transfer } = useWords()
  const hasBots = useSession().modules.bots
  const bots = useBots(hasBots)
  const all = useReceivers(conversation, bots.data)
  const [to, setTo] = useState<Receiver>()
  const [note, setNote] = useState('')
  const [isAsked, setAsked] = useState(false)
  const give = useMutation({
    mutationFn: async () => {
      if (!to) return
      const { kind, id, name } = to
      const text = note.trim()
      await onTransfer(conversation, { to: { kind, id }, ...(text && { note: text }) }, name)
      onClose()
    },
  })
  const error = formError(give.error) ?? fieldErrors(give.error)['to.id']
  const isEmpty = all.teams.length + all.operators.length + all.bots.length === 0
  if (isEmpty) {
    return (
      <div className={styles.form}>
        <p className={styles.nobody}>{words.nobody}</p>
        <Buttons onClose={onClose} />
      </div>
    )
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        give.mutate()
      }}
    >
      <ReceiverChoice
        isFirst
        receivers={all}
        label={hasBots ? words.bots.search : words.search}
        chosen={to}
        onChoose={setTo}
      />
      {bots.isError ? <p className={styles.nobody}>{words.bots.failed}</p> : null}
      {isAsked && !to ? (
        <p className={styles.wrong}>{hasBots ? words.bots.chooseFirst : words.chooseFirst}</p>
      ) : null}
      <label className={styles.note}>
        <span className={styles.noteLabel}>{words.note}</span>
        <textarea
          rows={2}
          maxLength={4000}
          className={styles.field}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <span className={styles.help}>{words.noteHelp}</span>
      </label>
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <Buttons onClose={onClose}>
        <BusyButton type="submit" label={transfer.act} isBusy={give.isPending} />
      </Buttons>
    </form>
  )
}

function Buttons({ onClose, children }: { onClose: () => void; children?: ReactNode }) {
  const { receivers: words } = useWords()
  return (
    <div className={styles.buttons}>
      {children}
      <Button variant="subtle" color="gray" onClick={onClose}>
        {words.refuse}
      </Button>
    </div>
  )
}

/** Fixed when the dialog opens: rows do not move under the pointer. */
function useReceivers(conversation: Conversation, bots: readonly Bot[] = noBots) {
  const feed = useFeed()
  const me = useSession().operator.id
  const [order] = useState(() => receiversOf(feed.state.get(), conversation, me))
  const operators = useFeedState((state) => state.operators)
  return useMemo(
    () => ({
      teams: order.teams,
      operators: order.operators.map((each) => ({
        ...each,
        operator: operators.get(each.operator.id) ?? each.operator,
      })),
      bots: botsFor(bots, conversation),
    }),
    [order, operators, bots, conversation],
  )
}

const noBots: readonly Bot[] = []

/** They come after the others and below them; the feed tells when one of them has changed. */
function useBots(isOn: boolean) {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['bots'] })
  }, [client, changes])
  return useQuery({
    queryKey: ['bots'],
    queryFn: ({ signal }) => listBots(signal),
    enabled: isOn,
  })
}
