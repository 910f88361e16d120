import type { Contact, ContactCard } from '@otklik/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { listSuggestions, sayDifferent, undoMerge } from './api/contacts.ts'
import { MergeDialog } from './merge-dialog.tsx'
import styles from './merge-section.module.css'

/** Who may be the same person, and whom this contact became one with. Nobody is merged by itself. */
export function MergeSection({ card }: { card: ContactCard }) {
  const { contacts: words } = useWords()
  const formats = useFormats()
  const [chosen, setChosen] = useState<Contact>()
  const suggestions = useQuery({
    queryKey: ['merge-suggestions', card.id, card.version],
    queryFn: ({ signal }) => listSuggestions(card.id, signal),
  })
  const tell = (failure: Error) => showToast({ text: formError(failure) ?? failure.message })
  const different = useMutation({
    mutationFn: (otherId: string) => sayDifferent(card.id, otherId),
    onSuccess: () => suggestions.refetch(),
    onError: tell,
  })
  const undo = useMutation({
    mutationFn: (mergeId: string) => undoMerge(card.id, mergeId),
    onSuccess: () => showToast({ text: words.unmerged }),
    onError: tell,
  })
  return (
    <>
      {(suggestions.data ?? []).map(({ contact, evidence }) => (
        <section key={contact.id} className={styles.section} aria-label={words.suggestion}>
          <h3 className={styles.heading}>{words.suggestion}</h3>
          <p className={styles.name}>{contact.name}</p>
          <p className={styles.second}>
            {evidence.map(({ kind, value }) => words.evidence[kind](value)).join(', ')}
          </p>
          <p className={styles.acts}>
            <TextButton onClick={() => setChosen(contact)}>{words.mergeConfirm}</TextButton>
            <TextButton onClick={() => different.mutate(contact.id)}>{words.different}</TextButton>
          </p>
        </section>
      ))}
      {card.merges.map((merge) => (
        <section key={merge.id} className={styles.section} aria-label={words.merged(merge.name)}>
          <p className={styles.name}>{words.merged(merge.name)}</p>
          <p className={styles.second}>
            {words.mergedBy(merge.by, formats.day(new Date(merge.until), new Date()))}
          </p>
          <p className={styles.acts}>
            <TextButton onClick={() => undo.mutate(merge.id)}>{words.unmerge}</TextButton>
          </p>
        </section>
      ))}
      {chosen ? (
        <MergeDialog card={card} suggested={chosen} isOpen onClose={() => setChosen(undefined)} />
      ) : null}
    </>
  )
}
