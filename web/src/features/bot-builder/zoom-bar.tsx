import { useReactFlow, useViewport } from '@xyflow/react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'
import { GlyphButton } from './glyph-button.tsx'
import { useShowWhole } from './use-whole.ts'
import styles from './zoom-bar.module.css'

export function ZoomBar() {
  const { builder: words } = useBotWords()
  const formats = useFormats()
  const flow = useReactFlow()
  const showWhole = useShowWhole()
  const { zoom } = useViewport()
  const share = `${formats.number(Math.round(zoom * 100))} %`
  return (
    <div className={styles.bar}>
      <GlyphButton glyph="minus" label={words.zoomOut} onClick={() => void flow.zoomOut()} />
      <button
        type="button"
        className={styles.share}
        aria-label={words.zoomReset(share)}
        onClick={() => void flow.zoomTo(1)}
      >
        {share}
      </button>
      <IconButton icon="plus" label={words.zoomIn} onClick={() => void flow.zoomIn()} />
      <GlyphButton glyph="fit" label={words.zoomWhole} onClick={showWhole} />
    </div>
  )
}
