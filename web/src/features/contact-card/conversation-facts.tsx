import type { Conversation } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import styles from './contact-card.module.css'

export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { card, queue } = useWords()
  const formats = useFormats()
  const operator = useFeedState((state) => state.operators.get(conversation.operatorId ?? ''))
  const team = useFeedState((state) => state.teams.get(conversation.teamId ?? '')?.name)
  return (
    <section className={styles.section} aria-label={card.conversation}>
      <h3 className={styles.heading}>{card.conversation}</h3>
      <dl className={styles.facts}>
        <dt>{card.operator}</dt>
        <dd>
          {operator ? (
            <Avatar name={operator.name} size="xs">
              <StatusMark status={operator.status} corner="small" />
            </Avatar>
          ) : null}
          <span className={styles.grow}>{operator?.name ?? card.nobody}</span>
        </dd>
        {team ? (
          <>
            <dt>{queue.team}</dt>
            <dd>{team}</dd>
          </>
        ) : null}
        <dt>{card.opened}</dt>
        <dd>{formats.moment(new Date(conversation.openedAt))}</dd>
      </dl>
    </section>
  )
}
