import { Button } from '@mantine/core'

import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useFilter } from './use-filter.ts'

export function NoEntries() {
  const { audit: words } = useWords()
  const { filter, choose } = useFilter()
  const isFiltered = Object.keys(filter).length > 0
  if (!isFiltered) return <StateView icon="pulse" title={words.empty} help={words.emptyHelp} />
  const reset = (
    <Button variant="default" onClick={() => choose({})}>
      {words.reset}
    </Button>
  )
  return <StateView icon="pulse" title={words.nothingFound} action={reset} />
}
