import type { Template, TemplateFacts, TemplateLimits } from '@otklik/protocol/settings'
import { templateVariables } from '@otklik/protocol/template-variables'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { createTemplate, deleteTemplate, editTemplate, submitTemplate } from './api/templates.ts'

interface FormOptions {
  channelId: string
  limits: TemplateLimits
  template: Template | undefined
  onDirty: (isDirty: boolean) => void
  onOpen: (id: string) => void
  onClose: () => void
}

export type TemplateForming = ReturnType<typeof useTemplateForm>

/** What is typed stays through every refusal; handing in saves first. */
export function useTemplateForm(options: FormOptions) {
  const { channelId, limits, template, onDirty, onOpen, onClose } = options
  const { templates: words } = useWords()
  const client = useQueryClient()
  const [facts, setFacts] = useState<TemplateFacts>(() => factsOf(template, limits))
  /** Saved under this version: the list may be asked anew meanwhile. */
  const [saved, setSaved] = useState(template)
  const renew = () => client.invalidateQueries({ queryKey: ['templates', channelId] })

  const save = async (): Promise<Template> => {
    const { samples } = facts.content
    const given = templateVariables(facts.content).map(({ key }) => [key, samples[key] ?? ''])
    const complete = {
      ...facts,
      content: { ...facts.content, samples: Object.fromEntries(given) },
    }
    const made = saved
      ? await editTemplate(saved, complete)
      : await createTemplate(channelId, complete)
    setSaved(made)
    onDirty(false)
    return made
  }
  const saving = useMutation({
    mutationFn: save,
    async onSuccess({ id }) {
      showToast({ text: words.saved })
      await renew()
      if (!template) onOpen(id)
    },
  })
  const submitting = useMutation({
    mutationFn: async () => submitTemplate((await save()).id),
    async onSuccess({ state }) {
      const isJudged = state === 'approved' || state === 'rejected'
      showToast({ text: words.submitted[isJudged ? state : 'pending'] })
      await renew()
      onClose()
    },
    onError: () => void renew(),
  })
  const deleting = useMutation({
    mutationFn: async () => (saved ? deleteTemplate(saved.id) : undefined),
    async onSuccess() {
      onDirty(false)
      await renew()
      onClose()
    },
  })
  const failure = saving.error ?? submitting.error ?? deleting.error
  return {
    facts,
    saved,
    failure,
    errors: fieldErrors(failure),
    formError: formError(failure),
    saving,
    submitting,
    deleting,
    change(changes: Partial<TemplateFacts>) {
      setFacts({ ...facts, ...changes })
      onDirty(true)
    },
    changeContent(changes: Partial<TemplateFacts['content']>) {
      setFacts({ ...facts, content: { ...facts.content, ...changes } })
      onDirty(true)
    },
  }
}

function factsOf(template: Template | undefined, limits: TemplateLimits): TemplateFacts {
  if (template) {
    const { name, language, category, content } = template
    return { name, language, category, content }
  }
  return {
    name: '',
    language: limits.languages[0] ?? 'ru',
    category: limits.categories[0] ?? 'utility',
    content: { body: '', buttons: [], samples: {} },
  }
}
