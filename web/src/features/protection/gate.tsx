import { useWords } from '../../words/index.ts'
import { AccessCard } from '../access/index.ts'
import { useSession } from '../session/index.ts'
import { SetUpSecondFactor } from './set-up-second-factor.tsx'
import { useRefresh } from './use-refresh.ts'

/** All there is for somebody whose company wants a second factor that they do not have yet. */
export function ProtectionGate() {
  const { protection } = useWords()
  const { account } = useSession()
  const refresh = useRefresh()
  return (
    <AccessCard title={protection.gateTitle} help={protection.gateHelp(account.name)}>
      <SetUpSecondFactor onDone={() => void refresh()} />
    </AccessCard>
  )
}
