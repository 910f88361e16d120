import type { SystemLine as Line, Message } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { Link } from '@tanstack/react-router'

import { Icon, type IconName } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './system-line.module.css'

/** [who, bold] [did] [what] · [time]. A line that closes the way to the customer has an icon. */
export function SystemLine({ message }: { message: Message }) {
  const { system } = useWords()
  const formats = useFormats()
  const icon = message.system ? icons[message.system.code] : undefined
  const at = new Date(message.at)
  return (
    <p className={styles.line} data-tone={icon ? 'warn' : undefined}>
      {icon ? <Icon name={icon} size={14} className={styles.icon} /> : null}
      {pieces(sentenceOf(message.system, system)).map(({ key, text, isBold }) =>
        isBold ? <strong key={key}>{text}</strong> : <span key={key}>{text}</span>,
      )}
      {message.system?.code === 'continued' ? <Previous line={message.system} /> : null}
      {' · '}
      <time dateTime={message.at} title={formats.fullMoment(at)}>
        {formats.time(at)}
      </time>
    </p>
  )
}

/** The conversation before this one stays readable (D-14). */
function Previous({ line }: { line: Line }) {
  const { conversation } = useWords()
  const conversationId = line.parameters.id
  if (!conversationId) return null
  return (
    <>
      {' · '}
      <Link className={styles.link} to="/conversations/$conversationId" params={{ conversationId }}>
        {conversation.openPrevious}
      </Link>
    </>
  )
}

const icons: Partial<Record<Line['code'], IconName>> = {
  'contact-blocked': 'warning',
  'channel-disconnected': 'warning',
}

function sentenceOf(line: Line | undefined, words: Words['web']['system']): string {
  if (!line) return words.unknown
  const { code, parameters } = line
  const name = parameters.name ?? ''
  switch (code) {
    case 'opened':
      return words.opened
    case 'continued':
      return words.continued(parameters.number ?? '')
    case 'started':
      return words.started(parameters.payload ?? '')
    case 'pressed':
      return words.pressed(parameters.label ?? '')
    case 'taken':
      return words.taken(name)
    case 'returned':
      return words.returned(name)
    case 'closed':
      return closed(parameters, words)
    case 'close-interrupted':
      return words.closeInterrupted
    case 'contact-blocked':
      return words['contact-blocked']
    case 'contact-unblocked':
      return words['contact-unblocked']
    case 'channel-disconnected':
      return words['channel-disconnected'](name)
    default:
      return words.unknown
  }
}

function closed(parameters: Line['parameters'], words: Words['web']['system']): string {
  if (parameters.reason === 'timeout') return words.closedByTimeout
  if (parameters.reason === 'bot') return words.closedByBot
  if (parameters.reason === 'spam') return words.closedAsSpam
  return words.closed(parameters.name ?? '')
}

/** What stands between ** is bold. */
function pieces(sentence: string) {
  return sentence
    .split('**')
    .map((text, index) => ({ key: `${index} ${text}`, text, isBold: index % 2 === 1 }))
    .filter(({ text }) => text)
}
