import type { SystemLine as Line, Message } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { Icon, type IconName } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useIntents } from './intents.ts'
import styles from './system-line.module.css'
import { sentenceOf } from './system-words.ts'

/** [who, bold] [did] [what] · [time] · [Почему?]. A line that closes the way to the customer has an icon. */
export function SystemLine({ message }: { message: Message }) {
  const { system } = useWords()
  const formats = useFormats()
  const { explain } = useIntents()
  const icon = message.system ? icons[message.system.code] : undefined
  const at = new Date(message.at)
  return (
    <p className={styles.line} data-tone={icon ? 'warn' : undefined}>
      {icon ? <Icon name={icon} size={14} className={styles.icon} /> : null}
      {pieces(sentenceOf(message.system, system, formats)).map(({ key, text, isBold }) =>
        isBold ? <strong key={key}>{text}</strong> : <span key={key}>{text}</span>,
      )}
      {message.system ? <Other line={message.system} /> : null}
      {' · '}
      <time dateTime={message.at} title={formats.fullMoment(at)}>
        {formats.time(at)}
      </time>
      {message.system?.hasDecision ? (
        <>
          {' · '}
          <button type="button" className={styles.link} onClick={() => explain(message)}>
            {system.why}
          </button>
        </>
      ) : null}
    </p>
  )
}

/** The conversation before this one stays readable (D-14), as does its other half (D-35). */
function Other({ line }: { line: Line }) {
  const { conversation, system } = useWords()
  const conversationId = line.parameters.id
  if (!conversationId || !leadingElsewhere.includes(line.code)) return null
  return (
    <>
      {' · '}
      <Link className={styles.link} to="/conversations/$conversationId" params={{ conversationId }}>
        {line.code === 'continued' ? conversation.openPrevious : system.openLink}
      </Link>
    </>
  )
}

const leadingElsewhere: readonly Line['code'][] = [
  'continued',
  'continues-from',
  'continued-elsewhere',
]

const icons: Partial<Record<Line['code'], IconName>> = {
  'contact-blocked': 'warning',
  'channel-disconnected': 'warning',
  'supervisors-told': 'clock',
  'team-told': 'clock',
  'silence-told': 'clock',
  'sla-broken': 'warning',
  'window-closed': 'warning',
}

/** What stands between ** is bold. */
function pieces(sentence: string) {
  return sentence
    .split('**')
    .map((text, index) => ({ key: `${index} ${text}`, text, isBold: index % 2 === 1 }))
    .filter(({ text }) => text)
}
