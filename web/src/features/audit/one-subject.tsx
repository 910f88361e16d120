import type { AuditEntry } from '@otklik/protocol/settings'

import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { subjectTitle } from './subject-title.ts'
import { useFilter } from './use-filter.ts'

/** Somebody came from a link of one team or channel: what they see is not all there is. */
export function OneSubject({ subject }: { subject: AuditEntry['subject'] | undefined }) {
  const words = useWords()
  const { choose } = useFilter()
  const all = <TextButton onClick={() => choose({})}>{words.audit.showAll}</TextButton>
  return (
    <Notice actions={all}>
      {subject ? words.audit.only(subjectTitle(subject, words)) : words.audit.onlyOne}
    </Notice>
  )
}
