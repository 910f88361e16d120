import type { TemplateContent, TemplateValues } from '@otklik/protocol/settings'
import { fillTemplate } from '@otklik/protocol/template-variables'

import { Icon, type IconName } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './template-preview.module.css'

interface TemplatePreviewProps {
  content: TemplateContent
  /** What stands in the braces; the rest stays in them. */
  values: TemplateValues
  /** The picture above the text, once there is one. */
  mediaUrl?: string | undefined
}

const mediaIcons = { image: 'image', video: 'play', document: 'file' } as const satisfies Record<
  string,
  IconName
>
const buttonIcons = { reply: 'reply', url: 'external', phone: 'phone' } as const satisfies Record<
  string,
  IconName
>

/** As the customer will see it, while it is being written. */
export function TemplatePreview({ content, values, mediaUrl }: TemplatePreviewProps) {
  const { templates: words } = useWords()
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()))
  const { header, body, footer, buttons } = fillTemplate(content, given)
  return (
    <section className={styles.preview} aria-label={words.preview}>
      <p className={styles.caption}>{words.preview}</p>
      <div className={styles.message}>
        {header && header.kind !== 'text' ? (
          <div className={styles.media}>
            {mediaUrl ? (
              <img src={mediaUrl} alt={words.file[header.kind]} />
            ) : (
              <>
                <Icon name={mediaIcons[header.kind]} size={20} />
                {words.file[header.kind]}
              </>
            )}
          </div>
        ) : null}
        {header?.kind === 'text' && header.text ? (
          <p className={styles.header}>{header.text}</p>
        ) : null}
        {body ? (
          <p className={styles.body}>{body}</p>
        ) : (
          <p className={styles.empty}>{words.previewEmpty}</p>
        )}
        {footer ? <p className={styles.footer}>{footer}</p> : null}
      </div>
      {buttons.length > 0 ? (
        <ul className={styles.buttons}>
          {buttons.map((button, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a button has no other name while it is typed
              key={index}
              className={styles.button}
            >
              <Icon name={buttonIcons[button.kind]} size={14} />
              <span className={styles.label}>{button.label}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
