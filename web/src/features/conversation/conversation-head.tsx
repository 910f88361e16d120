import { Button } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'

import { IconButton } from '../../ui/icon-button.tsx'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useWords } from '../../words/index.ts'
import { KeyMark, useKeyName } from '../commands/index.ts'
import { isOpen, mayActOn, mayClose, mayTake } from '../conversations/index.ts'
import { LabelPopover } from '../labels/index.ts'
import { keyedOffer, useOffers } from '../offers/index.ts'
import { useSession } from '../session/index.ts'
import { ConversationFacts } from './conversation-facts.tsx'
import styles from './conversation-head.module.css'
import { HeadActs } from './head-acts.tsx'
import type { ConversationActs } from './use-conversation-acts.ts'

interface ConversationHeadProps {
  conversation: Conversation
  acts: ConversationActs
  isCardShown: boolean
  onToggleCard: () => void
  onTransfer: () => void
  onBack: () => void
}

export function ConversationHead(props: ConversationHeadProps) {
  const { conversation, acts, isCardShown, onToggleCard, onTransfer, onBack } = props
  const words = useWords()
  const session = useSession()
  const offers = useOffers()
  const canTake = mayTake(conversation, session)
  // A colleague's is taken over where it stands that it is theirs: instead of the answer.
  const isColleagues = conversation.status === 'assigned'
  const canFree = session.permissions.includes('conversations.close')
  const canClose = isOpen(conversation) && mayClose(conversation, session)
  // While something is offered, the key accepts that.
  const hasKey = keyedOffer(offers, conversation.id) === undefined
  return (
    <header className={styles.head}>
      <IconButton
        icon="chevronLeft"
        size={20}
        className={styles.back}
        label={words.conversation.toList}
        onClick={onBack}
      />
      <div className={styles.who}>
        <h2 className={styles.name} title={conversation.contact.name}>
          {conversation.contact.name} {conversation.contact.isVip ? <VipMark /> : null}
        </h2>
        <ConversationFacts conversation={conversation} />
      </div>
      {canTake && !isColleagues ? (
        <Button
          variant="default"
          size="xs"
          className={styles.act ?? ''}
          aria-label={words.conversation.take}
          onClick={() => acts.take(conversation.id)}
        >
          <span className={styles.takeWords}>{words.conversation.take}</span>
          <span className={styles.takeWord}>{words.conversation.takeShort}</span>
          {hasKey ? <KeyMark of="take" className={styles.kbd} /> : null}
        </Button>
      ) : null}
      {conversation.status === 'closed' && conversation.closeReason === 'spam' && canFree ? (
        <Button
          variant="default"
          size="xs"
          className={styles.act ?? ''}
          onClick={() => acts.notSpam(conversation.id)}
        >
          {words.conversation.notSpam}
        </Button>
      ) : null}
      {isOpen(conversation) && mayActOn(conversation, session) ? (
        <HeadActs
          conversation={conversation}
          acts={acts}
          canClose={canClose}
          onTransfer={onTransfer}
        />
      ) : null}
      {canClose && !canTake ? (
        <Button
          variant="default"
          size="xs"
          className={styles.close ?? ''}
          onClick={() => acts.close(conversation.id)}
        >
          {words.conversation.close}
          <KeyMark of="close" className={styles.kbd} />
        </Button>
      ) : null}
      <IconButton
        icon="contact"
        className={styles.cardToggle}
        label={isCardShown ? words.conversation.hideCard : words.conversation.showCard}
        keys={useKeyName('card')}
        aria-pressed={isCardShown}
        onClick={onToggleCard}
      />
      <LabelPopover conversation={conversation} place="head">
        <span className={styles.anchor} />
      </LabelPopover>
    </header>
  )
}
