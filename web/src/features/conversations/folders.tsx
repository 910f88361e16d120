import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { Icon, type IconName } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, channelTitle } from '../channels/index.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import type { FixedFolder, Folder } from './folder.ts'
import styles from './folders.module.css'
import { useFolderCounts } from './use-folder-counts.ts'
import { useShownFolders } from './use-shown-folders.ts'

export const folderIcons: Record<FixedFolder, IconName> = {
  unanswered: 'flag',
  mine: 'inbox',
  queue: 'people',
  bots: 'bot',
  held: 'pause',
  open: 'message',
  closed: 'checkCircle',
}

interface FoldersProps {
  folder: Folder
  /** Stays in place while the folders scroll. */
  foot: ReactNode
}

export function Folders({ folder, foot }: FoldersProps) {
  const { common, folders } = useWords()
  const counts = useFolderCounts()
  return (
    <nav className={styles.folders} aria-label={folders.title} data-region="folders">
      <h1 className={styles.title}>{common.workplace}</h1>
      <div className={styles.scroll}>
        {useShownFolders().map((name) => (
          <FolderLink
            key={name}
            folder={name}
            isCurrent={folder === name}
            icon={<Icon name={folderIcons[name]} />}
            label={folders[name]}
            count={counts.get(name)}
            isHot={name === 'unanswered'}
          />
        ))}
        <ChannelFolders folder={folder} counts={counts} />
      </div>
      {foot}
    </nav>
  )
}

function ChannelFolders({
  folder,
  counts,
}: {
  folder: Folder
  counts: ReadonlyMap<Folder, number>
}) {
  const { folders } = useWords()
  const channels = useFeedState((state) => state.channels)
  const state = useFeed().state.get()
  if (channels.size === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{folders.channels}</h2>
      {[...channels.values()].map((channel) => (
        <FolderLink
          key={channel.id}
          folder={`channel:${channel.id}`}
          isCurrent={folder === `channel:${channel.id}`}
          icon={<ChannelGlyph channelId={channel.id} size={16} />}
          label={channelTitle(state, channel.id)}
          count={counts.get(`channel:${channel.id}`)}
          problem={
            {
              working: undefined,
              broken: folders.channelBroken,
              connecting: folders.channelConnecting,
              disconnected: folders.channelDisconnected,
            }[channel.state]
          }
        />
      ))}
    </>
  )
}

interface FolderLinkProps {
  folder: Folder
  isCurrent: boolean
  icon: ReactNode
  label: string
  count: number | undefined
  /** The number itself asks for attention. */
  isHot?: boolean
  problem?: string | undefined
}

function FolderLink({ folder, isCurrent, icon, label, count, isHot, problem }: FolderLinkProps) {
  const formats = useFormats()
  return (
    <Link
      to="."
      search={{ folder }}
      className={styles.link}
      aria-current={isCurrent ? 'true' : undefined}
      title={problem ? `${label}: ${problem}` : label}
    >
      {icon}
      <span className={styles.label}>{label}</span>
      {problem ? <span className={styles.problem} role="img" aria-label={problem} /> : null}
      {count ? (
        <span className={styles.count} data-hot={isHot || undefined}>
          {formats.number(count)}
        </span>
      ) : null}
    </Link>
  )
}
