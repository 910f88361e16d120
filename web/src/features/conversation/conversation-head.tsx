import { Button, Menu } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import {
  isOpen,
  isUnanswered,
  mayActOn,
  mayClose,
  mayTake,
  WaitingTime,
} from '../conversations/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import styles from './conversation-head.module.css'
import type { ConversationActs } from './use-conversation-acts.ts'
import { Viewers } from './viewers.tsx'

interface ConversationHeadProps {
  conversation: Conversation
  acts: ConversationActs
  isCardShown: boolean
  onToggleCard: () => void
  onBack: () => void
}

export function ConversationHead(props: ConversationHeadProps) {
  const { conversation, acts, isCardShown, onToggleCard, onBack } = props
  const words = useWords()
  const session = useSession()
  const canAct = mayActOn(conversation, session)
  const canTake = mayTake(conversation, session)
  const canClose = isOpen(conversation) && mayClose(conversation, session)
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
          {conversation.contact.name}
        </h2>
        <Facts conversation={conversation} />
      </div>
      <Viewers conversationId={conversation.id} />
      {canTake ? (
        <Button
          variant="default"
          size="xs"
          className={styles.act ?? ''}
          aria-label={words.conversation.take}
          onClick={() => acts.take(conversation.id)}
        >
          <span className={styles.takeWords}>{words.conversation.take}</span>
          <span className={styles.takeWord}>{words.conversation.takeShort}</span>
          <kbd className={styles.kbd}>A</kbd>
        </Button>
      ) : null}
      {canClose && !canTake ? (
        <Button
          variant="default"
          size="xs"
          className={styles.close ?? ''}
          onClick={() => acts.close(conversation.id)}
        >
          {words.conversation.close}
          <kbd className={styles.kbd}>Alt Q</kbd>
        </Button>
      ) : null}
      <IconButton
        icon="contact"
        className={styles.cardToggle}
        label={isCardShown ? words.conversation.hideCard : words.conversation.showCard}
        keys="I"
        aria-pressed={isCardShown}
        onClick={onToggleCard}
      />
      {isOpen(conversation) && canAct ? (
        <MoreActs
          conversation={conversation}
          acts={acts}
          canReturn={conversation.status === 'assigned'}
          canClose={canClose}
        />
      ) : null}
    </header>
  )
}

function Facts({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const formats = useFormats()
  const channel = useChannelTitle(conversation.channelId)
  const me = useSession().operator.id
  const holder = useFeedState((state) => state.operators.get(conversation.operatorId ?? '')?.name)
  const isHeldByOther = conversation.status === 'assigned' && conversation.operatorId !== me
  return (
    <p className={styles.facts}>
      <ChannelGlyph channelId={conversation.channelId} />
      <span className={styles.channel}>{channel}</span>
      <span className={styles.number}>
        · {words.conversation.number(formats.number(conversation.number))}
      </span>
      {isHeldByOther && holder ? (
        <span className={styles.holder}>· {words.conversation.heldBy(holder)}</span>
      ) : null}
      {conversation.status === 'queued' ? (
        <span className={styles.holder}>· {words.conversation.inQueue}</span>
      ) : null}
      {conversation.closedAt ? (
        <span className={styles.holder}>
          · {words.conversation.closedAt(formats.moment(new Date(conversation.closedAt)))}
        </span>
      ) : null}
      {isUnanswered(conversation) && conversation.waitingSince ? (
        <span className={styles.waiting}>
          · {words.conversation.waiting} <WaitingTime since={conversation.waitingSince} />
        </span>
      ) : null}
    </p>
  )
}

interface MoreActsProps {
  conversation: Conversation
  acts: ConversationActs
  canReturn: boolean
  canClose: boolean
}

function MoreActs({ conversation, acts, canReturn, canClose }: MoreActsProps) {
  const words = useWords().conversation
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton icon="dots" label={words.moreActions} />
      </Menu.Target>
      <Menu.Dropdown>
        {canReturn ? (
          <Menu.Item
            leftSection={<Icon name="return" />}
            onClick={() => acts.giveBack(conversation.id)}
          >
            {words.return}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<Icon name="flag" />}
          onClick={() => acts.markUnread(conversation.id)}
        >
          {words.markUnread}
        </Menu.Item>
        {canClose ? (
          <Menu.Item
            leftSection={<Icon name="checkCircle" />}
            onClick={() => acts.close(conversation.id)}
          >
            {words.close}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
