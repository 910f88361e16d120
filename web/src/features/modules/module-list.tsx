import { moduleName } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { ModuleRow } from './module-row.tsx'

export function ModuleList() {
  const { settings } = useWords()
  return (
    <Block title={settings.modules} help={settings.modulesHelp}>
      <div>
        {moduleName.options.map((name) => (
          <ModuleRow key={name} name={name} />
        ))}
      </div>
    </Block>
  )
}
