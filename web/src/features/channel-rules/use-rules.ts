import type { ChannelRules } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { type Editing, type Errors, useEditing } from '../editing/index.ts'
import { channelRulesQuery, editChannelRules } from './api/channel-rules.ts'
import {
  type RulesForm,
  type RulesProblem,
  rulesForm,
  rulesProblems,
  rulesRequest,
} from './rules-draft.ts'
import { useProblemWords } from './use-problem-words.ts'

export type RulesEditing = Editing<RulesForm>

export interface RulesBlockProps {
  rules: RulesEditing
  /** What contradicts it, at its end. */
  children?: ReactNode
}

/** How the channel's conversations are received and closed, as the page edits it. */
export function useRules(channelId: string, stored: ChannelRules): RulesEditing {
  const { channelRules: words } = useWords()
  const client = useQueryClient()
  const say = useProblemWords()
  const query = channelRulesQuery(channelId)
  return useEditing<ChannelRules, RulesForm>({
    stored,
    valuesOf: rulesForm,
    names: words.names,
    check: (form, changes) => sayAll(rulesProblems(form, changes), say),
    save: ({ version, changes }) =>
      editChannelRules(channelId, { version, ...rulesRequest(changes) }),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep: (saved) => client.setQueryData(query.queryKey, saved),
  })
}

function sayAll(
  problems: Record<string, RulesProblem>,
  say: (problem: RulesProblem) => string,
): Errors {
  return Object.fromEntries(Object.entries(problems).map(([path, each]) => [path, say(each)]))
}

/** How long a number of seconds is, in words of the reader. */
export function useDuration(): (seconds: number) => string {
  const formats = useFormats()
  return (seconds) => formats.term(seconds * 1000)
}
