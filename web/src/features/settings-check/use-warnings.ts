import type { EditedSettings, Warning } from '@otklik/protocol/settings'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { useSettled } from '../../ui/use-settled.ts'
import { useAfterSaving } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useMay } from '../settings-shell/index.ts'
import { everyCheck, settingsCheckQuery } from './api/check-settings.ts'

const none: readonly Warning[] = []

/**
 * Contradictions of the settings with what the open form has unsaved. While that cannot be checked,
 * because a field is wrong or nobody answers, those that were known last stay.
 */
export function useWarnings(edited?: EditedSettings): readonly Warning[] {
  const isAllowed = useMay('teams.manage')
  const settled = useSettled(edited)
  const { data } = useQuery({ ...settingsCheckQuery(settled), enabled: isAllowed })
  useAskAgain()
  const [known, setKnown] = useState(none)
  if (data && data.warnings !== known) setKnown(data.warnings)
  return known
}

/** Settings that were saved here, or somebody who came or left, make other warnings. */
function useAskAgain(): void {
  const client = useQueryClient()
  useAfterSaving(() => void client.invalidateQueries({ queryKey: everyCheck }))
  const onLine = useFeedState(({ operators }) =>
    [...operators.values()].flatMap(({ id, status }) => (status === 'offline' ? [] : id)).join(),
  )
  useEffect(() => {
    if (onLine !== undefined) void client.invalidateQueries({ queryKey: everyCheck })
  }, [client, onLine])
}
