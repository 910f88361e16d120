import { useWords } from '../../words/index.ts'
import { RequirePermission } from '../settings-shell/index.ts'
import { ChannelList } from './channel-list.tsx'

export function ChannelsPage() {
  const { settings } = useWords()
  return (
    <RequirePermission permission="channels.manage" title={settings.channels}>
      <ChannelList />
    </RequirePermission>
  )
}
