import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { SettingsPage, useMay } from '../settings-shell/index.ts'
import { operatorsQuery } from './api/operators-query.ts'
import { Invitations } from './invitations.tsx'
import { InviteDrawer } from './invite-drawer.tsx'
import { OperatorTable } from './operator-table.tsx'
import { useFreshOperators } from './use-fresh-operators.ts'

/** A supervisor sees who answers; inviting and changing is an administrator's. */
export function People() {
  const { common, operators: words, settings } = useWords()
  const { data: operators, error, refetch } = useQuery(operatorsQuery)
  const [isInviting, setInviting] = useState(false)
  const mayInvite = useMay('operators.invite')
  useFreshOperators()
  return (
    <SettingsPage
      isWide
      title={settings.operators}
      help={operators ? words.count(operators.length) : settings.operatorsHelp}
      actions={
        mayInvite ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setInviting(true)}>
            {words.invite}
          </Button>
        ) : null
      }
    >
      {mayInvite ? <Invitations /> : null}
      {operators ? <OperatorTable operators={operators} /> : null}
      {!operators && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {operators || error ? null : (
        <Skeleton label={common.loading} shapes={['row', 'row', 'row', 'row', 'row']} />
      )}
      <InviteDrawer isOpen={isInviting} onClose={() => setInviting(false)} />
    </SettingsPage>
  )
}
