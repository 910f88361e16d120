import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'

import { useLanguage, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { timeOf } from './moment-words.ts'
import styles from './schedule-page.module.css'
import { wallOf } from './wall-clock.ts'
import { listZones, matches, offsetOf, type Zone, zoneOf } from './zones.ts'

/** More would only be scrolled past: a letter or two find the rest. */
const MOST_SHOWN = 60

interface ZoneSelectProps {
  value: string
  error: string | undefined
  onChange: (zone: string) => void
}

/** By city, in Russian or English, with the time it is there. */
export function ZoneSelect({ value, error, onChange }: ZoneSelectProps) {
  const { schedule: words } = useWords()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const minute = useServerTime((at) => Math.floor(at / 60_000))
  // Four hundred zones, each with its time, only for whoever opens the list.
  const zones = useMemo(
    () => (isOpen ? chosenFirst(listZones(language, value), value) : [zoneOf(value, language)]),
    [isOpen, language, value],
  )
  const byId = new Map(zones.map((zone) => [zone.id, zone]))
  const label = ({ id, name }: Zone) => {
    const at = minute * 60_000
    return words.zoneLabel(name, offsetOf(id, at), timeOf(wallOf(at, id)))
  }
  return (
    <Select
      id="field-timeZone"
      className={styles.zone ?? ''}
      classNames={{ dropdown: styles.zones ?? '' }}
      aria-label={words.zone}
      error={error}
      value={value}
      data={zones.map((zone) => ({ value: zone.id, label: label(zone) }))}
      searchable
      allowDeselect={false}
      withScrollArea={false}
      checkIconPosition="right"
      nothingFoundMessage={words.zoneNotFound}
      filter={({ options, search }) =>
        options
          .filter((option) => {
            const zone = 'value' in option ? byId.get(option.value) : undefined
            return zone !== undefined && matches(zone, search)
          })
          .slice(0, MOST_SHOWN)
      }
      onDropdownOpen={() => setOpen(true)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(chosen) => {
        if (chosen) onChange(chosen)
      }}
    />
  )
}

function chosenFirst(zones: Zone[], chosen: string): Zone[] {
  return zones.toSorted((one, other) => Number(other.id === chosen) - Number(one.id === chosen))
}
