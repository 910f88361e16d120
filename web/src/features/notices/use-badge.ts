import { useEffect } from 'react'

import { useWords } from '../../words/index.ts'
import { useFolderCounts } from '../conversations/index.ts'
import { useOffers } from '../offers/index.ts'
import { usePreferences } from '../session/index.ts'
import { showBadge } from './show-badge.ts'

/** How many wait for an answer, on the tab and on the application's icon: by what is unanswered (REQ-26). */
export function useBadge(): void {
  const { notices } = useWords()
  const { titleBadge } = usePreferences()
  const unanswered = (useFolderCounts().get('unanswered') ?? 0) + useOffers().length
  const count = titleBadge ? unanswered : 0
  useEffect(() => {
    document.title = notices.tabTitle(count)
    showBadge(count)
  }, [notices, count])
}
