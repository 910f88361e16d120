import { Link } from '@tanstack/react-router'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { groups, type Section, useSections } from './sections.ts'
import styles from './settings-nav.module.css'

/** Sections that exist for this reader; with help where it is a page of its own, on a phone. */
export function SettingsNav({ hasHelp = false }: { hasHelp?: boolean }) {
  const { settings } = useWords()
  const sections = useSections()
  return (
    <nav className={styles.nav} aria-label={settings.sections} data-page={hasHelp || undefined}>
      {groups.map((group) => {
        const own = sections.filter(
          (section) => section.group === group && (hasHelp || !section.isOnRail),
        )
        if (own.length === 0) return null
        return (
          <div key={group}>
            <h2 className={styles.group}>{settings.groups[group]}</h2>
            <ul>
              {own.map((section) => (
                <li key={section.name}>
                  <SectionLink section={section} hasHelp={hasHelp} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

function SectionLink({ section, hasHelp }: { section: Section; hasHelp: boolean }) {
  const { settings } = useWords()
  const { name, to, icon } = section
  return (
    <Link to={to} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
      <Icon name={icon} />
      <span className={styles.words}>
        {settings[name]}
        {hasHelp ? <span className={styles.help}>{settings[`${name}Help`]}</span> : null}
      </span>
      {hasHelp ? <Icon name="chevronRight" className={styles.chevron} /> : null}
    </Link>
  )
}
