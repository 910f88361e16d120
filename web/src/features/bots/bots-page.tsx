import { StateView } from '../../ui/state-view.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { BotList } from './bot-list.tsx'

/** «Чат-боты» (BOT-01). */
export function BotsPage() {
  const { list: words } = useBotWords()
  const isOn = useModule('bots')
  return (
    <RequirePermission permission="bots.manage" title={words.title}>
      {isOn ? <BotList /> : <BotsOff />}
    </RequirePermission>
  )
}

/** COM-12: said in so many words, with who can change it. */
export function BotsOff() {
  const { list: words } = useBotWords()
  return (
    <SettingsPage title={words.title} isWide>
      <StateView
        icon="bot"
        title={words.off}
        help={words.offHelp}
        action={<ModuleOff module="bots" />}
      />
    </SettingsPage>
  )
}
