import { useWords } from '../../words/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'

/** «Клиентская оценка качества» (COM-50, COM-51): its place, until rules of rating can be set. */
export function RatingBlock() {
  const { channelRules: words } = useWords()
  const hasQuality = useModule('quality')
  return (
    <Block title={words.rating}>
      {hasQuality ? (
        <p className={styles.quiet}>{words.ratingLater}</p>
      ) : (
        <ModuleOff module="quality" />
      )}
    </Block>
  )
}
