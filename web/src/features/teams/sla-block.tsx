import type { SlaSettings, SlaTargets } from '@otklik/protocol'

import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import type { Editing } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { DurationField } from './duration-field.tsx'
import type { TeamValues } from './team-values.ts'

const LEAST_S = 5
const MOST_S = 90 * 86_400
const usualTargets = { firstS: 600, nextS: 1800, resolutionS: 86_400 } satisfies SlaTargets
const names = ['firstS', 'nextS', 'resolutionS'] as const
type Who = keyof SlaSettings

/** «SLA»: what the team promises its customers, in working time. */
export function SlaBlock({ edit }: { edit: Editing<TeamValues> }) {
  const { teams: words } = useWords()
  const sla = edit.values['settings.sla']
  const change = (changes: Partial<SlaSettings>) =>
    edit.change({ 'settings.sla': { ...sla, ...changes } })
  return (
    <Block title={words.sla} help={words.slaHelp}>
      <Targets edit={edit} who="usual" />
      <Switch
        label={words.slaVip}
        help={words.slaVipHelp}
        isOn={sla.vip !== null}
        onChange={(isOn) => change({ vip: isOn ? { ...sla.usual } : null })}
      />
      {sla.vip ? <Targets edit={edit} who="vip" /> : null}
    </Block>
  )
}

function Targets({ edit, who }: { edit: Editing<TeamValues>; who: Who }) {
  const { teams: words } = useWords()
  const sla = edit.values['settings.sla']
  const targets = sla[who]
  if (!targets) return null
  const say = (label: string) => (who === 'vip' ? words.slaForVip(label) : label)
  const set = (name: keyof SlaTargets, seconds: number | null) =>
    edit.change({ 'settings.sla': { ...sla, [who]: { ...targets, [name]: seconds } } })
  return names.map((name) => {
    const path = `settings.sla.${who}.${name}`
    const seconds = targets[name]
    const error = edit.errors[path]
    return (
      <div key={name}>
        <Switch
          label={say(words.slaTargets[name])}
          isOn={seconds !== null}
          onChange={(isOn) => set(name, isOn ? usualTargets[name] : null)}
        />
        {seconds === null ? null : (
          <DurationField
            label={say(words.slaWithin[name])}
            path={path}
            value={seconds}
            least={LEAST_S}
            most={MOST_S}
            error={error}
            onChange={(next) => set(name, next)}
          />
        )}
      </div>
    )
  })
}

/** Paths of what is no number as it is typed. */
export function wrongTargets({ usual, vip }: SlaSettings): string[] {
  const of = (who: Who, targets: SlaTargets | null) =>
    names
      .filter((name) => Number.isNaN(targets?.[name]))
      .map((name) => `settings.sla.${who}.${name}`)
  return [...of('usual', usual), ...of('vip', vip)]
}
