import type { ScenarioReceiver, ScenarioStep, ScenarioTest } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Formats } from '../../ui/formats.ts'
import { type BotWords, useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'
import { botsQuery } from '../bots/api/bots.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { ExitName } from '../scenario/index.ts'
import { useAllTemplates } from './use-templates.ts'

export type StepWords = ReturnType<typeof stepWords>

/** How steps, their ways out and what they name are called; the same until something is renamed. */
export function useStepWords(): StepWords {
  const { steps: words } = useBotWords()
  const formats = useFormats()
  const names = useNames()
  return useMemo(() => stepWords(words, formats, names), [words, formats, names])
}

function stepWords(words: BotWords['steps'], formats: Formats, names: Names) {
  const receiver = (to: ScenarioReceiver): string => {
    if (to.kind === 'backup') return words.handsOver.backup
    if (to.id === null) return words.nobodyChosen[to.kind]
    return `${words.handsOver[to.kind]} ${names[to.kind](to.id) ?? words.goneReceiver}`
  }
  const test = (said: ScenarioTest): string => {
    switch (said.of) {
      case 'schedule':
        return words.schedule[said.is]
      case 'contact':
        return words.contact[said.is]
      case 'language':
        return words.says.language(said.is)
      case 'channel':
        return words.says.channel(said.ids.map(names.channel).filter(Boolean).join(', '))
      case 'attribute':
        return words.says.attribute(said.name, words.comparisons[said.is], said.value ?? '')
    }
  }
  /** What the step says or does, in one line or a few. */
  const summary = (step: ScenarioStep): string => {
    switch (step.kind) {
      case 'message': {
        const files = step.fileIds.length
        const attached = files > 0 ? words.fileCount(formats.number(files)) : ''
        return [step.text.trim(), attached].filter(Boolean).join('\n') || words.noTextYet
      }
      case 'choice':
      case 'question':
      case 'topic':
        return step.text.trim() || words.noTextYet
      case 'condition':
        return ''
      case 'set': {
        const kept = step.attributes.map(({ name, value }) => `${name} = ${value}`)
        const what = [...kept, ...step.tags, ...(step.topic ? [step.topic] : [])]
        return what.length > 0 ? words.writes(what.join(', ')) : words.writesNothing
      }
      case 'wait':
        return words.waits(formats.term(step.seconds * 1000))
      case 'request':
        return `${step.method} ${step.url}`.trim()
      case 'template':
        return (step.templateId && names.template(step.templateId)) || words.noTemplate
      case 'hand-over':
        return receiver(step.to)
      case 'close':
        return step.text.trim() || words.closesSilently
      case 'scenario':
        return (step.botId && names.bot(step.botId)) || words.noBot
    }
  }
  const exit = (step: ScenarioStep, name: ExitName): string => {
    if (name === 'silence') return words.silenceExit
    if (name === 'failed') return words.failed
    if (name === 'otherwise') return step.kind === 'condition' ? words.otherwise : words.other
    if (name === 'next') {
      if (step.kind === 'question') return words.answered
      return step.kind === 'request' || step.kind === 'template' ? words.succeeded : words.goOn
    }
    const id = name.slice(1)
    if (step.kind === 'choice') {
      return step.options.find((option) => option.id === id)?.label.trim() || words.empty
    }
    const branch = step.kind === 'condition' && step.branches.find((each) => each.id === id)
    return branch ? test(branch.test) : words.empty
  }
  /** Short, for lists of steps: its own name, or what it says. */
  const name = (step: ScenarioStep): string => {
    const kind = words.kinds[step.kind]
    if (step.note?.trim()) return step.note.trim()
    const said = summary(step)
    return said ? `${kind}: ${shortened(said)}` : kind
  }
  return { receiver, test, summary, exit, name, names }
}

function shortened(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length > 40 ? `${line.slice(0, 39).trimEnd()}…` : line
}

type Names = ReturnType<typeof useNames>

/** Of what a scenario refers to; undefined where it is no longer there. */
function useNames() {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const { data: bots } = useQuery(botsQuery)
  const channelTemplates = useAllTemplates()
  return useMemo(
    () => ({
      operator: (id: string) => operators.get(id)?.name,
      team: (id: string) => teams.get(id)?.name,
      channel: (id: string) => channelTitle({ channels, channelKinds }, id),
      bot: (id: string) => bots?.find((bot) => bot.id === id)?.name,
      template: (id: string) =>
        channelTemplates.flatMap(({ templates }) => templates).find((each) => each.id === id)?.name,
    }),
    [operators, teams, channels, channelKinds, bots, channelTemplates],
  )
}
