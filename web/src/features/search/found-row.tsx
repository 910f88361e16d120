import type { FoundMessage } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { requestJump } from '../transcript/index.ts'
import { MarkedText } from './marked-text.tsx'
import styles from './search.module.css'

/** Who wrote what, where and when; it opens the conversation at this message. */
export function FoundRow({ message }: { message: FoundMessage }) {
  const { conversation: words, list, search } = useWords()
  const formats = useFormats()
  const { operator } = useSession()
  const { conversation, author, at, kind } = message
  const { contact, channelId, number } = conversation
  const channel = useChannelTitle(channelId)
  const shown = useServerTime((now) => formats.shortMoment(new Date(at), new Date(now)))
  const isMine = author.type === 'operator' && author.id === operator.id
  const speaker = author.type === 'contact' ? '' : isMine ? list.you : author.name
  return (
    <li>
      <Link
        to="/conversations/$conversationId"
        params={{ conversationId: conversation.id }}
        className={styles.row}
        data-found
        onClick={() => requestJump({ conversationId: conversation.id, messageId: message.id })}
      >
        <Avatar name={contact.name} className={styles.avatar}>
          <span className={styles.glyph}>
            <ChannelGlyph channelId={channelId} />
          </span>
        </Avatar>
        <span className={styles.lines}>
          <span className={styles.line}>
            <span className={styles.name}>{contact.name}</span>
            <span className={styles.where}>
              {channel} · {words.number(formats.number(number))}
              {conversation.closedAt ? ` · ${search.isClosed}` : ''}
            </span>
            <time className={styles.time} dateTime={at} title={formats.fullMoment(new Date(at))}>
              {shown}
            </time>
          </span>
          <span className={styles.text} data-note={kind === 'note' || undefined}>
            {kind === 'note' ? <Icon name="lock" size={14} /> : null}
            {kind === 'note' ? `${search.note}: ` : speaker ? `${speaker}: ` : ''}
            <MarkedText excerpt={message.excerpt} />
            {message.hasFile ? (
              <span className={styles.file}>
                <Icon name="paperclip" size={14} />
                {search.file}
              </span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  )
}
