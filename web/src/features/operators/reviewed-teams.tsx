import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './drawer.module.css'

interface ReviewedTeamsProps {
  /** None is all of them. */
  teamIds: readonly string[]
  onChange: (teamIds: string[]) => void
}

/** Whose conversations a quality reviewer sees: they are in no team themselves. */
export function ReviewedTeams({ teamIds, onChange }: ReviewedTeamsProps) {
  const { operators } = useWords()
  const teams = useFeedState((state) => state.teams)
  return (
    <fieldset className={styles.teams}>
      <legend className={styles.legend}>{operators.reviewedTeams}</legend>
      <TickBox
        label={operators.allTeams}
        checked={teamIds.length === 0}
        onChange={(isAll) => {
          if (isAll) onChange([])
        }}
      />
      {[...teams.values()].map(({ id, name }) => (
        <TickBox
          key={id}
          label={name}
          checked={teamIds.includes(id)}
          onChange={(isOn) =>
            onChange(isOn ? [...teamIds, id] : teamIds.filter((each) => each !== id))
          }
        />
      ))}
    </fieldset>
  )
}
