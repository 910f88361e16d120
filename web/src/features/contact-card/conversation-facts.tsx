import type { Conversation } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import styles from './contact-card.module.css'

export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { card, queue } = useWords()
  const formats = useFormats()
  const team = useFeedState((state) => state.teams.get(conversation.teamId ?? '')?.name)
  const { topic, tags, attributes, openedAt } = conversation
  return (
    <>
      <section className={styles.section} aria-label={card.conversation}>
        <h3 className={styles.heading}>{card.conversation}</h3>
        <dl className={styles.facts}>
          <dt>{card.operator}</dt>
          <dd>
            <Holder conversation={conversation} />
          </dd>
          {team ? <Fact name={queue.team}>{team}</Fact> : null}
          {topic ? <Fact name={card.topic}>{topic}</Fact> : null}
          {tags?.length ? (
            <>
              <dt>{card.tags}</dt>
              <dd className={styles.tags}>
                {tags.map((tag) => (
                  <span key={tag} className={styles.tag}>
                    {tag}
                  </span>
                ))}
              </dd>
            </>
          ) : null}
          <Fact name={card.opened}>{formats.moment(new Date(openedAt))}</Fact>
        </dl>
      </section>
      {attributes ? <Learned attributes={attributes} /> : null}
    </>
  )
}

/** «Сотрудник»: a colleague, or a bot by the name it had when it held the conversation (CC-04, D-18). */
function Holder({ conversation: { operatorId, bot } }: { conversation: Conversation }) {
  const { card, conversation: words } = useWords()
  const operator = useFeedState((state) => state.operators.get(operatorId ?? ''))
  if (bot && !operatorId) {
    return (
      <>
        <span className={styles.bot}>
          <Icon name="bot" size={14} />
        </span>
        <span className={styles.grow}>{words.withBot(bot.name)}</span>
      </>
    )
  }
  return (
    <>
      {operator ? (
        <Avatar name={operator.name} size="xs">
          <StatusMark status={operator.status} corner="small" />
        </Avatar>
      ) : null}
      <span className={styles.grow}>{operator?.name ?? card.nobody}</span>
    </>
  )
}

/** What a customer told a bot, so that nobody asks for it again. */
function Learned({ attributes }: { attributes: NonNullable<Conversation['attributes']> }) {
  const { card } = useWords()
  const facts = Object.entries(attributes).filter(([, value]) => value !== '')
  if (facts.length === 0) return null
  return (
    <section className={styles.section} aria-label={card.learned}>
      <h3 className={styles.heading}>{card.learned}</h3>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  )
}
