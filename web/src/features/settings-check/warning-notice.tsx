import type { Warning } from '@otklik/protocol/settings'
import type { ReactNode } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'

type Mend = NonNullable<Warning['mend']>

interface WarningNoticeProps {
  warning: Warning
  /** Puts what mends it into the open form, or saves it. */
  onMend?: ((mend: Mend) => void) | undefined
  /** Where it is put right, if not by one click here. */
  way?: ReactNode
  /** Another way, beside either. */
  also?: ReactNode
}

/** What contradicts what, in the block it concerns, with the one click that mends it. */
export function WarningNotice({ warning, onMend, way, also }: WarningNoticeProps) {
  const { settingsCheck: words } = useWords()
  const { code, facts, mend } = warning
  const label = words.mends[code]
  const canMend = mend && onMend && label !== ''
  return (
    <Notice
      tone="warn"
      actions={
        canMend || way || also ? (
          <>
            {canMend ? <TextButton onClick={() => onMend(mend)}>{label}</TextButton> : way}
            {also}
          </>
        ) : undefined
      }
    >
      {words.sentences[code](facts)}
    </Notice>
  )
}
