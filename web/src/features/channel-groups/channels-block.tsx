import type { ChannelGroup } from '@otklik/protocol/settings'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import type { Editing } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './channel-groups.module.css'
import type { GroupValues } from './group-values.ts'

interface ChannelsBlockProps {
  edit: Editing<GroupValues>
  group: ChannelGroup
  groups: readonly ChannelGroup[]
}

/** Which channels are in the group, and in which of them customers are asked. */
export function ChannelsBlock({ edit, group, groups }: ChannelsBlockProps) {
  const { channelGroups: words } = useWords()
  const state = useFeedState((known) => known)
  const channels = [...state.channels.values()].filter((each) => each.state !== 'disconnected')
  const chosen = new Map(edit.values.channels.map((each) => [each.id, each]))
  const change = (next: ChannelGroup['channels']) => edit.change({ channels: next })
  const others = (id: string) => edit.values.channels.filter((each) => each.id !== id)
  const groupOf = (id: string) =>
    groups.find((each) => each.id !== group.id && each.channels.some((one) => one.id === id))
  return (
    <Block title={words.channels} help={words.channelsHelp}>
      {channels.length === 0 ? <p className={styles.quiet}>{words.nothingConnected}</p> : null}
      <div className={styles.channels}>
        {channels.map(({ id }) => {
          const name = channelTitle(state, id)
          const here = chosen.get(id)
          const elsewhere = groupOf(id)
          // The first group is where a channel is that is in no other: it cannot be taken out of it.
          const isFixed = group.isFirst && here !== undefined
          const help = isFixed ? undefined : here ? undefined : elsewhere?.name
          return (
            <div key={id} className={styles.channel}>
              <TickBox
                label={name}
                {...(help && { help: words.isIn(help) })}
                checked={here !== undefined}
                disabled={isFixed}
                onChange={(isHere) =>
                  change(isHere ? [...others(id), { id, isRated: true }] : others(id))
                }
              />
              {here && edit.values['rating.isOn'] ? (
                <div className={styles.rated}>
                  <TickBox
                    label={words.asksHere(name)}
                    checked={here.isRated}
                    onChange={(isRated) =>
                      change(
                        edit.values.channels.map((each) =>
                          each.id === id ? { ...each, isRated } : each,
                        ),
                      )
                    }
                  />
                </div>
              ) : null}
            </div>
          )
        })}
      </div>
    </Block>
  )
}
