import { useEffect, useRef } from 'preact/hooks'

import { call } from './api.ts'
import { Before } from './before.tsx'
import { tell } from './bridge.ts'
import { Composer } from './composer.tsx'
import { isPreview, words } from './config.ts'
import { Message, OwnWord } from './message.tsx'
import { Cross, Glyph } from './signs.tsx'
import { allMessages, change, type Panel, usePanel } from './store.ts'
import { choose } from './visit.ts'

export function App() {
  const panel = usePanel()
  const { phase, look, isOnline, ink } = panel
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--colour', look.colour)
    style.setProperty('--ink', ink)
  }, [look.colour, ink])
  return (
    <main onKeyDown={({ key }) => key === 'Escape' && tell('close')}>
      <header>
        <div>
          <h1>{look.title || words.titleFallback}</h1>
          {panel.name ? <p>{panel.name}</p> : null}
        </div>
        <button type="button" class="sign" aria-label={words.close} onClick={() => tell('close')}>
          <Cross />
        </button>
      </header>
      {phase === 'ready' && !isOnline ? (
        <p class="notice" role="status">
          {words.offline}
        </p>
      ) : null}
      {phase === 'ready' ? <Ready panel={panel} /> : <Stopped phase={phase} />}
    </main>
  )
}

/** Where one begins: the form, if something is asked first, or else the message. */
function focusFirst(isShown: boolean): void {
  if (isShown && !isPreview) document.querySelector<HTMLElement>('.before input, #text')?.focus()
}

function Stopped({ phase }: { phase: Panel['phase'] }) {
  const said = { connecting: '', 'not-here': words.notHere, unavailable: words.unavailable }
  return (
    <p class="stopped" role="status">
      {said[phase as 'connecting']}
    </p>
  )
}

function Ready({ panel }: { panel: Panel }) {
  // Drawn when the session has come, which may be after the panel was opened.
  useEffect(() => focusFirst(panel.isShown), [panel.isShown])
  const { look, talk, questions, question } = panel
  const isNew = allMessages(panel).length === 0 && panel.outgoing.length === 0
  const fields = panel.isKnown || !isNew ? [] : look.preChat
  const mustAsk = fields.length > 0 || (look.consent !== '' && !panel.hasConsented)
  const mayChoose = questions.length > 0 && !talk.isOpen && panel.outgoing.length === 0
  return (
    <>
      <Log panel={panel} />
      {look.hasChat && !mustAsk && mayChoose && !question ? (
        <fieldset class="choices questions">
          <legend>{words.topic}</legend>
          {questions.map((label) => (
            <button
              key={label}
              type="button"
              class="choice"
              onClick={() => {
                change({ question: label })
                requestAnimationFrame(() => document.getElementById('text')?.focus())
              }}
            >
              {label}
            </button>
          ))}
        </fieldset>
      ) : null}
      {look.hasChat && mustAsk ? <Before fields={fields} look={look} /> : null}
      {question && mayChoose ? (
        <p class="upload">
          <span>{question}</span>
          <button type="button" class="link" onClick={() => change({ question: undefined })}>
            {words.remove}
          </button>
        </p>
      ) : null}
      {look.hasChat && !mustAsk ? <Composer /> : null}
      {isNew || !look.hasChat ? <Entries panel={panel} /> : null}
    </>
  )
}

function Log({ panel }: { panel: Panel }) {
  const { look, isOpenNow, isTyping, outgoing, talk } = panel
  const messages = allMessages(panel)
  const log = useRef<HTMLElement>(null)
  const last = `${messages.at(-1)?.id}${outgoing.length}${isTyping}${panel.isShown}`
  // Not `scrollIntoView`, which would scroll the page around a preview as well.
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight
  }, [last])
  const hello = isOpenNow ? look.welcome || words.welcome : look.offHours || words.offHours
  return (
    <section
      ref={log}
      class="log"
      role="log"
      aria-label={words.log}
      aria-live="polite"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
    >
      {talk.hasMore ? (
        <button type="button" class="link" onClick={() => void showEarlier(panel)}>
          {words.earlier}
        </button>
      ) : null}
      <p class="hello">{hello}</p>
      <ol>
        {messages.map((message) => (
          <Message
            key={message.id}
            message={message}
            company={panel.name || (words.company ?? '')}
          />
        ))}
        {outgoing.map((word) => (
          <OwnWord key={word.clientId} word={word} />
        ))}
      </ol>
      <p class="small" aria-live="off">
        {isTyping ? words.typing : ''}
      </p>
    </section>
  )
}

async function showEarlier(panel: Panel): Promise<void> {
  const [first] = allMessages(panel)
  if (!first) return
  const { messages, hasMore } = await call<Panel['talk']>(`messages?before=${first.id}`)
  change({ older: [...messages, ...panel.older], talk: { ...panel.talk, hasMore } })
}

/** Every messenger that is connected, each with its link (COM-90). */
function Entries({ panel: { entries, look } }: { panel: Panel }) {
  if (entries.length === 0) return null
  return (
    <nav aria-label={words.messengersOnly}>
      <h2>{look.hasChat ? words.messengers : words.messengersOnly}</h2>
      <ul>
        {entries.map(({ channelId, kind, title, glyph, link }) => (
          <li key={link}>
            <a
              data-kind={kind}
              href={link}
              target="_blank"
              rel="noopener"
              onClick={() => choose(channelId)}
            >
              <Glyph path={glyph} />
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
