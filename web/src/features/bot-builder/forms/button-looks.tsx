import type { ChannelKindView } from '@otklik/protocol'

import { useBotWords } from '../../../words/bot-words.ts'
import { useFormats } from '../../../words/index.ts'
import { useFeedState } from '../../feed/index.ts'
import styles from './button-looks.module.css'

interface ButtonLooksProps {
  placement: 'inline' | 'keyboard'
  labels: readonly string[]
}

/** «Как увидит клиент»: what each platform makes of these buttons. */
export function ButtonLooks({ placement, labels }: ButtonLooksProps) {
  const { steps: texts } = useBotWords()
  const kinds = useFeedState((state) => state.channelKinds)
  return (
    <section className={styles.looks} aria-label={texts.looks}>
      <h3 className={styles.title}>{texts.looks}</h3>
      <dl className={styles.list}>
        {[...kinds.values()].map((kind) => (
          <Look key={kind.id} kind={kind} placement={placement} labels={labels} />
        ))}
      </dl>
    </section>
  )
}

function Look({ kind, placement, labels }: ButtonLooksProps & { kind: ChannelKindView }) {
  const { steps: texts } = useBotWords()
  const formats = useFormats()
  const { as, left, isCut } = lookOf(kind.capabilities.buttons[placement], labels)
  const look = texts.looksAs[as]
  const isLess = left > 0 || isCut
  const said =
    left > 0 ? texts.looksLeft(look, formats.number(left)) : isCut ? texts.looksCut(look) : look
  return (
    <div className={styles.look}>
      <dt className={styles.name}>
        <svg width={14} height={14} viewBox="0 0 16 16" aria-hidden="true">
          <path d={kind.glyph} fill="currentColor" fillRule="evenodd" />
        </svg>
        {kind.title}
      </dt>
      <dd className={styles.said} data-less={isLess || undefined}>
        {said}
      </dd>
    </div>
  )
}

type Looks = ChannelKindView['capabilities']['buttons']['inline']

/** The first into which they all fit; what fits into none comes out as the last, cut. */
function lookOf(looks: Looks, labels: readonly string[]) {
  const longest = Math.max(0, ...labels.map((label) => label.trim().length))
  const fits = looks.find(
    ({ max = Number.POSITIVE_INFINITY, maxLabelLength = Number.POSITIVE_INFINITY }) =>
      labels.length <= max && longest <= maxLabelLength,
  )
  const look = fits ?? looks.at(-1)
  return {
    as: look?.as ?? 'lines',
    left: fits || look?.max === undefined ? 0 : Math.max(0, labels.length - look.max),
    isCut: !fits && look?.maxLabelLength !== undefined && longest > look.maxLabelLength,
  }
}
