import { Button } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { Block } from '../settings-shell/index.ts'
import { issueKey, issueSecret } from './api/keys.ts'
import styles from './forms.module.css'

const issuers = { key: issueKey, secret: issueSecret }

/** What a program and we know each other by: never shown again, only replaced. */
export function KeysBlock({ bot }: { bot: Bot }) {
  const { program: words } = useBotWords()
  return (
    <Block title={words.keys} help={words.keysHelp}>
      <KeyRow bot={bot} which="key" />
      <KeyRow bot={bot} which="secret" />
    </Block>
  )
}

function KeyRow({ bot, which }: { bot: Bot; which: keyof typeof issuers }) {
  const { program: words } = useBotWords()
  const [isAsking, setAsking] = useState(false)
  const issuing = useMutation({
    mutationFn: () => issuers[which](bot.id),
    onSuccess: () => setAsking(false),
  })
  return (
    <div>
      {issuing.data === undefined ? (
        <SettingRow title={words[which]} help={`${words.keyMask} ${words.keyHidden}`}>
          <Button
            variant="default"
            aria-label={words.replaceOf(words[which])}
            onClick={() => setAsking(true)}
          >
            {words.replace}
          </Button>
        </SettingRow>
      ) : (
        <div className={styles.stack}>
          <CopyField label={words[which]} value={issuing.data} />
          <p className={styles.help}>
            {words.newKeyHelp} <TextButton onClick={issuing.reset}>{words.done}</TextButton>
          </p>
        </div>
      )}
      <ConfirmDialog
        title={words.replaceTitle[which]}
        confirm={words.replace}
        refuse={words.keepKey}
        isOpen={isAsking}
        isBusy={issuing.isPending}
        failure={issuing.error}
        onConfirm={() => issuing.mutate()}
        onClose={() => {
          issuing.reset()
          setAsking(false)
        }}
      >
        {words.replaceHelp[which]}
      </ConfirmDialog>
    </div>
  )
}
