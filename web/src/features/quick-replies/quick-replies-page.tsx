import { Button } from '@mantine/core'
import type { QuickReply, QuickReplyScope } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block, RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { quickRepliesQuery } from './api/quick-replies.ts'
import { matching } from './matching.ts'
import styles from './quick-replies-page.module.css'
import { ReplyDrawer } from './reply-drawer.tsx'

const scopes: readonly QuickReplyScope[] = ['own', 'team', 'company']

/** «Быстрые ответы». */
export function QuickRepliesPage() {
  const { settings } = useWords()
  return (
    <RequirePermission permission="conversations.reply" title={settings.quickReplies}>
      <QuickReplies />
    </RequirePermission>
  )
}

function QuickReplies() {
  const { settings, quickReplies: words } = useWords()
  const { data, error, refetch } = useQuery(quickRepliesQuery)
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<QuickReply | 'new'>()
  const found = data ? matching(data, search) : []
  return (
    <SettingsPage
      title={settings.quickReplies}
      help={words.help}
      actions={<Button onClick={() => setOpened('new')}>{words.add}</Button>}
    >
      {error ? (
        <FailureView title={words.failed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data && data.length > 0 ? (
        <input
          className={styles.search}
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      {data?.length === 0 ? <StateView icon="reply" title={words.empty} /> : null}
      {data && data.length > 0 && found.length === 0 ? (
        <p className={styles.nothing}>{words.nothing(search.trim())}</p>
      ) : null}
      {scopes.map((scope) => {
        const of = found.filter((reply) => reply.scope === scope)
        if (of.length === 0) return null
        return (
          <Block key={scope} title={words.groups[scope]}>
            <ul className={styles.list}>
              {of.map((reply) => (
                <ReplyRow key={reply.id} reply={reply} onOpen={() => setOpened(reply)} />
              ))}
            </ul>
          </Block>
        )
      })}
      <ReplyDrawer
        key={opened === 'new' ? 'new' : opened?.id}
        reply={opened === 'new' ? undefined : opened}
        isOpen={opened !== undefined}
        onClose={() => setOpened(undefined)}
      />
    </SettingsPage>
  )
}

function ReplyRow({ reply, onOpen }: { reply: QuickReply; onOpen: () => void }) {
  const { quickReplies: words } = useWords()
  const team = useFeedState(({ teams }) => teams.get(reply.teamId ?? '')?.name)
  const { title, shortcut, text, files, canEdit } = reply
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.head}>
          <span className={styles.title}>{title}</span>
          {shortcut ? <span className={styles.shortcut}>/{shortcut}</span> : null}
          {files.length > 0 ? <Icon name="paperclip" size={14} /> : null}
          {team ? <span className={styles.shortcut}>{team}</span> : null}
        </p>
        <p className={styles.text}>{text || files.map(({ name }) => name).join(', ')}</p>
      </div>
      {canEdit ? <IconButton icon="edit" label={words.edit(title)} onClick={onOpen} /> : null}
    </li>
  )
}
