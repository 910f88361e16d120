import { Link } from '@tanstack/react-router'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeed } from '../feed/index.ts'
import { useFoundNames } from '../palette/use-found-names.ts'
import styles from './search.module.css'

/** Whom the words are a name or a phone of, and what they are the number of. */
export function FoundPeople({ q }: { q: string }) {
  const { search: words, conversation: talk } = useWords()
  const formats = useFormats()
  const state = useFeed().state.get()
  const { contacts, conversations } = useFoundNames(q)
  const rows = [
    ...conversations.map(({ id, contact, channelId, number }) => ({
      ...{
        key: id,
        contact: contact.id,
        conversationId: id,
        name: contact.name,
        icon: 'message' as const,
      },
      detail: `${channelTitle(state, channelId)} · ${talk.number(formats.number(number))}`,
    })),
    ...contacts.map(({ id, name, detail = '', conversationId }) => ({
      ...{ key: `contact:${id}`, contact: id, conversationId, name },
      ...{ icon: 'contact' as const, detail },
    })),
  ]
  if (rows.length === 0) return null
  return (
    <section aria-label={words.people}>
      <h2 className={styles.heading}>{words.people}</h2>
      <ul className={styles.people}>
        {rows.map(({ key, contact, conversationId, name, icon, detail }) => (
          <li key={key}>
            <Link
              {...(conversationId
                ? { to: '/conversations/$conversationId', params: { conversationId } }
                : { to: '/clients', search: { contact } })}
              className={styles.person}
              data-found
            >
              <Icon name={icon} className={styles.icon} />
              <span className={styles.name}>{name}</span>
              <span className={styles.where}>{detail}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
