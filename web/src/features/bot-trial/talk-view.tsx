import type { TryAnswer, TryEntry } from '@otklik/protocol/settings'
import { useEffect, useRef } from 'react'
import unseen from '../../ui/unseen.module.css'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'
import type { StepWords } from '../bot-builder/use-step-words.ts'
import { ShownButtonBars } from './shown-button-bars.tsx'
import type { Said, TalkLine } from './talk.ts'
import styles from './trial-panel.module.css'

interface TalkViewProps {
  talk: readonly TalkLine[]
  answer: TryAnswer | undefined
  isElsewhere: boolean
  /** There is nothing in the scenario that could speak. */
  isEmpty: boolean
  words: StepWords
  onPress: (said: Said) => void
}

export function TalkView(props: TalkViewProps) {
  const { talk, answer, isElsewhere, isEmpty, words, onPress } = props
  const { builder, trial: texts } = useBotWords()
  const end = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is at the end
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [talk.length])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keys too
    <div className={styles.talk} role="log" aria-label={texts.talk} tabIndex={0}>
      <p className={styles.line}>{isEmpty ? texts.noStart : builder.startHelp}</p>
      {talk.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a talk only grows
        <div key={index} className={styles.turn} data-from={line.from}>
          {line.from === 'customer' ? (
            <CustomerWord said={line.said} />
          ) : (
            <BotWord
              entry={line.entry}
              isLast={!talk.slice(index + 1).some(({ from }) => from === 'customer')}
              words={words}
              onPress={onPress}
            />
          )}
        </div>
      ))}
      {isElsewhere ? <p className={styles.line}>{texts.elsewhere}</p> : null}
      {answer?.isEndless ? <p className={styles.line}>{texts.endless}</p> : null}
      {isStuck(answer, talk) && !isEmpty ? <p className={styles.line}>{texts.looseEnd}</p> : null}
      <Known answer={answer} />
      <div ref={end} />
    </div>
  )
}

/** Nothing is waited for, although nobody was handed the conversation and it was not closed. */
function isStuck(answer: TryAnswer | undefined, talk: readonly TalkLine[]): boolean {
  if (answer?.waitsFor !== 'nothing' || answer.isEndless) return false
  return !talk.some(
    (line) =>
      line.from === 'bot' &&
      'action' in line.entry &&
      (line.entry.action.type === 'hand-over' || line.entry.action.type === 'close'),
  )
}

function CustomerWord({ said }: { said: Said }) {
  const { trial: texts } = useBotWords()
  if (said.type === 'time') return <p className={styles.line}>{said.label}</p>
  return (
    <p className={styles.bubble}>
      <span className={unseen.text}>{texts.customer}: </span>
      {said.label}
    </p>
  )
}

interface BotWordProps {
  entry: TryEntry
  isLast: boolean
  words: StepWords
  onPress: (said: Said) => void
}

function BotWord({ entry, isLast, words, onPress }: BotWordProps) {
  const { trial: texts } = useBotWords()
  const formats = useFormats()
  if ('request' in entry) {
    const { method, url } = entry.request
    return <p className={styles.line}>{texts.request(method, url)}</p>
  }
  const { action, look } = entry
  switch (action.type) {
    case 'say':
      return (
        <>
          <p className={styles.bubble}>
            <span className={unseen.text}>{texts.bot}: </span>
            {action.text}
            {action.fileIds?.length ? (
              <span className={styles.files}>
                {texts.files(formats.number(action.fileIds.length))}
              </span>
            ) : null}
          </p>
          {look ? <ShownButtonBars look={look} isLive={isLast} onPress={onPress} /> : null}
        </>
      )
    case 'send-template':
      return (
        <p className={styles.bubble}>
          <span className={styles.files}>{texts.template}</span>
          {words.names.template(action.templateId) ?? ''}
        </p>
      )
    case 'set': {
      const kept = Object.entries(action.attributes ?? {}).map(
        ([name, value]) => `${name} = ${value}`,
      )
      const what = [...kept, ...(action.tags ?? []), ...(action.topic ? [action.topic] : [])]
      return <p className={styles.line}>{texts.set(what.join(', '))}</p>
    }
    case 'note':
      return (
        <p className={styles.note}>
          <span className={styles.files}>{texts.note}</span>
          {action.text}
        </p>
      )
    case 'hand-over':
      return (
        <>
          <p className={styles.line}>{texts.handedOver(words.receiver(action.to))}</p>
          {action.summary ? (
            <p className={styles.note}>
              <span className={styles.files}>{texts.note}</span>
              {action.summary}
            </p>
          ) : null}
        </>
      )
    case 'close':
      return (
        <>
          {action.text ? <p className={styles.bubble}>{action.text}</p> : null}
          <p className={styles.line}>{texts.closed}</p>
        </>
      )
  }
}

function Known({ answer }: { answer: TryAnswer | undefined }) {
  const { trial: texts } = useBotWords()
  const known = Object.entries(answer?.attributes ?? {})
  if (known.length === 0) return null
  return (
    <p className={styles.line}>
      {texts.attributes}: {known.map(([name, value]) => `${name} = ${value}`).join(', ')}
    </p>
  )
}
