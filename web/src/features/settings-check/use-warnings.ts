import type { EditedSettings, Warning } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useSettled } from '../../ui/use-settled.ts'
import { useMay } from '../settings-shell/index.ts'
import { settingsCheckQuery } from './api/check-settings.ts'

const none: readonly Warning[] = []

/**
 * Contradictions of the settings with what the open form has unsaved. While that cannot be checked,
 * because a field is wrong or nobody answers, those that were known last stay.
 */
export function useWarnings(edited?: EditedSettings): readonly Warning[] {
  const isAllowed = useMay('teams.manage')
  const settled = useSettled(edited)
  const { data } = useQuery({ ...settingsCheckQuery(settled), enabled: isAllowed })
  const [known, setKnown] = useState(none)
  if (data && data.warnings !== known) setKnown(data.warnings)
  return known
}
