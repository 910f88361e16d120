import { Select } from '@mantine/core'
import type { Operator } from '@otklik/protocol'
import { type DragEvent, useState } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import { Block } from '../settings-shell/index.ts'
import { moveTo } from './order.ts'
import type { TeamValues } from './team-values.ts'
import styles from './teams.module.css'

interface MembersBlockProps {
  edit: Editing<TeamValues>
  isEveryone: boolean
}

/** Who is in the team; in the order they are asked in, where the method goes by it. */
export function MembersBlock({ edit, isEveryone }: MembersBlockProps) {
  const { teams: words } = useWords()
  const operators = useFeedState((state) => state.operators)
  const [dragged, setDragged] = useState<number>()
  const [said, setSaid] = useState('')
  const { memberIds } = edit.values
  const members = memberIds.flatMap((id) => operators.get(id) ?? [])
  const isOrdered = edit.values['settings.method'] === 'strict-order' && !isEveryone
  const problem = Object.entries(edit.errors).find(([path]) => path.startsWith('memberIds'))?.[1]
  const move = (from: number, to: number) => {
    const member = members[from]
    edit.change({ memberIds: moveTo(memberIds, from, to) })
    if (member) setSaid(words.moved(member.name, to + 1))
  }
  return (
    <Block
      title={words.members}
      help={isEveryone ? words.everyoneHelp : isOrdered ? words.orderHelp : words.membersHelp}
    >
      {members.length > 0 ? (
        <ol className={styles.members} data-long={members.length > 12 || undefined}>
          {members.map((member, index) => (
            <li
              key={member.id}
              className={styles.member}
              draggable={isOrdered}
              data-dragged={dragged === index || undefined}
              {...(isOrdered && dragging({ index, dragged, setDragged, move }))}
            >
              <Member member={member} place={isOrdered ? index + 1 : undefined} />
              {isOrdered ? (
                <>
                  <IconButton
                    icon="chevronDown"
                    className={styles.up}
                    label={words.up(member.name)}
                    aria-disabled={index === 0 || undefined}
                    onClick={() => move(index, index - 1)}
                  />
                  <IconButton
                    icon="chevronDown"
                    label={words.down(member.name)}
                    aria-disabled={index === members.length - 1 || undefined}
                    onClick={() => move(index, index + 1)}
                  />
                </>
              ) : null}
              {isEveryone ? null : (
                <IconButton
                  icon="close"
                  label={words.remove(member.name)}
                  onClick={() =>
                    edit.change({ memberIds: memberIds.filter((id) => id !== member.id) })
                  }
                />
              )}
            </li>
          ))}
        </ol>
      ) : (
        <p className={styles.second}>{words.noMembers}</p>
      )}
      {isEveryone ? null : (
        <AddMember
          memberIds={memberIds}
          onAdd={(id) => edit.change({ memberIds: [...memberIds, id] })}
        />
      )}
      {problem ? (
        <p className={styles.problem} role="alert">
          {fieldError(problem)}
        </p>
      ) : null}
      <p className={unseen.text} role="status">
        {said}
      </p>
    </Block>
  )
}

function Member({ member, place }: { member: Operator; place: number | undefined }) {
  const { presence } = useWords()
  const { name, status } = member
  return (
    <>
      {place === undefined ? null : <span className={styles.place}>{place}</span>}
      <Avatar name={name} size="sm">
        <StatusMark status={status} isNamed corner="large" />
      </Avatar>
      <span className={styles.words}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.second}>{presence.statuses[status]}</span>
      </span>
    </>
  )
}

interface AddMemberProps {
  memberIds: readonly string[]
  onAdd: (id: string) => void
}

function AddMember({ memberIds, onAdd }: AddMemberProps) {
  const { teams: words } = useWords()
  const operators = useFeedState((state) => state.operators)
  const everyone = useFeedState((state) =>
    [...state.teams.values()].find((team) => team.isEveryone),
  )
  const candidates = (everyone?.memberIds ?? []).flatMap((id) =>
    memberIds.includes(id) ? [] : (operators.get(id) ?? []),
  )
  // A new list of names each time: the field is empty again after each of them.
  return (
    <Select
      key={memberIds.length}
      id={fieldId('memberIds')}
      className={styles.select ?? ''}
      label={words.addMember}
      placeholder={words.addMemberHint}
      data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      searchable
      withScrollArea={false}
      limit={50}
      nothingFoundMessage={candidates.length > 0 ? words.nobodyFound : words.nobodyToAdd}
      comboboxProps={{ withinPortal: true }}
      classNames={{ dropdown: styles.options ?? '' }}
      onChange={(id) => {
        if (id) onAdd(id)
      }}
    />
  )
}

interface Dragging {
  index: number
  dragged: number | undefined
  setDragged: (index: number | undefined) => void
  move: (from: number, to: number) => void
}

/** By mouse; the buttons beside each name do the same. */
function dragging({ index, dragged, setDragged, move }: Dragging) {
  return {
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      setDragged(index)
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return
      event.preventDefault()
      if (dragged === index) return
      move(dragged, index)
      setDragged(index)
    },
    onDrop: (event: DragEvent) => event.preventDefault(),
    onDragEnd: () => setDragged(undefined),
  }
}
