import type { TemplateContent } from '@otklik/protocol/settings'
import { type TemplateVariable, templateVariables } from '@otklik/protocol/template-variables'

import { useLanguage, useWords } from '../../words/index.ts'

/** «русский», by the platform's code of it. */
export function useLanguageName(): (code: string) => string {
  const names = new Intl.DisplayNames([useLanguage()], { type: 'language' })
  return (code) => {
    try {
      return names.of(code.replace('_', '-')) ?? code
    } catch {
      return code
    }
  }
}

/** Variables with what they are called: «Текст, {{1}}». */
export function useNamedVariables(
  content: TemplateContent,
): (TemplateVariable & { label: string })[] {
  const { places } = useWords().templates
  return templateVariables(content).map((variable) => {
    const { place, name } = variable
    if (place === 'header' || place === 'body') return { ...variable, label: places[place](name) }
    const button = content.buttons[Number(place.split('.')[1])]
    return { ...variable, label: places.button(button?.label ?? '', name) }
  })
}
