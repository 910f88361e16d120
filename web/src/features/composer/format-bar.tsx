import type { WrittenFormat } from '@otklik/protocol'

import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import type { WrittenSpan } from '../drafts/index.ts'
import { RichText } from '../transcript/rich-text.tsx'
import styles from './composer.module.css'
import { isAll } from './spans.ts'

export const offeredFormats = ['bold', 'italic'] as const satisfies readonly WrittenFormat[]
export type OfferedFormat = (typeof offeredFormats)[number]

interface FormatBarProps {
  text: string
  format: readonly WrittenSpan[]
  selection: { from: number; to: number }
  /** What the platform shows. */
  formats: readonly WrittenFormat[]
  onToggle: (format: OfferedFormat) => void
}

/** Over the text while some of it is selected; and how it will look, once it looks different. */
export function FormatBar({ text, format, selection, formats, onToggle }: FormatBarProps) {
  const { composer } = useWords()
  const isSelected = selection.to > selection.from
  if (!isSelected && format.length === 0) return null
  return (
    <div className={styles.format}>
      {isSelected ? (
        // biome-ignore lint/a11y/useSemanticElements: these are buttons of one text, and no fields
        <div className={styles.formats} role="group" aria-label={composer.formatting}>
          {offeredFormats
            .filter((each) => formats.includes(each))
            .map((each) => (
              <IconButton
                key={each}
                icon={each}
                label={composer[each]}
                keys={each === 'bold' ? 'Ctrl B' : 'Ctrl I'}
                aria-pressed={isAll(format, each, selection)}
                // The selection stays where it is.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onToggle(each)}
              />
            ))}
        </div>
      ) : null}
      {format.length > 0 ? (
        <p className={styles.looks} title={composer.looks}>
          <RichText
            text={text}
            format={format.map(({ url, ...span }) => ({ ...span, ...(url && { url }) }))}
          />
        </p>
      ) : null}
    </div>
  )
}
