import { Menu } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useRef } from 'react'

import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { readFile } from '../bots/origin-fields.tsx'
import { writeScenario } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'

/** The draft as a file, and a file as the draft: which can be taken back as any edit. */
export function FileItems({ bot }: { bot: Bot }) {
  const { builder: words, making } = useBotWords()
  const { drawing } = useBuilder()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File) => {
    const { name, scenario } = await readFile(file)
    if (!scenario) return showToast({ text: making.notScenario })
    drawing.replace(scenario)
    showToast({ text: words.imported(name) })
  }
  return (
    <>
      <Menu.Item onClick={() => download(`${bot.name}.json`, writeScenario(drawing.scenario))}>
        {words.exportFile}
      </Menu.Item>
      <Menu.Item closeMenuOnClick={false} onClick={() => input.current?.click()}>
        {words.importFile}
      </Menu.Item>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.importFile}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void take(file)
          currentTarget.value = ''
        }}
      />
      <Menu.Divider />
    </>
  )
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}
