import { type ReactNode, useMemo } from 'react'

import { phone, useMedia } from '../../ui/use-media.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { ConnectionBar, useFeedState } from '../feed/index.ts'
import { phoneChannels, WriteFirstButton } from '../templates/index.ts'
import styles from './conversation-list.module.css'
import type { Folder } from './folder.ts'
import { FolderChips } from './folder-chips.tsx'
import { ListBody } from './list-body.tsx'
import { ListMenu, useListOrder } from './list-menu.tsx'
import { groupsOf } from './order.ts'
import { useReader } from './reader.ts'
import { questionOf, useClosedConversations } from './use-closed-conversations.ts'
import { useFolderTitle } from './use-folder-sections.ts'
import { useFrozenOrder } from './use-frozen-order.ts'

interface ConversationListProps {
  folder: Folder
  selectedId: string | undefined
  onOpen: (id: string) => void
  /** The row was chosen by the keyboard: the answer is next. */
  onReply: () => void
  /** What is offered to the reader, before everything else. */
  top: ReactNode
}

export function ConversationList(props: ConversationListProps) {
  const { folder, selectedId, onOpen, onReply, top } = props
  const { list } = useWords()
  const formats = useFormats()
  // On a phone an open conversation covers the list and has the bar itself.
  const isHidden = useMedia(phone) && selectedId !== undefined
  const isLoaded = useFeedState((state) => state.isLoaded)
  const conversations = useFeedState((state) => state.conversations)
  const reachesPhones = useFeedState(phoneChannels).length > 0
  const reader = useReader()
  const question = useMemo(() => questionOf(folder, reader), [folder, reader])
  const closed = useClosedConversations(isLoaded ? question : undefined)
  const { reachesTo } = closed
  const [order] = useListOrder(folder)

  const fresh = useMemo(() => {
    if (!reachesTo) return groupsOf(conversations.values(), { folder, reader, order })
    const shown = [...conversations.values()].filter(
      ({ status, closedAt = '' }) => status !== 'closed' || closedAt >= reachesTo,
    )
    return groupsOf(shown, { folder, reader, order })
  }, [conversations, folder, reader, order, reachesTo])
  const { groups, pending, refresh, holders } = useFrozenOrder(fresh, `${folder} ${order}`)

  const count = fresh.reduce((sum, { ids }) => sum + ids.length, 0)
  const title = useFolderTitle(folder)
  return (
    <section className={styles.column} aria-label={list.title} data-region="list" {...holders}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {count > 0 ? <span className={styles.count}>{formats.number(count)}</span> : null}
        <span className={styles.space} />
        {closed.isWanted ? null : <ListMenu folder={folder} />}
        {reachesPhones ? <WriteFirstButton /> : null}
      </header>
      <FolderChips folder={folder} />
      {isHidden ? null : <ConnectionBar />}
      {top}
      {pending > 0 ? (
        <div className={styles.over}>
          <button type="button" className={styles.refresh} onClick={refresh}>
            {list.refreshOrder(pending)}
          </button>
        </div>
      ) : null}
      <ListBody
        label={list.named(title)}
        folder={folder}
        groups={groups}
        selectedId={selectedId}
        closed={closed}
        onOpen={onOpen}
        onReply={onReply}
      />
    </section>
  )
}
