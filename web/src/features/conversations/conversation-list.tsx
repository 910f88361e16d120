import { type ReactNode, useMemo } from 'react'

import { phone, useMedia } from '../../ui/use-media.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { ConnectionBar, useFeed, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { phoneChannels, WriteFirstButton } from '../templates/index.ts'
import styles from './conversation-list.module.css'
import { channelOf, type FixedFolder, type Folder } from './folder.ts'
import { FolderChips } from './folder-chips.tsx'
import { ListBody } from './list-body.tsx'
import { groupsOf } from './order.ts'
import { useClosedConversations } from './use-closed-conversations.ts'
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
  const { list, folders } = useWords()
  const formats = useFormats()
  const feed = useFeed()
  // On a phone an open conversation covers the list and has the bar itself.
  const isHidden = useMedia(phone) && selectedId !== undefined
  const isLoaded = useFeedState((state) => state.isLoaded)
  const conversations = useFeedState((state) => state.conversations)
  const reachesPhones = useFeedState(phoneChannels).length > 0
  const me = useSession().operator.id
  const closed = useClosedConversations(isLoaded && folder === 'closed')
  const { reachesTo } = closed

  const fresh = useMemo(() => {
    const isCovered = (closedAt = '') => !reachesTo || closedAt >= reachesTo
    const shown = [...conversations.values()].filter(
      ({ status, closedAt }) => status !== 'closed' || isCovered(closedAt),
    )
    return groupsOf(shown, folder, me)
  }, [conversations, folder, me, reachesTo])
  const { groups, pending, refresh, holders } = useFrozenOrder(fresh, folder)

  const count = fresh.reduce((sum, { ids }) => sum + ids.length, 0)
  const channelId = channelOf(folder)
  const title = channelId
    ? channelTitle(feed.state.get(), channelId)
    : folders[folder as FixedFolder]
  return (
    <section className={styles.column} aria-label={list.title} data-region="list" {...holders}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {count > 0 ? <span className={styles.count}>{formats.number(count)}</span> : null}
        <span className={styles.space} />
        {pending > 0 ? (
          <button type="button" className={styles.refresh} onClick={refresh}>
            {list.refreshOrder(pending)}
          </button>
        ) : null}
        {reachesPhones ? <WriteFirstButton /> : null}
      </header>
      <FolderChips folder={folder} />
      {isHidden ? null : <ConnectionBar />}
      {top}
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
