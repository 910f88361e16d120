import { Button } from '@mantine/core'
import type { ChannelRules } from '@otklik/protocol/settings'
import type { ReactNode } from 'react'

import { SettingRow } from '../../ui/setting-row.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import type { RepliesField } from './replies-drawer.tsx'
import { RepliesDrawer } from './replies-drawer.tsx'
import type { OpenList } from './use-open-list.ts'
import { useDuration } from './use-rules.ts'

interface RepliesBlockProps {
  channelId: string
  stored: ChannelRules
  /** Two lists, each with a counter of its own (D-19). */
  field: RepliesField
  list: OpenList
  /** What contradicts it, at its end. */
  children?: ReactNode
}

/** «Количество автоответов» with its delays; the list itself opens beside the page (COM-30, COM-31). */
export function RepliesBlock(props: RepliesBlockProps) {
  const { channelId, stored, field, list, children } = props
  const { channelRules: words } = useWords()
  const { number } = useFormats()
  const replies = stored[field]
  const summary = useDelays(replies.map(({ delayS }) => delayS))
  return (
    <Block title={words.replies}>
      <SettingRow
        title={
          <span className={styles.count}>
            {words.repliesCount} <b>{number(replies.length)}</b>
          </span>
        }
        help={replies.length > 0 ? summary : words.noReplies}
      >
        <Button
          variant="default"
          aria-label={words.configureReplies}
          aria-haspopup="dialog"
          onClick={() => list.open()}
        >
          {words.configure}
        </Button>
      </SettingRow>
      {children}
      <RepliesDrawer
        channelId={channelId}
        stored={stored}
        field={field}
        proposed={list.proposed}
        isOpen={list.isOpen}
        onClose={list.close}
      />
    </Block>
  )
}

/** «через 1 мин, 10 мин и 2 ч без ответа» */
function useDelays(delays: readonly number[]): string {
  const { channelRules: words } = useWords()
  const duration = useDuration()
  const isAtOnce = delays[0] === 0
  const later = delays.filter((delay) => delay > 0).map(duration)
  const last = later.pop()
  const list = later.length > 0 ? `${later.join(', ')}${words.and}${last}` : (last ?? '')
  if (list === '') return words.atOnce
  const after = words.noReplyYet(words.after(list))
  return isAtOnce ? `${words.atOnce}, ${after}` : after
}
