import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import type { Folder } from './folder.ts'
import styles from './folder-chips.module.css'
import { useFolderCounts } from './use-folder-counts.ts'
import { useShownFolders } from './use-shown-folders.ts'

/** The folders where there is no room for their column. */
export function FolderChips({ folder }: { folder: Folder }) {
  const { folders } = useWords()
  const formats = useFormats()
  const counts = useFolderCounts()
  const channels = useFeedState((state) => state.channels)
  const state = useFeed().state.get()
  const current = useRef<HTMLAnchorElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new folder is what moves the row
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for a clean-up.
    void current.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [folder])
  const all: { folder: Folder; label: string }[] = [
    ...useShownFolders().map((name) => ({ folder: name as Folder, label: folders[name] })),
    ...[...channels.keys()].map((id) => ({
      folder: `channel:${id}` as const,
      label: channelTitle(state, id),
    })),
  ]
  return (
    <nav className={styles.chips} aria-label={folders.title}>
      {all.map((each) => {
        const count = counts.get(each.folder)
        return (
          <Link
            key={each.folder}
            ref={each.folder === folder ? current : undefined}
            to="."
            search={{ folder: each.folder }}
            className={styles.chip}
            aria-current={each.folder === folder ? 'true' : undefined}
          >
            {each.label}
            {count ? ` ${formats.number(count)}` : ''}
          </Link>
        )
      })}
    </nav>
  )
}
