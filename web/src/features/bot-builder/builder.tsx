import type { Bot, BotDraft } from '@otklik/protocol/settings'
import { ReactFlowProvider } from '@xyflow/react'
import { use, useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import unseen from '../../ui/unseen.module.css'
import { phone, useMedia } from '../../ui/use-media.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { TrialPanel } from '../bot-trial/trial-panel.tsx'
import { useCommands } from '../commands/index.ts'
import { LeaveGuard } from '../editing/index.ts'
import { findStep } from '../scenario/index.ts'
import { ReadOnly } from '../settings-shell/index.ts'
import styles from './builder.module.css'
import { BuilderBar } from './builder-bar.tsx'
import { BuilderProvider, type BuilderViewName } from './builder-context.ts'
import { BuilderHead } from './builder-head.tsx'
import { Canvas } from './canvas.tsx'
import { DraftNotice } from './draft-notice.tsx'
import { StepList } from './step-list.tsx'
import { StepPanel } from './step-panel.tsx'
import { useClipboard } from './use-clipboard.ts'
import { useDraftSaving } from './use-draft-saving.ts'
import { useDrawing } from './use-drawing.ts'
import { useStepWords } from './use-step-words.ts'

/** The scenario, the settings of the selected step, and trying it out. */
export function BuilderView({ bot, draft }: { bot: Bot; draft: BotDraft }) {
  const { settings } = useWords()
  const { builder: words, steps } = useBotWords()
  const isReadOnly = use(ReadOnly)
  const drawing = useDrawing(draft.scenario, { words: steps.first, isReadOnly })
  const saving = useDraftSaving(bot, draft, drawing.scenario)
  const stepWords = useStepWords()
  const isPhone = useMedia(phone)
  const [chosenView, chooseView] = useState<BuilderViewName>('canvas')
  const [isTrying, setTrying] = useState(false)
  const [currentId, setCurrent] = useState<string>()
  const [isListing, list] = useState(false)
  const [said, announce] = useState('')
  const view = isPhone ? 'list' : chosenView
  const [only] = drawing.selected.size === 1 ? drawing.selected : []
  const step = findStep(drawing.scenario, only)
  useClipboard(drawing, announce)
  useCommands({
    'undo-step': drawing.undo,
    'redo-step': drawing.redo,
    save: () => void saving.saver.flush(),
  })
  return (
    <BuilderProvider
      value={{
        botId: bot.id,
        drawing,
        words: stepWords,
        problems: saving.problems,
        wrong: saving.wrong,
        currentId: isTrying ? currentId : undefined,
        announce,
      }}
    >
      <ReactFlowProvider>
        <div className={styles.page} data-step={step ? true : undefined}>
          <main className={styles.main}>
            <BuilderHead
              bot={bot}
              saving={saving}
              isTrying={isTrying}
              onTry={() => setTrying(!isTrying)}
              onMend={() => list(true)}
            />
            <div className={styles.body} data-view={view}>
              <div className={styles.notices}>
                {isReadOnly ? <Notice icon="lock">{settings.suspended}</Notice> : null}
                <DraftNotice bot={bot} saving={saving} />
              </div>
              {view === 'canvas' ? <Canvas /> : <StepList />}
              <BuilderBar
                view={isPhone ? undefined : view}
                onView={chooseView}
                isListing={isListing}
                onList={list}
              />
            </div>
          </main>
          {step ? <StepPanel key={step.id} step={step} /> : null}
          {isTrying ? (
            <TrialPanel
              bot={bot}
              scenario={drawing.scenario}
              words={stepWords}
              onCurrent={setCurrent}
              onClose={() => setTrying(false)}
            />
          ) : null}
        </div>
      </ReactFlowProvider>
      <p className={unseen.text} role="status">
        {said}
      </p>
      <LeaveGuard unsaved={saving.isDirty ? [words.unsaved] : []} save={saving.saver.flush} />
    </BuilderProvider>
  )
}
