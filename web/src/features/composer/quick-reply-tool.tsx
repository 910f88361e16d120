import type { Conversation, QuickReply } from '@otklik/protocol'
import { fillReply } from '@otklik/protocol/reply-variables'
import { lazy } from 'react'

import { useWords, withWords } from '../../words/index.ts'
import { useChannelTitle } from '../channels/index.ts'
import { useSession } from '../session/index.ts'
import { Tool } from './tool.tsx'

const ReplyPicker = lazy(
  withWords(['tools'], () =>
    import('../quick-replies/reply-picker.tsx').then((module) => ({ default: module.ReplyPicker })),
  ),
)

interface QuickReplyToolProps {
  conversation: Conversation
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onInsert: (text: string, files: QuickReply['files']) => void
}

/** A phrase that is used often, with everything filled in that is known here. */
export function QuickReplyTool({ conversation, isOpen, onOpen, onInsert }: QuickReplyToolProps) {
  const { composer } = useWords()
  const { operator, account } = useSession()
  const channel = useChannelTitle(conversation.channelId)
  const insert = (text: string, files: QuickReply['files'] = []) => {
    onOpen(false)
    onInsert(text, files)
  }
  return (
    <Tool icon="slash" label={composer.quickReply} keys="/" isOpen={isOpen} onOpen={onOpen}>
      <ReplyPicker
        onSlash={() => insert('/')}
        onPick={({ text, files }) => {
          const { contact, number, topic } = conversation
          const filled = fillReply(text, {
            // A phone in place of a name is none, and half of it less.
            customer: contact.name.includes('•') ? '' : contact.name,
            operator: operator.name,
            number: String(number),
            company: account.name,
            channel,
            ...(topic && { topic }),
          })
          insert(filled, files)
        }}
      />
    </Tool>
  )
}
