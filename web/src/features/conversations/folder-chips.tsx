import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import type { Folder } from './folder.ts'
import styles from './folder-chips.module.css'
import { useFolderSections } from './use-folder-sections.ts'

/** The folders where there is no room for their column. */
export function FolderChips({ folder }: { folder: Folder }) {
  const { folders } = useWords()
  const formats = useFormats()
  const items = useFolderSections().flatMap((section) => section.items)
  const current = useRef<HTMLAnchorElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new folder is what moves the row
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for a clean-up.
    void current.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [folder])
  return (
    <nav className={styles.chips} aria-label={folders.title}>
      {items.map(({ folder: each, label, count }) => (
        <Link
          key={each}
          ref={each === folder ? current : undefined}
          to="."
          search={{ folder: each }}
          className={styles.chip}
          aria-current={each === folder ? 'true' : undefined}
        >
          {label}
          {count ? ` ${formats.number(count)}` : ''}
        </Link>
      ))}
    </nav>
  )
}
