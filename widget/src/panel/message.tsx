import type { SiteMessage } from '@otklik/protocol/settings'

import { call } from './api.ts'
import { config, isPreview, words } from './config.ts'
import { newName } from './kept.ts'
import { again } from './outbox.ts'
import { PaperClip } from './signs.tsx'
import type { Outgoing } from './store.ts'
import { Text } from './text.tsx'

const clock = new Intl.DateTimeFormat(config.language, { hour: '2-digit', minute: '2-digit' })
const time = (at: string) => clock.format(new Date(at))

export function Message({ message, company }: { message: SiteMessage; company: string }) {
  const { from, name, text, at } = message
  const isOwn = from === 'visitor'
  const who = isOwn ? words.you : (name ?? (from === 'bot' ? words.bot : company))
  if (message.isDeleted) {
    return (
      <li class={isOwn ? 'own' : ''}>
        <p class="small">{words.deleted}</p>
      </li>
    )
  }
  return (
    <li class={isOwn ? 'own' : ''}>
      <span class={isOwn || !name ? 'hidden' : 'who'}>{who}</span>
      <div class="bubble">
        {message.replyTo ? <blockquote>{message.replyTo.text}</blockquote> : null}
        {message.files?.map((file) => (
          <FileOf key={file.id} file={file} />
        ))}
        {text ? (
          <p>
            <Text text={text} format={message.format} />
          </p>
        ) : null}
      </div>
      <Buttons message={message} />
      <time dateTime={at}>
        {time(at)}
        {message.isEdited ? ` · ${words.edited}` : ''}
      </time>
    </li>
  )
}

function FileOf({ file }: { file: NonNullable<SiteMessage['files']>[number] }) {
  const { url, kind, name } = file
  if (!url) return <p class="small">{`${name} · ${words.fileLoading}`}</p>
  if (kind === 'image') {
    return (
      <a href={url} target="_blank" rel="noopener">
        <img src={url} alt={name} />
      </a>
    )
  }
  if (kind === 'voice' || kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: what somebody has just said has no captions
    return <audio controls preload="none" src={url} aria-label={name} />
  }
  return (
    <a class="file" href={url} download={name}>
      <PaperClip />
      {name}
    </a>
  )
}

/** Answers to choose from: one that was pressed stays marked. */
function Buttons({ message }: { message: SiteMessage }) {
  const rows = message.buttons?.rows
  if (!rows) return null
  return (
    <div class="choices">
      {rows.flat().map(({ label, value, url, pressedAt }) =>
        url ? (
          <a key={label} class="choice" href={url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ) : (
          <button
            key={label}
            type="button"
            class="choice"
            aria-pressed={Boolean(pressedAt)}
            onClick={() => press(message.id, value ?? label)}
          >
            {label}
          </button>
        ),
      )}
    </div>
  )
}

function press(messageId: string, value: string): void {
  if (isPreview) return
  // A press that did not arrive is seen not to have: the button stays as it was.
  void call('presses', { clientId: newName(), messageId, value }).catch(() => {})
}

const said: Record<Outgoing['state'], string | undefined> = {
  sending: words.sending,
  waiting: words.waitsForNetwork,
  sent: '',
  failed: words.failed,
}

export function OwnWord({ word }: { word: Outgoing }) {
  return (
    <li class="own">
      <div class="bubble">
        {word.names?.map((name) => (
          <p key={name} class="file">
            <PaperClip />
            {name}
          </p>
        ))}
        {word.text ? <p>{word.text}</p> : null}
      </div>
      <span class="small">
        {said[word.state]}
        {word.state === 'failed' ? (
          <button type="button" class="link" onClick={() => again(word.clientId)}>
            {words.again}
          </button>
        ) : null}
      </span>
    </li>
  )
}
