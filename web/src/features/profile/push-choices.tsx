import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { sendTrial } from '../notices/api/send-trial.ts'
import { canPush, isPushOn, switchPushOff, switchPushOn } from '../notices/push.ts'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import styles from './push-choices.module.css'

const key = ['push-is-on']
const USUAL = { from: '22:00', until: '08:00' }

/** What is told while nobody looks, and when it is not (REQ-22, REQ-26). */
export function PushChoices() {
  const { profile } = useWords()
  const { noticesOf, pushPreviews } = usePreferences()
  const save = useSavePreferences()
  return (
    <>
      <ChoiceList
        legend={profile.whose}
        value={noticesOf}
        choices={(['mine', 'team', 'all'] as const).map((value) => ({
          value,
          label: profile.whoseOf[value],
        }))}
        onChange={(noticesOf) => save({ noticesOf })}
      />
      <p className={styles.help}>
        {profile.whoseHelp}. {profile.statusHelp}
      </p>
      <Push />
      <Switch
        label={profile.previews}
        help={profile.previewsHelp}
        isOn={pushPreviews}
        onChange={(pushPreviews) => save({ pushPreviews })}
      />
      <QuietHours />
    </>
  )
}

function Push() {
  const { profile } = useWords()
  const client = useQueryClient()
  const { data: isOn = false } = useQuery({ queryKey: key, queryFn: isPushOn })
  const isPossible = canPush()
  const change = useMutation({
    mutationFn: async (on: boolean) => {
      if (!on) await switchPushOff()
      return on ? switchPushOn() : false
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const trial = useMutation({
    mutationFn: sendTrial,
    onSuccess: () => showToast({ text: profile.pushSent }),
  })
  const isForbidden = isPossible && Notification.permission === 'denied'
  const failure = change.error ?? trial.error
  return (
    <>
      {isPossible ? (
        <Switch
          label={profile.push}
          help={profile.pushHelp}
          isOn={isOn}
          onChange={(on) => change.mutate(on)}
        />
      ) : (
        <Notice tone="warn">{profile.pushUnknown}</Notice>
      )}
      {isForbidden ? <Notice tone="warn">{profile.desktopForbidden}</Notice> : null}
      {failure && !isForbidden ? (
        <Notice tone="danger" isNew>
          {failure instanceof ApiFailure ? formError(failure) : profile.pushFailed}
        </Notice>
      ) : null}
      {isOn ? (
        <div>
          <Button variant="default" onClick={() => trial.mutate()}>
            {profile.pushTrial}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function QuietHours() {
  const { profile } = useWords()
  const { quietHours } = usePreferences()
  const save = useSavePreferences()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const set = (change: Partial<typeof USUAL>) => {
    // A field that is being emptied is no time yet.
    if (Object.values(change).every(Boolean)) {
      save({ quietHours: { ...USUAL, ...quietHours, ...change, timeZone } })
    }
  }
  return (
    <>
      <Switch
        label={profile.quiet}
        help={profile.quietHelp}
        isOn={quietHours !== null}
        onChange={(isOn) => save({ quietHours: isOn ? { ...USUAL, timeZone } : null })}
      />
      {quietHours ? (
        <div className={styles.hours}>
          <TextInput
            type="time"
            label={profile.quietFrom}
            value={quietHours.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={profile.quietUntil}
            value={quietHours.until}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        </div>
      ) : null}
    </>
  )
}
