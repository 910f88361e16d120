import { useQuery } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { contactFieldsQuery, previewMerge } from './api/contacts.ts'
import styles from './contact-form.module.css'

/** What becomes of both cards, as the server would do it. */
export function MergeResult({ survivorId, otherId }: { survivorId: string; otherId: string }) {
  const { card, contacts: words } = useWords()
  const fields = useQuery(contactFieldsQuery).data ?? []
  const preview = useQuery({
    queryKey: ['merge-preview', survivorId, otherId],
    queryFn: ({ signal }) => previewMerge(survivorId, otherId, signal),
    placeholderData: (previous) => previous,
    gcTime: 0,
  })
  const result = preview.data
  if (preview.error) return <Notice tone="danger">{formError(preview.error)}</Notice>
  if (!result) return null
  const facts = [
    [words.name, result.name],
    [words.phone, result.phone],
    [words.email, result.email],
    ...fields.map(({ id, name }) => [name, result.fields[id] ?? '']),
    [words.tags, result.tags.join(', ')],
    [words.note, result.note],
    [words.vip, result.isVip ? words.isVip : ''],
    [card.barred, result.isBarred ? card.barredHelp : ''],
    [card.contacts, words.mergeSum(result.addressCount, result.conversationCount)],
  ].filter(([, value]) => value)
  return (
    <div>
      <h3 className={styles.legend}>{words.mergeResult}</h3>
      <dl className={styles.result}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
