import type { ModuleName } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { ModuleRow } from './module-row.tsx'

export function ModuleList() {
  const { modules: words } = useWords()
  const names = Object.keys(useSession().modules) as ModuleName[]
  return (
    <Block title={words.services}>
      <div>
        {names.map((name) => (
          <ModuleRow key={name} name={name} />
        ))}
      </div>
    </Block>
  )
}
