import type { ModuleName } from '@otklik/protocol/settings'

import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import styles from './module-row.module.css'
import { useModule } from './use-module.ts'
import { useModuleSwitch } from './use-module-switch.ts'

export function ModuleRow({ name }: { name: ModuleName }) {
  const { modules } = useWords()
  const isOn = useModule(name)
  const { turn, wanted, failure } = useModuleSwitch(name)
  const isBusy = wanted !== undefined
  return (
    <div className={styles.row}>
      <Switch
        label={modules.names[name]}
        help={
          <>
            {modules.opens[name]}
            <span role="status" className={styles.state}>
              {isBusy ? modules.saving : null}
            </span>
          </>
        }
        isOn={wanted ?? isOn}
        isBusy={isBusy}
        onChange={turn}
      />
      {failure ? (
        <Notice tone="danger" isNew help={formError(failure)}>
          {modules.failed(modules.names[name])}
        </Notice>
      ) : null}
    </div>
  )
}
