import { useMantineColorScheme } from '@mantine/core'
import type { Preferences } from '@otklik/protocol'
import { useEffect } from 'react'

import { setLanguage } from '../../words/index.ts'

/** The account's choice of theme and language wins over what this browser remembers. */
export function useAppliedPreferences({ theme, language }: Preferences): void {
  // Otherwise Mantine writes a <style> for a moment, which the policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  useEffect(() => {
    setColorScheme(theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    void setLanguage(language)
  }, [language])
}
