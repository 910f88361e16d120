import type { RoutingMethod } from '@otklik/protocol'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import type { Editing } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { DurationField } from './duration-field.tsx'
import type { TeamValues } from './team-values.ts'

const methods: readonly RoutingMethod[] = [
  'all-at-once',
  'strict-order',
  'round-robin',
  'least-loaded',
  'skills',
  'manual',
]
/** Where it is switched on: long enough to end what they are doing. */
const USUAL_STICKY_S = 120

/** Who gets it and how; what does not apply to the method is absent. */
export function DistributionBlock({ edit }: { edit: Editing<TeamValues> }) {
  const { teams: words } = useWords()
  const { values, errors } = edit
  const method = values['settings.method']
  const stickyWaitS = values['settings.stickyWaitS']
  const isManual = method === 'manual'
  return (
    <Block title={words.distribution}>
      <ChoiceList
        legend={words.method}
        value={method}
        choices={methods.map((value) => ({
          value,
          label: words.methods[value],
          help: words.methodHelp[value],
        }))}
        onChange={(value) => edit.change({ 'settings.method': value })}
      />
      {method === 'skills' ? (
        <DurationField
          label={words.relax}
          help={words.relaxHelp}
          path="settings.relaxAfterS"
          value={values['settings.relaxAfterS']}
          least={5}
          most={3600}
          error={errors['settings.relaxAfterS']}
          onChange={(seconds) => edit.change({ 'settings.relaxAfterS': seconds })}
        />
      ) : null}
      {isManual ? null : (
        <>
          <ChoiceList
            legend={words.hand}
            value={values['settings.hand']}
            choices={(['offer', 'assign'] as const).map((value) => ({
              value,
              label: words.hands[value],
              help:
                value === 'assign' && method === 'all-at-once'
                  ? words.assignToAll
                  : words.handHelp[value],
            }))}
            onChange={(value) => edit.change({ 'settings.hand': value })}
          />
          <Switch
            label={words.respectsStatus}
            help={words.respectsStatusHelp}
            isOn={values['settings.respectsStatus']}
            onChange={(isOn) => edit.change({ 'settings.respectsStatus': isOn })}
          />
          <Switch
            label={words.sticky}
            help={words.stickyHelp}
            isOn={stickyWaitS !== null}
            onChange={(isOn) =>
              edit.change({ 'settings.stickyWaitS': isOn ? USUAL_STICKY_S : null })
            }
          />
          {stickyWaitS === null ? null : (
            <DurationField
              label={words.stickyWait}
              path="settings.stickyWaitS"
              value={stickyWaitS}
              least={0}
              most={3600}
              error={errors['settings.stickyWaitS']}
              onChange={(seconds) => edit.change({ 'settings.stickyWaitS': seconds })}
            />
          )}
        </>
      )}
    </Block>
  )
}
