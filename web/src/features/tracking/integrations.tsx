import type { Tracker } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block, Editable } from '../settings-shell/index.ts'
import { editTracker, trackersQuery } from './api/tracking.ts'
import styles from './tracking.module.css'

/** «Интеграции» → «Диалоги»: which dialog widgets exchange data with which counters (WA-26). */
export function Integrations() {
  const { tracking: words } = useWords()
  const state = useFeedState((known) => known)
  const { data = [] } = useQuery(trackersQuery)
  const widgets = [...state.channels.values()].filter(
    (each) =>
      each.state !== 'disconnected' && state.channelKinds.get(each.kind)?.capabilities.hasPanel,
  )
  return (
    <Block title={words.integrations}>
      <div className={styles.stack}>
        <h3 className={styles.heading}>{words.dialogs}</h3>
        <p className={styles.help}>{words.dialogsHelp}</p>
        {widgets.length === 0 ? <Notice>{words.noWidgets}</Notice> : null}
        {data.length === 0 ? <p className={styles.help}>{words.noTrackers}</p> : null}
        {widgets.length > 0
          ? data.map((tracker) => (
              <Links
                key={tracker.id}
                tracker={tracker}
                widgets={widgets.map(({ id }) => ({ id, name: channelTitle(state, id) }))}
              />
            ))
          : null}
      </div>
    </Block>
  )
}

interface LinksProps {
  tracker: Tracker
  widgets: readonly { id: string; name: string }[]
}

function Links({ tracker: { id, version, name, widgetIds }, widgets }: LinksProps) {
  const client = useQueryClient()
  const linking = useMutation({
    mutationFn: (next: string[]) => editTracker(id, { version, widgetIds: next }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['channel-tracking'] })
      return client.invalidateQueries({ queryKey: trackersQuery.queryKey })
    },
  })
  const failure = formError(linking.error)
  const others = (widgetId: string) => widgetIds.filter((each) => each !== widgetId)
  return (
    <Editable>
      <fieldset className={styles.group}>
        <legend>{name}</legend>
        {widgets.map((widget) => (
          <TickBox
            key={widget.id}
            label={widget.name}
            checked={widgetIds.includes(widget.id)}
            disabled={linking.isPending}
            onChange={(isLinked) =>
              linking.mutate(isLinked ? [...others(widget.id), widget.id] : others(widget.id))
            }
          />
        ))}
      </fieldset>
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
    </Editable>
  )
}
