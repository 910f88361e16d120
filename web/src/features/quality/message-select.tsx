import { NativeSelect } from '@mantine/core'
import type { Message } from '@otklik/protocol'

import { useFeedState } from '../feed/index.ts'
import { useNames } from './use-names.ts'

interface MessageSelectProps {
  label: string
  conversationId: string
  value: string | undefined
  onChange: (messageId: string | undefined) => void
}

const LONGEST = 60

/** Which message a comment is about, of those that the transcript shows. */
export function MessageSelect({ label, conversationId, value, onChange }: MessageSelectProps) {
  const { words, formats } = useNames()
  const list = useFeedState((state) => state.messages.get(conversationId)?.messages)
  const spoken = (list ?? []).filter(({ kind }) => kind !== 'system')
  const nameOf = ({ at, author, text }: Message) => {
    const said = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
    return `${formats.time(new Date(at))} ${author.name}: ${said || '…'}`
  }
  return (
    <NativeSelect
      aria-label={label}
      w="100%"
      value={value ?? ''}
      data={[
        { value: '', label: words.review.noMessage },
        ...spoken.map((message) => ({ value: message.id, label: nameOf(message) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
