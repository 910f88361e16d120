export { closeConversation } from './api/close-conversation.ts'
export { declineOffer } from './api/decline-offer.ts'
export { holdConversation } from './api/hold-conversation.ts'
export { keepConversationOpen } from './api/keep-conversation-open.ts'
export { markRead } from './api/mark-read.ts'
export { markUnread } from './api/mark-unread.ts'
export { notSpam } from './api/not-spam.ts'
export { resumeConversation } from './api/resume-conversation.ts'
export { returnConversation } from './api/return-conversation.ts'
export { snoozeConversation } from './api/snooze-conversation.ts'
export { takeConversation } from './api/take-conversation.ts'
export { type Transfer, transferConversation } from './api/transfer-conversation.ts'
export { undoTransfer } from './api/undo-transfer.ts'
export { waiveAnswer } from './api/waive-answer.ts'
export { ConversationList } from './conversation-list.tsx'
export {
  type Folder,
  folderFrom,
  isAside,
  isHeldBy,
  isOfferedTo,
  isOpen,
  isUnanswered,
  isWaiting,
} from './folder.ts'
export { Folders } from './folders.tsx'
export { useListOrder } from './list-menu.tsx'
export {
  canTakeBack,
  mayAccept,
  mayActOn,
  mayAskContacts,
  mayClose,
  mayMark,
  mayPause,
  mayResume,
  mayTake,
  mayTransfer,
  mayWaive,
} from './may-act.ts'
export { byWaiting, groupsOf } from './order.ts'
export { placeOf, usePlace } from './place.ts'
export { previewOf } from './preview.ts'
export { useReader } from './reader.ts'
export { selectOnly, selectUpTo, toggleSelected, useSelection } from './selection.ts'
export { slaStateOf } from './sla.ts'
export { SlaChip } from './sla-chip.tsx'
export { useElsewhere } from './use-elsewhere.ts'
export { useFolderCounts } from './use-folder-counts.ts'
export { useShownFolders } from './use-shown-folders.ts'
export { normOf, type Urgency, urgencyOf } from './waiting.ts'
export { WaitingTime } from './waiting-time.tsx'
