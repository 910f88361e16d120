import type { SiteSettings } from '@otklik/protocol/settings'

import { IconButton } from '../../ui/icon-button.tsx'
import { SwitchInput } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import type { Editing } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './site-widget.module.css'
import { inOrder, moved, type WidgetValues } from './widget-values.ts'

interface MessengersBlockProps {
  edit: Editing<WidgetValues>
  site: SiteSettings
}

/** Every messenger that is connected is an entry of the widget, unless it is hidden (COM-90). */
export function MessengersBlock({ edit, site }: MessengersBlockProps) {
  const { siteDesigner: words } = useWords()
  const shown = inOrder(site.messengers, edit.values['look.messengers'])
  const put = (order: typeof shown) =>
    edit.change({
      'look.messengers': order.map(({ channelId, isShown }) => ({ channelId, isShown })),
    })
  return (
    <Block title={words.messengers} help={words.messengersHelp}>
      {shown.length === 0 ? <p className={styles.quiet}>{words.noMessengers}</p> : null}
      <ul className={styles.list}>
        {shown.map((one, index) => {
          const name = `${one.title} · ${one.name}`
          return (
            <li key={one.channelId} className={styles.row}>
              <span className={styles.grow}>{name}</span>
              <IconButton
                icon="chevronUp"
                label={words.up(name)}
                disabled={index === 0}
                onClick={() => put(moved(shown, index, -1))}
              />
              <IconButton
                icon="chevronDown"
                label={words.down(name)}
                disabled={index === shown.length - 1}
                onClick={() => put(moved(shown, index, 1))}
              />
              <SwitchInput
                name={words.show(name)}
                isOn={one.isShown}
                onChange={(isShown) =>
                  put(shown.map((each) => (each === one ? { ...each, isShown } : each)))
                }
              />
            </li>
          )
        })}
      </ul>
    </Block>
  )
}
