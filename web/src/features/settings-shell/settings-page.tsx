import { Link } from '@tanstack/react-router'
import { type ReactNode, use } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { Editable, ReadOnly } from './editable.tsx'
import styles from './settings-page.module.css'

interface SettingsPageProps {
  title: string
  /** Before the title: the glyph of a channel. */
  mark?: ReactNode
  /** After the title: its state. */
  state?: ReactNode
  help?: ReactNode
  actions?: ReactNode
  /** Where a page below a section leads back to, with its name. */
  crumb?: {
    to:
      | '/settings/channels'
      | '/settings/channel-groups'
      | '/settings/developers'
      | '/settings/teams'
      | '/bots'
    label: string
  }
  /** Under the title: parts of the page with addresses of their own. */
  tabs?: ReactNode
  back?: 'settings' | 'workplace'
  /** At the right of the page, or under it where there is no room. */
  aside?: ReactNode
  /** At the right in full height, as wide as it is: «Проверка настроек». */
  panel?: ReactNode
  /** Always visible under the page: the save bar. */
  footer?: ReactNode
  /** Without the width of a form. */
  isWide?: boolean
  isPlain?: boolean
  children: ReactNode
}

export function SettingsPage(props: SettingsPageProps) {
  const {
    title,
    mark,
    state,
    help,
    actions,
    crumb,
    back = 'settings',
    tabs,
    footer,
    children,
  } = props
  const { settings } = useWords()
  return (
    <main className={styles.page}>
      <header className={styles.head} data-tabs={tabs ? true : undefined}>
        {crumb ? <Crumbs crumb={crumb} title={title} /> : <PhoneBack to={back} />}
        <div className={styles.line}>
          <div className={styles.names}>
            {mark ? <span className={styles.mark}>{mark}</span> : null}
            <h1 className={styles.title}>{title}</h1>
            {state}
          </div>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </div>
        {help ? <p className={styles.help}>{help}</p> : null}
        {tabs}
      </header>
      <div
        className={styles.body}
        data-wide={props.isWide || undefined}
        data-plain={props.isPlain || undefined}
        data-aside={props.aside ? true : undefined}
        data-panel={props.panel ? true : undefined}
      >
        <div className={styles.content}>
          {use(ReadOnly) ? <Notice icon="lock">{settings.suspended}</Notice> : null}
          <Editable>{children}</Editable>
        </div>
        {props.aside ? <div className={styles.aside}>{props.aside}</div> : null}
        {props.panel}
      </div>
      {footer ? <Editable>{footer}</Editable> : null}
    </main>
  )
}

function Crumbs({ crumb, title }: { crumb: { to: string; label: string }; title: string }) {
  const { settings } = useWords()
  return (
    <nav className={styles.crumbs} aria-label={settings.path}>
      <Link to={crumb.to} className={styles.crumb}>
        <Icon name="chevronLeft" className={styles.phoneOnly} />
        {crumb.label}
      </Link>
      {title === crumb.label ? null : (
        <>
          <Icon name="chevronRight" size={12} className={styles.wideOnly} />
          <span className={styles.wideOnly}>{title}</span>
        </>
      )}
    </nav>
  )
}

function PhoneBack({ to }: { to: 'settings' | 'workplace' }) {
  const { common, settings } = useWords()
  return (
    <Link to={to === 'settings' ? '/settings' : '/'} className={`${styles.crumb} ${styles.back}`}>
      <Icon name="chevronLeft" />
      {to === 'settings' ? settings.title : common.workplace}
    </Link>
  )
}
