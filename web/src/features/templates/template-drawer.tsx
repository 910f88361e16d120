import { Drawer } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'
import type { Template } from '@otklik/protocol/settings'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { TemplateForm } from './template-form.tsx'
import { TemplateView } from './template-view.tsx'

interface TemplateDrawerProps {
  channelId: string
  kind: ChannelKindView
  template: Template | undefined
  isNew: boolean
  onOpen: (id: string) => void
  onClose: () => void
}

/** A draft is edited, whatever was handed in is looked at (WA-10). */
export function TemplateDrawer(props: TemplateDrawerProps) {
  const { template, isNew, onClose } = props
  const { templates: words, common } = useWords()
  const [isDirty, setDirty] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const leave = () => {
    setDirty(false)
    setAsking(false)
    onClose()
  }
  const isDraft = isNew || template?.state === 'draft'
  const title = isNew ? words.newTitle : isDraft ? words.editTitle : (template?.name ?? '')
  return (
    <Drawer
      opened={isNew || template !== undefined}
      onClose={() => (isDirty ? setAsking(true) : leave())}
      title={title}
      size={isDraft ? 760 : 480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {isDraft ? (
        <TemplateForm
          key={template?.id ?? 'new'}
          {...props}
          isAsking={isAsking}
          onStay={() => setAsking(false)}
          onDirty={setDirty}
          onClose={leave}
        />
      ) : template ? (
        <TemplateView key={template.id} {...props} template={template} />
      ) : null}
    </Drawer>
  )
}
