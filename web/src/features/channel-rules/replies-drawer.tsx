import { Button, Drawer } from '@mantine/core'
import type { ChannelRules } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import {
  ConflictNotice,
  type Editing,
  useEditing,
  useFocusOnConflict,
  useFocusOnError,
} from '../editing/index.ts'
import { channelRulesQuery, editChannelRules } from './api/channel-rules.ts'
import styles from './replies.module.css'
import {
  haveRepliesChanged,
  type ProposedReply,
  type ReplyDraft,
  repliesRequest,
  replyDrafts,
  replyProblems,
} from './replies-draft.ts'
import { ReplyList } from './reply-list.tsx'
import { useProblemWords } from './use-problem-words.ts'
import { type RepliesForm, useShowReplies } from './use-show-replies.ts'

export type RepliesField = 'autoReplies' | 'offHoursReplies'

interface RepliesDrawerProps {
  channelId: string
  stored: ChannelRules
  field: RepliesField
  /** What mends a contradiction: to be read, and applied or dropped. */
  proposed?: readonly ProposedReply[] | undefined
  isOpen: boolean
  onClose: () => void
}

/** The list in the context of its page: «Применить» saves it at once, and it alone (COM-34). */
export function RepliesDrawer(props: RepliesDrawerProps) {
  const { field, proposed, isOpen, onClose } = props
  const { channelRules: words, common } = useWords()
  const [isTouched, setTouched] = useState<boolean>()
  const isDirty = isTouched ?? proposed !== undefined
  const [isAsking, setAsking] = useState(false)
  const leave = () => {
    setAsking(false)
    setTouched(undefined)
    onClose()
  }
  const close = () => (isDirty ? setAsking(true) : leave())
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      title={words.repliesTitle[field]}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Replies
        {...props}
        isAsking={isAsking}
        onStay={() => setAsking(false)}
        onDirty={setTouched}
        onLeave={leave}
        onAskToLeave={close}
      />
    </Drawer>
  )
}

interface RepliesProps extends Omit<RepliesDrawerProps, 'isOpen' | 'onClose'> {
  isAsking: boolean
  onDirty: (isDirty: boolean) => void
  onStay: () => void
  onLeave: () => void
  onAskToLeave: () => void
}

function Replies(props: RepliesProps) {
  const { field, onDirty, onLeave } = props
  const { channelRules: words } = useWords()
  // Nobody is told off for a line they have only just added.
  const [isTried, setTried] = useState(false)
  const edit = useReplies(props, onLeave)
  const focusOnError = useFocusOnError(edit)
  const focusOnConflict = useFocusOnConflict([edit])
  const show = useShowReplies()
  const { replies } = edit.values
  const change = (next: ReplyDraft[]) => {
    edit.change({ replies: next })
    onDirty(haveRepliesChanged(edit.stored.replies, next))
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        focusOnError()
        focusOnConflict()
        edit.save()
      }}
    >
      <p className={styles.help}>{words.repliesHelp[field]}</p>
      <ConflictNotice edit={edit} show={show} />
      <ReplyList replies={replies} errors={isTried ? edit.errors : {}} onChange={change} />
      {edit.failure ? (
        <Notice tone="danger" isNew>
          {edit.failure}
        </Notice>
      ) : null}
      <Foot {...props} edit={edit} />
    </form>
  )
}

/** «Применить»; closing with changes asks here, for a dialog never stands over a dialog. */
function Foot(props: RepliesProps & { edit: Editing<RepliesForm> }) {
  const { edit, isAsking, onStay, onLeave, onAskToLeave } = props
  const { channelRules: words, common } = useWords()
  return (
    <div className={styles.foot}>
      {isAsking ? (
        <Notice
          tone="warn"
          isNew
          actions={
            <>
              <TextButton onClick={onLeave}>{words.dropThem}</TextButton>
              <TextButton onClick={onStay}>{words.keepEditing}</TextButton>
            </>
          }
        >
          {words.dropReplies}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.apply}
          busyLabel={words.applying}
          isBusy={edit.isSaving}
          isOff={!edit.isDirty || edit.isInConflict}
        />
        <Button variant="subtle" color="gray" onClick={onAskToLeave}>
          {common.cancel}
        </Button>
      </div>
    </div>
  )
}

function useReplies(
  { channelId, stored, field, proposed }: Omit<RepliesDrawerProps, 'isOpen' | 'onClose'>,
  onSaved: () => void,
): Editing<RepliesForm> {
  const { channelRules: words } = useWords()
  const client = useQueryClient()
  const say = useProblemWords()
  const query = channelRulesQuery(channelId)
  return useEditing<ChannelRules, RepliesForm>({
    stored,
    valuesOf: (rules) => ({ replies: replyDrafts(rules[field]) }),
    proposed: proposed && { replies: replyDrafts(proposed) },
    names: { replies: words.repliesName[field] },
    isChanged: (_, before, typed) => haveRepliesChanged(before.replies, typed),
    check: ({ replies }, changes) => {
      if (!changes.replies) return {}
      const problems = Object.entries(replyProblems(replies))
      return Object.fromEntries(problems.map(([path, each]) => [`replies.${path}`, say(each)]))
    },
    save: ({ version, values }) =>
      editChannelRules(channelId, { version, [field]: repliesRequest(values.replies) }),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep(saved) {
      client.setQueryData(query.queryKey, saved)
      onSaved()
    },
  })
}
