import type { Conversation } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { serverClock, useFeedState } from '../feed/index.ts'
import { LabelPopover, openLabels } from '../labels/index.ts'
import { StatusMark } from '../presence/index.ts'
import { useSession } from '../session/index.ts'
import styles from './contact-card.module.css'

export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { card, queue } = useWords()
  const formats = useFormats()
  const team = useFeedState((state) => state.teams.get(conversation.teamId ?? '')?.name)
  const { attributes, openedAt } = conversation
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
          <Labels conversation={conversation} />
          <Mark conversation={conversation} />
          <Fact name={card.opened}>{formats.moment(new Date(openedAt))}</Fact>
        </dl>
        <Quality conversation={conversation} />
      </section>
      <Visit conversation={conversation} />
      {attributes ? <Learned attributes={attributes} /> : null}
    </>
  )
}

/** «Тематика» and «Теги»: what they are, and the way to choose others for who works here. */
function Labels({ conversation }: { conversation: Conversation }) {
  const { card } = useWords()
  const mayLabel = useSession().permissions.includes('conversations.take')
  const { id: conversationId, topic, tags = [] } = conversation
  const open = (kind: 'topic' | 'tag') => () => openLabels({ conversationId, kind, place: 'card' })
  const chips = tags.map((tag) => (
    <span key={tag} className={styles.tag}>
      {tag}
    </span>
  ))
  if (!mayLabel) {
    return (
      <>
        {topic ? <Fact name={card.topic}>{topic}</Fact> : null}
        {tags.length > 0 ? <dt>{card.tags}</dt> : null}
        {tags.length > 0 ? <dd className={styles.tags}>{chips}</dd> : null}
      </>
    )
  }
  return (
    <>
      <dt>{card.topic}</dt>
      <LabelPopover conversation={conversation} place="card">
        <dd>
          <button
            type="button"
            className={styles.label}
            aria-label={topic ? card.changeTopic(topic) : undefined}
            onClick={open('topic')}
          >
            {topic ?? card.chooseTopic}
          </button>
        </dd>
      </LabelPopover>
      <dt>{card.tags}</dt>
      <dd className={styles.tags}>
        <button
          type="button"
          className={styles.label}
          aria-label={tags.length > 0 ? card.changeTags(tags.join(', ')) : undefined}
          onClick={open('tag')}
        >
          {tags.length > 0 ? chips : card.chooseTags}
        </button>
      </dd>
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

/** «Клиентская оценка», once it was asked for. */
function Mark({ conversation: { rating } }: { conversation: Conversation }) {
  const { card } = useWords()
  if (!rating) return null
  const { score, scale, comment, until } = rating
  if (score === undefined) {
    const isAwaited = Date.parse(until) > serverClock.now()
    return isAwaited ? <Fact name={card.rating}>{card.ratingAwaited}</Fact> : null
  }
  const mark = scale === 'stars' ? String(score) : score === 5 ? '👍' : '👎'
  return <Fact name={card.rating}>{comment ? `${mark} ${card.ratingComment(comment)}` : mark}</Fact>
}

/** The way to review a closed conversation, or to appeal the mark of one's own. */
function Quality({ conversation }: { conversation: Conversation }) {
  const { card } = useWords()
  const { permissions, modules, operator } = useSession()
  const { id, status, operatorId, rating } = conversation
  const isMine = operatorId === operator.id
  const isOffered = isMine
    ? rating?.score !== undefined
    : permissions.includes('quality.review') && operatorId !== undefined
  if (!modules.quality || status !== 'closed' || !isOffered) return null
  return (
    <Link
      to="/quality/conversations/$conversationId"
      params={{ conversationId: id }}
      className={styles.quality}
    >
      {isMine ? card.appeal : card.review}
    </Link>
  )
}

/** The visit to the company's site that brought them, and the advertisement (WA-24). */
function Visit({ conversation: { visit, ad } }: { conversation: Conversation }) {
  const { card } = useWords()
  if (!visit && !ad) return null
  return (
    <section className={styles.section} aria-label={card.visit}>
      <h3 className={styles.heading}>{card.visit}</h3>
      <dl className={styles.facts}>
        {visit ? <Fact name={card.visitNumber}>{visit.number}</Fact> : null}
        {visit ? (
          <Fact name={card.source}>{[visit.source, visit.medium].filter(Boolean).join(' / ')}</Fact>
        ) : null}
        {visit?.campaign ? <Fact name={card.campaign}>{visit.campaign}</Fact> : null}
        {visit ? <Fact name={card.visitPage}>{visit.page.title || visit.page.url}</Fact> : null}
        {ad ? <Fact name={card.ad}>{ad.title || ad.url}</Fact> : null}
      </dl>
    </section>
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
