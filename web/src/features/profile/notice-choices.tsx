import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { PushChoices } from './push-choices.tsx'

/** Sound, desktop and title are separate choices (interface.md §10). */
export function NoticeChoices() {
  const { common, profile } = useWords()
  const preferences = usePreferences()
  const save = useSavePreferences()
  const [permission, setPermission] = useState(currentPermission)
  const changeDesktop = async (desktopNotices: boolean) => {
    // A browser asks its reader only in answer to a click.
    if (desktopNotices && permission === 'default') {
      setPermission(await Notification.requestPermission())
    }
    save({ desktopNotices })
  }
  return (
    <Block title={profile.notices} help={profile.noticesHelp}>
      <Switch
        label={common.sound}
        help={profile.soundHelp}
        isOn={preferences.sound}
        onChange={(sound) => save({ sound })}
      />
      <Switch
        label={common.desktopNotices}
        help={profile.desktopHelp}
        isOn={preferences.desktopNotices}
        onChange={(isOn) => void changeDesktop(isOn)}
      />
      {preferences.desktopNotices && permission === 'denied' ? (
        <Notice tone="warn">{profile.desktopForbidden}</Notice>
      ) : null}
      {preferences.desktopNotices && permission === 'unknown' ? (
        <Notice tone="warn">{profile.desktopUnknown}</Notice>
      ) : null}
      <Switch
        label={common.titleBadge}
        help={profile.badgeHelp}
        isOn={preferences.titleBadge}
        onChange={(titleBadge) => save({ titleBadge })}
      />
      <PushChoices />
    </Block>
  )
}

function currentPermission(): NotificationPermission | 'unknown' {
  return 'Notification' in window ? Notification.permission : 'unknown'
}
