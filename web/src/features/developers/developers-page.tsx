import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import styles from './developers.module.css'
import { KeysBlock } from './keys-block.tsx'
import { WebhooksBlock } from './webhooks-block.tsx'

/** «Для разработчиков»: how other programs are let in, and told what happens. */
export function DevelopersPage() {
  const { developers: words } = useWords()
  return (
    <RequirePermission permission="developers.manage" title={words.title}>
      <SettingsPage
        title={words.title}
        help={words.subtitle}
        actions={
          <p className={styles.links}>
            <a href="/api/docs">{words.docs}</a>
            <a href="/api/openapi.json">{words.docsFile}</a>
          </p>
        }
      >
        <KeysBlock />
        <WebhooksBlock />
      </SettingsPage>
    </RequirePermission>
  )
}
