import type { ContactCard } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import styles from './about-contact.module.css'
import { contactFieldsQuery } from './api/contacts.ts'

/** The company's own fields and the contact's tags; absent where nothing is known. */
export function AboutContact({ card }: { card: ContactCard }) {
  const { card: words, contacts } = useWords()
  const formats = useFormats()
  const fields = useQuery(contactFieldsQuery).data ?? []
  const known = fields.filter(({ id }) => card.fields[id])
  if (known.length === 0 && card.tags.length === 0) return null
  return (
    <section className={styles.section} aria-label={words.about}>
      <h3 className={styles.heading}>{words.about}</h3>
      <dl className={styles.facts}>
        {known.map(({ id, name, kind }) => (
          <Fact key={id} name={name}>
            {kind === 'date'
              ? formats.day(new Date(`${card.fields[id]}T00:00`), new Date(0))
              : card.fields[id]}
          </Fact>
        ))}
        {card.tags.length > 0 ? (
          <Fact name={contacts.tags}>
            <span className={styles.tags}>
              {card.tags.map((tag) => (
                <span key={tag} className={styles.tag}>
                  {tag}
                </span>
              ))}
            </span>
          </Fact>
        ) : null}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
