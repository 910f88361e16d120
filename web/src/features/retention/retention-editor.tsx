import type { Retention, RetentionTerms, StoredRetention } from '@otklik/protocol'
import { useQueryClient } from '@tanstack/react-query'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { ConflictNotice, type Editing, SaveBar, useEditing } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { keepRetention, retentionQuery } from './api/retention.ts'
import { PreviewBlock } from './preview-block.tsx'
import styles from './retention.module.css'
import { TermFields } from './term-fields.tsx'

type TermsValues = RetentionTerms & Pick<Retention, 'channels'>

const forEver: RetentionTerms = {
  messagesDays: null,
  filesDays: null,
  bodiesDays: null,
  visitorsDays: null,
}

export function RetentionEditor({ stored }: { stored: StoredRetention }) {
  const { retention: words } = useWords()
  const edit = useRetentionEditing(stored)
  const { channels, ...usual } = edit.values
  const show = (_name: string, value: number | null | Retention['channels']) =>
    value === null
      ? words.forEver
      : typeof value === 'number'
        ? words.days(value)
        : value.length > 0
          ? words.changed
          : words.forEver
  return (
    <SettingsPage title={words.title} help={words.subtitle} footer={<SaveBar edits={[edit]} />}>
      <ConflictNotice edit={edit} show={show} />
      <Block title={words.usual} help={words.usualHelp}>
        <TermFields terms={usual} onChange={(changes) => edit.change(changes)} />
      </Block>
      <ChannelsBlock edit={edit} />
      <PreviewBlock terms={{ usual, channels }} />
    </SettingsPage>
  )
}

function ChannelsBlock({ edit }: { edit: Editing<TermsValues> }) {
  const { retention: words } = useWords()
  const state = useFeedState((known) => known)
  const { channels, ...usual } = edit.values
  const others = (id: string) => channels.filter(({ channelId }) => channelId !== id)
  const keep = (channelId: string, terms: RetentionTerms) =>
    edit.change({ channels: [...others(channelId), { ...terms, channelId }] })
  return (
    <Block title={words.own} help={words.ownHelp}>
      {state.channels.size === 0 ? <p className={styles.quiet}>{words.noChannels}</p> : null}
      {[...state.channels.keys()].map((id) => {
        const own = channels.find(({ channelId }) => channelId === id)
        const name = channelTitle(state, id)
        return (
          <div key={id} className={styles.channel}>
            <TickBox
              label={words.hasOwn(name)}
              checked={own !== undefined}
              onChange={(isOwn) =>
                isOwn ? keep(id, usual) : edit.change({ channels: others(id) })
              }
            />
            {own ? (
              <TermFields
                of={name}
                terms={own}
                onChange={(changes) => keep(id, { ...own, ...changes })}
              />
            ) : null}
          </div>
        )
      })}
    </Block>
  )
}

function useRetentionEditing(stored: StoredRetention): Editing<TermsValues> {
  const { retention: words } = useWords()
  const client = useQueryClient()
  return useEditing<StoredRetention, TermsValues>({
    stored,
    valuesOf: ({ usual, channels }) => ({ ...forEver, ...usual, channels }),
    names: words.names,
    save: ({ version, values: { channels, ...usual } }) =>
      keepRetention({ version, usual, channels }),
    reload: () => client.fetchQuery({ ...retentionQuery, staleTime: 0 }),
    keep: (saved) => client.setQueryData(retentionQuery.queryKey, saved),
  })
}
