import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { usePreferences } from '../session/index.ts'
import { type CommandGroup, commandGroups, namedCommands, placeOfCommand } from './catalogue.ts'
import { isOn, keysOf } from './key-map.ts'
import styles from './keys-dialog.module.css'
import { showKeys } from './show-keys.ts'

/** The map of all keys, as this person has set them. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { commands: words, common } = useWords()
  const { keys: own, singleKeys } = usePreferences()
  useFocusBack()
  const lines = namedCommands
    .map((id) => ({ id, keys: keysOf(id, own).filter((each) => isOn(each, singleKeys)) }))
    .filter(({ keys }) => keys.length > 0)
  const linesOf = (group: CommandGroup) =>
    lines.filter(({ id }) => placeOfCommand(id).group === group)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.keys}
      size={860}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.groups}>
        {commandGroups
          .filter((group) => linesOf(group).length > 0)
          .map((group) => (
            <section key={group} aria-label={words.groups[group]}>
              <h3 className={styles.heading}>{words.groups[group]}</h3>
              <dl className={styles.keys}>
                {linesOf(group).map(({ id, keys }) => (
                  <div key={id} className={styles.row}>
                    <dt>
                      {keys.map((each) => (
                        <kbd key={each} className={styles.kbd}>
                          {showKeys(each)}
                        </kbd>
                      ))}
                    </dt>
                    <dd>{words.names[id]}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      <p className={styles.change}>
        <Link to="/settings/profile" className={styles.link} onClick={onClose}>
          {words.change}
        </Link>
      </p>
    </Modal>
  )
}
