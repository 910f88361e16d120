import { Button } from '@mantine/core'
import type { ContactRow } from '@otklik/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { BusyButton } from '../../ui/busy-button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { type ContactSearch, listContacts } from './api/contacts.ts'
import styles from './clients-page.module.css'

interface ClientListProps {
  search: ContactSearch
  onTotal: (total: number | undefined) => void
  onOpen: (id: string) => void
  onReset: () => void
}

export function ClientList({ search, onTotal, onOpen, onReset }: ClientListProps) {
  const { contacts: words, common } = useWords()
  // Everybody's changes together: a page is small and is asked for anew as a whole.
  const changes = useFeedState(({ contactChanges }) => contactChanges)
  const query = useInfiniteQuery({
    queryKey: ['contacts', search],
    queryFn: ({ pageParam, signal }) => listContacts(search, pageParam, signal),
    initialPageParam: undefined as ContactRow | undefined,
    getNextPageParam: ({ contacts, hasMore }) => (hasMore ? contacts.at(-1) : undefined),
    placeholderData: (previous) => previous,
    // An import makes people without a word to the feed.
    refetchOnMount: 'always',
  })
  const { refetch } = query
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it changed is the reason
  useEffect(() => {
    if (changes.size > 0) void refetch()
  }, [changes, refetch])
  const total = query.data?.pages[0]?.total
  useEffect(() => onTotal(total), [total, onTotal])
  const contacts = query.data?.pages.flatMap((page) => page.contacts) ?? []
  if (query.error && contacts.length === 0) {
    return (
      <FailureView
        title={words.failed}
        failure={query.error}
        onRepeat={() => void query.refetch()}
      />
    )
  }
  if (query.isPending) {
    return (
      <Delayed>
        <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row', 'row']} />
      </Delayed>
    )
  }
  if (contacts.length === 0) return <Nobody isFiltered={isFiltered(search)} onReset={onReset} />
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.phone}</th>
            <th scope="col" className={styles.wide}>
              {words.columns.channels}
            </th>
            <th scope="col" className={styles.wide}>
              {words.columns.tags}
            </th>
            <th scope="col" className={styles.number}>
              {words.columns.conversations}
            </th>
            <th scope="col" className={styles.number}>
              {words.columns.last}
            </th>
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <ClientRow key={contact.id} contact={contact} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage ? (
        <div className={styles.more}>
          <BusyButton
            variant="default"
            label={words.more}
            busyLabel={common.loading}
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          />
        </div>
      ) : null}
    </div>
  )
}

const isFiltered = (search: ContactSearch) => Object.values(search).some(Boolean)

function Nobody({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  const { contacts: words } = useWords()
  if (!isFiltered) return <StateView icon="contact" title={words.empty} help={words.emptyHelp} />
  return (
    <StateView
      icon="search"
      title={words.nothingFound}
      help={words.nothingFoundHelp}
      action={
        <Button variant="default" onClick={onReset}>
          {words.reset}
        </Button>
      }
    />
  )
}

function ClientRow({ contact, onOpen }: { contact: ContactRow; onOpen: (id: string) => void }) {
  const { card, contacts: words } = useWords()
  const formats = useFormats()
  const { id, name, phone, email, tags, channelIds, lastConversation } = contact
  const at = new Date(lastConversation?.at ?? contact.since)
  const last = useServerTime((now) => formats.shortMoment(at, new Date(now)))
  return (
    // The button in it is for the keyboard; the row is the same button, made wider for the pointer.
    <tr onClick={() => onOpen(id)}>
      <td className={styles.person}>
        <Avatar name={name} size="sm" />
        <button
          type="button"
          className={styles.name}
          aria-label={words.openCard(name)}
          title={name}
          onClick={() => onOpen(id)}
        >
          {name}
        </button>
        {contact.isVip ? <VipMark /> : null}
        {contact.isBarred ? <Chip tone="warn">{card.barred}</Chip> : null}
      </td>
      <td className={styles.phone} title={email}>
        {phone || email || '—'}
      </td>
      <td className={styles.wide}>
        <span className={styles.channels}>
          {channelIds.length === 0
            ? '—'
            : channelIds.map((each) => <Channel key={each} channelId={each} />)}
        </span>
      </td>
      <td className={styles.wide} title={tags.join(', ')}>
        {tags.join(', ') || '—'}
      </td>
      <td className={styles.number}>{formats.number(contact.conversationCount)}</td>
      <td className={styles.number}>{lastConversation ? last : '—'}</td>
    </tr>
  )
}

function Channel({ channelId }: { channelId: string }) {
  const title = useChannelTitle(channelId)
  return (
    <span title={title} role="img" aria-label={title}>
      <ChannelGlyph channelId={channelId} />
    </span>
  )
}
