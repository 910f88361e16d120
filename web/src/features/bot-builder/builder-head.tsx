import { Button } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { BotMenu } from '../bots/bot-menu.tsx'
import { BotState } from '../bots/bot-state.tsx'
import { useKeyName } from '../commands/index.ts'
import { Editable } from '../settings-shell/index.ts'
import { useBuilder } from './builder-context.ts'
import styles from './builder-head.module.css'
import { FileItems } from './file-items.tsx'
import { GlyphButton } from './glyph-button.tsx'
import type { DraftSaving } from './use-draft-saving.ts'

interface BuilderHeadProps {
  bot: Bot
  saving: DraftSaving
  isTrying: boolean
  onTry: () => void
  /** It cannot be published before something is put right. */
  onMend: () => void
}

export function BuilderHead({ bot, saving, isTrying, onTry, onMend }: BuilderHeadProps) {
  const { settings } = useWords()
  const { builder: words, list } = useBotWords()
  const { drawing } = useBuilder()
  return (
    <header className={styles.head}>
      <nav className={styles.crumbs} aria-label={settings.path}>
        <Link to="/bots" className={styles.crumb}>
          <Icon name="chevronLeft" className={styles.phoneOnly} />
          {list.title}
        </Link>
        <Icon name="chevronRight" size={12} className={styles.wideOnly} />
      </nav>
      <h1 className={styles.title} title={bot.name}>
        {bot.name}
      </h1>
      <BotState bot={bot} />
      <p className={styles.state} role="status">
        <DraftState bot={bot} saving={saving} />
      </p>
      <Editable>
        <span className={styles.acts}>
          <GlyphButton
            glyph="undo"
            label={words.undo}
            keys={useKeyName('undo-step')}
            aria-disabled={!drawing.canUndo || undefined}
            onClick={drawing.undo}
          />
          <GlyphButton
            glyph="redo"
            label={words.redo}
            keys={useKeyName('redo-step')}
            aria-disabled={!drawing.canRedo || undefined}
            onClick={drawing.redo}
          />
          <BotMenu bot={bot} onDeleted={saving.saver.forget}>
            <FileItems bot={bot} />
          </BotMenu>
        </span>
        <span className={styles.buttons}>
          <Button
            variant="default"
            leftSection={<Icon name="play" />}
            aria-pressed={isTrying}
            onClick={onTry}
          >
            {words.try}
          </Button>
          <PublishButton bot={bot} saving={saving} onMend={onMend} />
        </span>
      </Editable>
    </header>
  )
}

/** «изменения не опубликованы · черновик сохранён 14:31» */
function DraftState({ bot, saving }: { bot: Bot; saving: DraftSaving }) {
  const { builder: words } = useBotWords()
  const formats = useFormats()
  const { draft, isDirty, isSaving } = saving
  const isAhead = isDirty || bot.isDraftAhead
  const published = bot.published ? (isAhead ? words.ahead : words.same) : words.never
  const saved = isSaving
    ? words.draftSaving
    : isDirty
      ? words.draftWaits
      : words.draftSaved(formats.time(new Date(draft.savedAt)))
  return `${published} · ${saved}`
}

type PublishButtonProps = Pick<BuilderHeadProps, 'bot' | 'saving' | 'onMend'>

function PublishButton({ bot, saving, onMend }: PublishButtonProps) {
  const { builder: words } = useBotWords()
  const { problems, announce } = useBuilder()
  const { publishing, isDirty } = saving
  const wrong = [...problems].filter(([, found]) => found.some(({ level }) => level === 'error'))
  const isAhead = isDirty || bot.isDraftAhead || !bot.published
  const publish = () => {
    if (wrong.length > 0 && !isDirty) {
      onMend()
      announce(words.mendFirst(wrong.length))
      showToast({ text: words.mendFirst(wrong.length) })
      return
    }
    publishing.mutate(undefined, {
      onSuccess: (published) => {
        if (published) showToast({ text: words.published(published.name) })
      },
      onError: onMend,
    })
  }
  return (
    <BusyButton
      label={words.publish}
      busyLabel={words.publishing}
      isBusy={publishing.isPending}
      isOff={!isAhead}
      onClick={publish}
    />
  )
}
