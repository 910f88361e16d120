import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

import { useWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'
import { WarningDot } from '../settings-check/index.ts'
import styles from './channel-tabs.module.css'
import { searchOn, type Tab, tabBeside, tabs } from './tabs.ts'

interface ChannelTabsProps {
  channelId: string
  current: Tab
  /** Where something has to be looked at. */
  warned: ReadonlySet<Tab>
}

/** Addresses of their own, so that a link, the way back and Alt [ ] lead to them (COM-05). */
export function ChannelTabs({ channelId, current, warned }: ChannelTabsProps) {
  const { channelRules: words } = useWords()
  const navigate = useNavigate()
  const page = { to: '/settings/channels/$channelId', params: { channelId } } as const
  const go = (step: 1 | -1) =>
    void navigate({ ...page, search: (before) => searchOn(tabBeside(current, step), before) })
  useCommands({ 'previous-tab': () => go(-1), 'next-tab': () => go(1) })
  const shown = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is the reason to look, not a part of it
  useEffect(() => {
    // On a narrow screen the last ones lie beyond its edge.
    shown.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <nav ref={shown} className={styles.tabs} aria-label={words.tabsLabel}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          {...page}
          search={(before) => searchOn(tab, before)}
          className={styles.tab}
          data-current={tab === current || undefined}
          aria-current={tab === current ? 'page' : undefined}
        >
          {words.tabs[tab]}
          {warned.has(tab) ? <WarningDot /> : null}
        </Link>
      ))}
    </nav>
  )
}
