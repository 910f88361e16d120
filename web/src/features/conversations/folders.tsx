import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords, withWords } from '../../words/index.ts'
import { ChannelGlyph } from '../channels/index.ts'
import { useCommands } from '../commands/index.ts'
import { useSession, useWorkplaceView } from '../session/index.ts'
import type { Folder } from './folder.ts'
import styles from './folders.module.css'
import { useFreshFilters } from './use-filters.ts'
import { type FolderItem, type FolderSection, useFolderSections } from './use-folder-sections.ts'

const FilterDrawer = lazy(
  withWords(['tools'], () =>
    import('./filter-drawer.tsx').then((module) => ({ default: module.FilterDrawer })),
  ),
)

interface FoldersProps {
  folder: Folder
  /** Stays in place while the folders scroll. */
  foot: ReactNode
}

export function Folders({ folder, foot }: FoldersProps) {
  const { common, folders } = useWords()
  const [fixed, ...sections] = useFolderSections()
  const [edited, setEdited] = useState<FolderItem['filter'] | 'new'>()
  const [wasOpened, setWasOpened] = useState(false)
  useFreshFilters()
  const edit = (filter: FolderItem['filter'] | 'new') => {
    setWasOpened(true)
    setEdited(filter)
  }
  useCommands({ 'new-filter': () => edit('new') })
  return (
    <nav className={styles.folders} aria-label={folders.title} data-region="folders">
      <h1 className={styles.title}>{common.workplace}</h1>
      <div className={styles.scroll}>
        {fixed?.items.map((item) => (
          <FolderLink key={item.folder} item={item} isCurrent={folder === item.folder} />
        ))}
        {sections.map((section) => (
          <Section key={section.name} section={section} folder={folder} onEdit={edit} />
        ))}
      </div>
      {foot}
      <Suspense>
        {wasOpened ? <FilterDrawer edited={edited} onClose={() => setEdited(undefined)} /> : null}
      </Suspense>
    </nav>
  )
}

interface SectionProps {
  section: FolderSection
  folder: Folder
  onEdit: (filter: FolderItem['filter'] | 'new') => void
}

/** Folded ones stay folded on the next computer too. */
function Section({ section, folder, onEdit }: SectionProps) {
  const { folders } = useWords()
  const [{ folded = [] }, change] = useWorkplaceView()
  const { name, title, items } = section
  const isFolded = folded.includes(name)
  const canAdd = name === 'filters'
  if (items.length === 0 && !canAdd) return null
  const toggle = () =>
    change({ folded: isFolded ? folded.filter((each) => each !== name) : [...folded, name] })
  return (
    <>
      <div className={styles.section}>
        <h2 className={styles.heading}>
          <button type="button" aria-expanded={!isFolded} onClick={toggle}>
            {title}
            <Icon name={isFolded ? 'chevronRight' : 'chevronDown'} size={14} />
          </button>
        </h2>
        {canAdd ? (
          <IconButton
            icon="plus"
            size={14}
            className={styles.add}
            label={folders.newFilter}
            onClick={() => onEdit('new')}
          />
        ) : null}
      </div>
      {isFolded
        ? null
        : items.map((item) => (
            <FolderLink
              key={item.folder}
              item={item}
              isCurrent={folder === item.folder}
              onEdit={onEdit}
            />
          ))}
    </>
  )
}

interface FolderLinkProps {
  item: FolderItem
  isCurrent: boolean
  onEdit?: (filter: FolderItem['filter']) => void
}

function FolderLink({ item, isCurrent, onEdit }: FolderLinkProps) {
  const formats = useFormats()
  const { folders } = useWords()
  const { permissions } = useSession()
  const { folder, label, count, icon, problem, filter } = item
  const isEditable = filter && (!filter.isShared || permissions.includes('teams.manage'))
  const note = problem ?? (filter?.isShared ? folders.shared : undefined)
  return (
    <div className={styles.item}>
      <Link
        to="."
        search={{ folder }}
        className={styles.link}
        aria-current={isCurrent ? 'true' : undefined}
        title={note ? `${label}: ${note}` : label}
      >
        <FolderIcon icon={icon} />
        <span className={styles.label}>{label}</span>
        {problem ? <span className={styles.problem} role="img" aria-label={problem} /> : null}
        {count ? (
          // The number itself asks for attention.
          <span className={styles.count} data-hot={folder === 'unanswered' || undefined}>
            {formats.number(count)}
          </span>
        ) : null}
      </Link>
      {isEditable && onEdit ? (
        <IconButton
          icon="edit"
          size={14}
          className={styles.edit}
          label={folders.editFilter(label)}
          onClick={() => onEdit(filter)}
        />
      ) : null}
    </div>
  )
}

export function FolderIcon({ icon }: Pick<FolderItem, 'icon'>) {
  if (typeof icon === 'string') return <Icon name={icon} />
  return <ChannelGlyph channelId={icon.channelId} size={16} />
}
