import { Drawer } from '@mantine/core'
import type { ButtonLooks, ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { TextButton } from '../../ui/text-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { isSame } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './buttons-help.module.css'

const placements = ['inline', 'keyboard'] as const

/** «Кнопки быстрых ответов»: what they are, and what becomes of them on each platform (COM-20…COM-23). */
export function ButtonsHelp({ kindId }: { kindId: string }) {
  const { channelRules, common } = useWords()
  const { buttons: words } = channelRules
  const kinds = useFeedState((state) => state.channelKinds)
  const [isOpen, setOpen] = useState(false)
  const own = kinds.get(kindId)
  const others = [...kinds.values()].filter(({ id }) => id !== kindId)
  return (
    <>
      <p className={styles.line}>
        {words.help}.{' '}
        <TextButton aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {words.title}
        </TextButton>
      </p>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.title}
        size={480}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <p>{words.lead}</p>
        <dl className={styles.kinds}>
          {placements.map((placement) => (
            <div key={placement}>
              <dt>{words.placements[placement]}</dt>
              <dd>{words.meaning[placement]}</dd>
            </div>
          ))}
        </dl>
        <h3 className={styles.title}>{words.platforms}</h3>
        {[...(own ? [own] : []), ...others].map((kind) => (
          <Looks key={kind.id} kind={kind} />
        ))}
        <p className={styles.end}>{words.operators}</p>
      </Drawer>
    </>
  )
}

function Looks({ kind: { title, capabilities } }: { kind: ChannelKindView }) {
  const { channelRules } = useWords()
  const { buttons: words } = channelRules
  const say = useLooks()
  const { inline, keyboard } = capabilities.buttons
  const lines = isSame(inline, keyboard)
    ? [[words.both, inline] as const]
    : placements.map((each) => [words.placements[each], capabilities.buttons[each]] as const)
  return (
    <section className={styles.platform}>
      <h4>{title}</h4>
      {lines.map(([label, looks]) => (
        <p key={label}>
          <span>{label}: </span>
          {say(looks)}
        </p>
      ))}
    </section>
  )
}

/** «до 3 — кнопками ответа; больше — строками с номерами»: the last takes what is left. */
function useLooks(): (looks: ButtonLooks['inline']) => string {
  const { channelRules } = useWords()
  const { buttons: words } = channelRules
  const { number } = useFormats()
  return (looks) => {
    const last = looks.length - 1
    const said = looks.map(({ as, max }, index) => {
      if (max === undefined) return index > 0 ? words.more(words.as[as]) : words.as[as]
      return (index < last ? words.upTo : words.noMore)(words.as[as], number(max))
    })
    const [first] = looks
    const label = first?.maxLabelLength
    return [...said, ...(label ? [words.labels(number(label))] : [])].join('; ')
  }
}
