import { Button } from '@mantine/core'
import { useState } from 'react'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import type { ConversationActs } from '../conversation/index.ts'
import { QueueRow } from './queue-row.tsx'
import type { QueueGroup } from './queue-rows.ts'
import styles from './queue-table.module.css'

interface QueueTableProps {
  groups: readonly QueueGroup[]
  acts: ConversationActs
  onTransfer: (conversationId: string) => void
}

/** More rows than anybody reads are drawn when they are asked for. */
const pageSize = 200

export function QueueTable({ groups, acts, onTransfer }: QueueTableProps) {
  const { queue: words } = useWords()
  const [limit, setLimit] = useState(pageSize)
  let left = limit
  const shown = groups.map((group) => {
    const conversations = group.conversations.slice(0, left)
    left -= conversations.length
    return { ...group, conversations, count: group.conversations.length }
  })
  const isCut = shown.some(({ conversations, count }) => conversations.length < count)
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.waits}</th>
            <th scope="col" className={styles.wide}>
              {words.team}
            </th>
            <th scope="col">{words.holder}</th>
            <th scope="col" className={styles.preview}>
              {words.lastWords}
            </th>
            <th scope="col">
              <span className={unseen.text}>{words.acts}</span>
            </th>
          </tr>
        </thead>
        {shown.map((group) => (
          <GroupRows key={group.name} group={group} acts={acts} onTransfer={onTransfer} />
        ))}
      </table>
      {isCut ? (
        <Button
          variant="subtle"
          className={styles.more ?? ''}
          onClick={() => setLimit(limit + pageSize)}
        >
          {words.showMore}
        </Button>
      ) : null}
    </div>
  )
}

interface GroupRowsProps {
  group: QueueGroup & { count: number }
  acts: ConversationActs
  onTransfer: (conversationId: string) => void
}

function GroupRows({ group, acts, onTransfer }: GroupRowsProps) {
  const { queue: words } = useWords()
  const formats = useFormats()
  if (group.conversations.length === 0) return null
  return (
    <tbody>
      <tr className={styles.group}>
        <th colSpan={6} scope="rowgroup">
          {words[group.name]} <span className={styles.count}>{formats.number(group.count)}</span>
        </th>
      </tr>
      {group.conversations.map((conversation) => (
        <QueueRow
          key={conversation.id}
          conversation={conversation}
          acts={acts}
          onTransfer={() => onTransfer(conversation.id)}
        />
      ))}
    </tbody>
  )
}
