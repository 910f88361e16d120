import type { ModuleName } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { sessionQuery } from '../session/index.ts'
import { switchModule } from './api/switch-module.ts'

interface ModuleSwitch {
  turn(isOn: boolean): void
  /** What is being saved. */
  wanted: boolean | undefined
  failure: unknown
}

/** Counts for this workplace with the answer; the others hear of it over the feed. */
export function useModuleSwitch(name: ModuleName): ModuleSwitch {
  const { common, modules: words } = useWords()
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: (isOn: boolean) => switchModule(name, isOn),
    onSuccess: (modules, isOn) => {
      client.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, modules })
      const label = words.names[name]
      showToast({
        text: isOn ? words.switchedOn(label) : words.switchedOff(label),
        action: { label: common.undo, run: () => saving.mutate(!isOn) },
        isUndo: true,
      })
    },
  })
  return {
    turn: (isOn) => saving.mutate(isOn),
    wanted: saving.isPending ? saving.variables : undefined,
    failure: saving.error,
  }
}
