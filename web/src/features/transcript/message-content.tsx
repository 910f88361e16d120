import type { Message } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { spansOf } from '../mentions/index.ts'
import { FilePart, isPicture } from './files/file-part.tsx'
import { Pictures } from './files/pictures.tsx'
import { LocationCard } from './location-card.tsx'
import styles from './message-content.module.css'
import { RichText } from './rich-text.tsx'

/** What was said, in whatever form. Several messages are those of one album. */
export function MessageContent({ messages }: { messages: readonly Message[] }) {
  const { transcript } = useWords()
  const [message] = messages
  if (!message) return null
  if (message.deletedAt) return <span className={styles.absent}>{transcript.deleted}</span>
  const files = messages.flatMap((each) => each.files ?? [])
  const pictures = files.filter(isPicture)
  // A sticker's text is the emoji it stands for: the picture says it already.
  const texts = messages.filter(({ text }) => text && files[0]?.kind !== 'sticker')
  return (
    <>
      {pictures.length > 0 ? <Pictures files={pictures} /> : null}
      {files
        .filter((file) => !isPicture(file))
        .map((file) => (
          <FilePart key={file.id} file={file} />
        ))}
      {message.location ? <LocationCard location={message.location} /> : null}
      {message.sharedContact ? <SharedContactCard contact={message.sharedContact} /> : null}
      {message.unsupported ? (
        <span className={styles.absent}>{transcript.unsupported(message.unsupported)}</span>
      ) : null}
      {texts.map(({ id, text, format = [], mentions }) => (
        <RichText key={id} text={text} format={[...format, ...spansOf(text, mentions)]} />
      ))}
    </>
  )
}

function SharedContactCard({ contact }: { contact: NonNullable<Message['sharedContact']> }) {
  const { transcript } = useWords()
  return (
    <div className={styles.card}>
      <span className={styles.icon}>
        <Icon name="contact" size={18} />
      </span>
      <span className={styles.lines}>
        <span className={styles.title}>{contact.name || transcript.sharedContact}</span>
        <a className={styles.link} href={`tel:${contact.phone.replaceAll(/[^\d+]/g, '')}`}>
          {contact.phone}
        </a>
        {contact.isOwn ? <span className={styles.second}>{transcript.ownContact}</span> : null}
      </span>
    </div>
  )
}
