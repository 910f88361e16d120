import type { Message } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { memo } from 'react'

import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import styles from './bubble.module.css'
import { FailureLine } from './failure-line.tsx'
import { FormerText } from './former-text.tsx'
import { MessageButtons } from './message-buttons.tsx'
import { MessageContent } from './message-content.tsx'
import { MessageMenu } from './message-menu.tsx'
import { Quote } from './quote.tsx'
import { isAutomatic, sideOf } from './side.ts'
import { StatusTick } from './status-tick.tsx'

interface BubbleProps {
  /** More than one for an album. */
  messages: readonly Message[]
  startsRun: boolean
  contactName: string
  onJump: (messageId: string) => void
}

export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { messages, startsRun, contactName, onJump } = props
  const message = messages[0]!
  const side = sideOf(message)
  const isBare = standsAlone(message)
  const { transcript } = useWords()
  return (
    <>
      <article
        className={styles.bubble}
        data-side={side}
        data-starts={startsRun || undefined}
        data-bare={isBare || undefined}
        data-flat={messages.every(({ text }) => !text) || undefined}
        data-failed={message.status === 'failed' || undefined}
        data-message={message.id}
        aria-label={isAutomatic(message) ? transcript.automatic : undefined}
        tabIndex={-1}
      >
        {startsRun || side === 'note' ? <Speaker message={message} /> : null}
        {message.forwardedFrom ? <Forwarded from={message.forwardedFrom} /> : null}
        {message.replyTo ? <Quote replyTo={message.replyTo} onJump={onJump} /> : null}
        <MessageContent messages={messages} />
        <CalledInVain mentions={message.mentions} />
        {message.formerTexts && !message.deletedAt ? <FormerText message={message} /> : null}
        <Foot message={messages.at(-1)!} />
        {message.deletedAt ? null : <MessageMenu message={message} className={styles.menu} />}
      </article>
      {message.buttons && !message.deletedAt ? (
        <MessageButtons buttons={message.buttons} contactName={contactName} />
      ) : null}
      <FailureLine message={message} />
    </>
  )
})

/** The customer and the reader are told apart by the side; everybody else is named. */
function Speaker({ message }: { message: Message }) {
  const { transcript, conversation } = useWords()
  const me = useSession().operator.id
  const { author, kind } = message
  if (kind === 'note') {
    return (
      <span className={styles.speaker}>
        <Icon name="lock" size={14} />
        {transcript.note} · {nameOf(author, conversation)}
      </span>
    )
  }
  if (author.type === 'contact' || author.id === me) {
    return <span className={unseen.text}>{author.name}</span>
  }
  return (
    <span className={styles.speaker}>
      {author.type === 'bot' ? <Icon name="bot" size={14} /> : null}
      {isAutomatic(message) ? transcript.automatic : nameOf(author, conversation)}
    </span>
  )
}

/** A bot and a person never look alike, whatever the bot is called. */
const nameOf = ({ type, name }: Message['author'], { withBot }: Words['web']['conversation']) =>
  type === 'bot' ? withBot(name) : name

/** Whom a note calls, though the conversation is not theirs to see: its author has to know. */
function CalledInVain({ mentions = [] }: Pick<Message, 'mentions'>) {
  const { transcript } = useWords()
  const names = mentions.filter(({ isOutOfSight }) => isOutOfSight).map(({ name }) => name)
  if (names.length === 0) return null
  return (
    <p className={styles.inVain}>
      <Icon name="warning" size={14} />
      {transcript.calledInVain(names.join(', '))}
    </p>
  )
}

function Forwarded({ from }: { from: string }) {
  const { transcript } = useWords()
  return (
    <span className={styles.speaker}>
      <Icon name="forward" size={14} />
      {transcript.forwardedFrom(from)}
    </span>
  )
}

function Foot({ message }: { message: Message }) {
  const { transcript, templates } = useWords()
  const formats = useFormats()
  const at = new Date(message.at)
  const title = message.editedAt
    ? `${formats.fullMoment(at)}, ${transcript.edited} ${formats.fullMoment(new Date(message.editedAt))}`
    : formats.fullMoment(at)
  return (
    <span className={styles.foot}>
      {message.template ? (
        <span title={templates.sentAsTitle(message.template.name)}>{templates.sentAs}</span>
      ) : null}
      {message.editedAt && !message.deletedAt ? <span>{transcript.edited}</span> : null}
      <time dateTime={message.at} title={title}>
        {formats.time(at)}
      </time>
      {message.status ? <StatusTick status={message.status} /> : null}
    </span>
  )
}

/** Stickers and round videos have shapes of their own. */
function standsAlone({ files, replyTo, deletedAt }: Message): boolean {
  const [file] = files ?? []
  const isShaped = file?.kind === 'sticker' || file?.kind === 'round-video'
  return files?.length === 1 && isShaped && !replyTo && !deletedAt
}
