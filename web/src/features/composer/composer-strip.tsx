import type { Conversation } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { isWaiting, mayAccept } from '../conversations/index.ts'
import { useFeedState, useHints, useServerTime } from '../feed/index.ts'
import { OfferStrip } from '../offers/index.ts'
import { useSession } from '../session/index.ts'
import styles from './composer.module.css'
import { Viewers } from './viewers.tsx'

interface ComposerStripProps {
  conversation: Conversation
  isDraftSaved: boolean
  onAccept: () => void
  onDecline: () => void
  /** Shown instead of who types: what the text will do. */
  purpose?: { text: string; quote?: string | undefined; cancelLabel: string; onCancel: () => void }
}

/** Over the box: what is answered or edited, or who types; at the right who looks and the draft. */
export function ComposerStrip(props: ComposerStripProps) {
  const { conversation, isDraftSaved, purpose, onAccept, onDecline } = props
  const { composer } = useWords()
  const session = useSession()
  const activity = useActivity(conversation)
  if (!purpose && mayAccept(conversation, session)) {
    return (
      <OfferStrip conversation={conversation} onAccept={onAccept} onDecline={onDecline}>
        <Viewers conversationId={conversation.id} />
      </OfferStrip>
    )
  }
  return (
    <div className={styles.strip}>
      {purpose ? (
        <>
          <span className={styles.purpose}>
            <strong>{purpose.text}</strong>
            {purpose.quote ? <span className={styles.quote}>{purpose.quote}</span> : null}
          </span>
          <button
            type="button"
            className={styles.cancel}
            aria-label={purpose.cancelLabel}
            title={purpose.cancelLabel}
            onClick={purpose.onCancel}
          >
            <Icon name="close" size={14} />
          </button>
        </>
      ) : (
        <>
          {conversation.status === 'bot' ? null : <ReplyWindow conversation={conversation} />}
          <span className={styles.purpose}>
            {activity ? <span className={styles.activity}>{activity}</span> : null}
          </span>
        </>
      )}
      <Viewers conversationId={conversation.id} />
      {isDraftSaved ? <span className={styles.saved}>{composer.draftSaved}</span> : null}
    </div>
  )
}

/** How long the platform still takes free text; it warns when that is less than an hour. */
function ReplyWindow({ conversation }: { conversation: Conversation }) {
  const { composer } = useWords()
  const formats = useFormats()
  const { replyUntil: until, channelId } = conversation
  const hasTemplates = useChannelKind(channelId)?.capabilities.templates !== undefined
  const minutes = useServerTime((now) =>
    until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000)) : -1,
  )
  if (minutes < 0) return null
  return (
    <span className={styles.window} data-short={minutes < 60 || undefined}>
      <Icon name="clock" size={14} />
      <span className={styles.left}>
        {composer.window} <strong>{formats.duration(minutes * 60_000)}</strong>
        {hasTemplates ? <span className={styles.then}>, {composer.windowThen}</span> : null}
      </span>
    </span>
  )
}

function useActivity(conversation: Conversation): string {
  const { composer } = useWords()
  const colleague = useColleagueTyping(conversation.id)
  const isContactTyping = useHints(({ contactTyping }) => contactTyping.has(conversation.id))
  if (colleague) return composer.alreadyAnswering(colleague)
  if (isContactTyping) return composer.typing(conversation.contact.name)
  if (conversation.status === 'bot') return composer.takeFromBot(conversation.bot?.name ?? '')
  // Where the time is limited, that is what has to be known.
  return isWaiting(conversation) && !conversation.replyUntil ? composer.autoTake : ''
}

/** The name of another operator who writes in this conversation right now. */
export function useColleagueTyping(conversationId: string): string | undefined {
  const me = useSession().operator.id
  const operatorId = useHints(
    ({ operatorTyping }) => operatorTyping.get(conversationId)?.operatorId ?? '',
  )
  const name = useFeedState((state) => state.operators.get(operatorId)?.name)
  return operatorId === me ? undefined : name
}
