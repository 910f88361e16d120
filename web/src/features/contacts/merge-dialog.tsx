import { Button, Drawer, TextInput } from '@mantine/core'
import type { Contact, ContactCard } from '@otklik/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWords } from '../../words/index.ts'
import { listContacts, mergeContacts, undoMerge } from './api/contacts.ts'
import styles from './contact-form.module.css'
import { MergeResult } from './merge-result.tsx'

interface MergeDialogProps {
  card: ContactCard
  /** Who it was suggested to be; without it somebody is looked for. */
  suggested?: Pick<Contact, 'id' | 'name'>
  isOpen: boolean
  onClose: () => void
}

/** Two contacts that are one person: whose card stays, and what becomes of both. */
export function MergeDialog(props: MergeDialogProps) {
  const { common, contacts: words } = useWords()
  useFocusBack(props.isOpen)
  return (
    <Drawer
      opened={props.isOpen}
      onClose={props.onClose}
      title={words.mergeTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Merge {...props} />
    </Drawer>
  )
}

type Who = Pick<Contact, 'id' | 'name'> & { phone?: string }

function Merge({ card, suggested, onClose }: MergeDialogProps) {
  const { contacts: words } = useWords()
  const [other, setOther] = useState<Who | undefined>(suggested)
  const [survivorId, setSurvivorId] = useState(card.id)
  const merging = useMutation({
    mutationFn: (otherId: string) => {
      const ids = survivorId === card.id ? [card.id, otherId] : [otherId, card.id]
      return mergeContacts(ids[0]!, ids[1]!)
    },
    onSuccess(merged) {
      const [latest] = merged.merges
      showToast({
        text: words.merged(latest?.name ?? ''),
        ...(latest && {
          isUndo: true,
          action: { label: words.unmerge, run: () => void undo(merged.id, latest.id) },
        }),
      })
      onClose()
    },
  })
  const error = formError(merging.error)
  if (!other) return <Finder not={card.id} onFound={setOther} />
  return (
    <div className={styles.stack}>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{words.mergeStays}</legend>
        {[card, other].map(({ id, name, phone }) => (
          <label key={id} className={styles.choice}>
            <input
              type="radio"
              name="survivor"
              checked={survivorId === id}
              onChange={() => setSurvivorId(id)}
            />
            <span className={styles.who}>
              <span>{name}</span>
              {phone ? <span className={styles.second}>{phone}</span> : null}
            </span>
          </label>
        ))}
      </fieldset>
      <MergeResult survivorId={survivorId} otherId={survivorId === card.id ? other.id : card.id} />
      <p className={styles.help}>{words.mergeHelp}</p>
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          label={words.mergeConfirm}
          isBusy={merging.isPending}
          onClick={() => merging.mutate(other.id)}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.mergeRefuse}
        </Button>
      </div>
    </div>
  )
}

async function undo(contactId: string, mergeId: string): Promise<void> {
  await undoMerge(contactId, mergeId).catch((failure: Error) =>
    showToast({ text: formError(failure) ?? failure.message }),
  )
}

function Finder({ not, onFound }: { not: string; onFound: (who: Who) => void }) {
  const { contacts: words } = useWords()
  const [text, setText] = useState('')
  const search = useSettled(text.trim(), 250)
  const found = useQuery({
    queryKey: ['contacts', 'to-merge', search],
    queryFn: ({ signal }) => listContacts({ search }, undefined, signal),
    enabled: search.length > 1,
    placeholderData: (previous) => previous,
  })
  const others = (found.data?.contacts ?? []).filter(({ id }) => id !== not).slice(0, 8)
  return (
    <div className={styles.stack}>
      <TextInput
        label={words.mergeFind}
        description={words.mergeFindHelp}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {search.length > 1 && found.data && others.length === 0 ? (
        <p className={styles.help}>{words.mergeNobody}</p>
      ) : null}
      <div className={styles.choices}>
        {others.map((each) => (
          <button
            key={each.id}
            type="button"
            className={styles.choice}
            onClick={() => onFound(each)}
          >
            <span className={styles.who}>
              <span>{each.name}</span>
              <span className={styles.second}>
                {[each.phone, each.email, ...each.tags].filter(Boolean).join(' · ')}
              </span>
            </span>
          </button>
        ))}
      </div>
    </div>
  )
}
