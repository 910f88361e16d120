import type { Chat, Message } from '../whatsapp-network/model.ts'
import { callBack, toIso, toLegacyTime } from './callbacks.ts'
import type { Edna } from './edna.ts'
import type { Request, Subject } from './model.ts'

const NAMES = { accepted: 'ENQUEUED', sent: 'SENT', delivered: 'DELIVERED', read: 'READ' } as const

/** What of a refusal is a status of its own; the rest is FAILED. */
const STATUSES: Record<string, string> = {
  'not-whatsapp-user': 'UNDELIVERED',
  'user-blocked': 'UNDELIVERED',
  'no-match-template': 'NO-MATCH-TEMPLATE',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
}

export function tellMessageStatus(edna: Edna, _chat: Chat, message: Message): void {
  const request = edna.registry.requests.find(String(message.note?.requestId))
  const { status, problem } = message
  if (!request || !status) return
  if (status === 'failed') tellFailure(edna, request, String(problem?.code ?? 'error-system'))
  else tellStatus(edna, request, NAMES[status])
}

export function tellFailure(edna: Edna, request: Request, error: string): void {
  const status = STATUSES[error] ?? 'FAILED'
  const isWhole = ['EXPIRED', 'CANCELLED', 'NO-MATCH-TEMPLATE'].includes(status)
  tellStatus(edna, request, status, isWhole ? null : error)
}

export function tellStatus(
  edna: Edna,
  request: Request,
  status: string,
  error: string | null = null,
): void {
  const subject = edna.registry.subjects.find(request.line)
  if (!subject || !edna.registry.requests.find(request.id)) return
  request.status = status
  request.error = error
  edna.registry.requests.save(request)
  const at = edna.network.clock.now()
  const person = edna.network.world.findMessage(request.messageId)?.chat.person
  const body = subject.isLegacy ? legacyBody(request, at) : pulseBody(subject, request, at)
  callBack(edna.courier, subject, {
    ...{ to: 'statusCallbackUrl', kind: `status ${status}`, body },
    ...(person !== undefined && { person }),
  })
}

function pulseBody(subject: Subject, request: Request, at: number): object {
  const { status, error, comment } = request
  const isNameless = subject.hidesRequestIds && status === 'FAILED'
  const isPriced = status === 'DELIVERED' || status === 'READ'
  return {
    requestId: isNameless ? null : request.id,
    ...(!isNameless && { messageId: Number(request.messageId) }),
    cascadeId: subject.cascadeId,
    cascadeStageUUID: `001-${subject.subject}`,
    subject: subject.subject,
    subjectId: Number(subject.id),
    ...{ status, statusAt: toIso(at), error, comment },
    ...(isPriced && {
      paymentData: {
        '@type': 'WhatsAppConversationPaymentData',
        conversationId: `c${request.messageId}`,
        ...{ conversationType: 'service', chargeable: false, type: 'WHATSAPP_CONVERSATION' },
      },
    }),
  }
}

const legacyBody = ({ id, status, error }: Request, at: number) => ({
  imOutMessageId: id,
  dlvStatus: status.toLowerCase(),
  dlvStatusAt: toLegacyTime(at),
  dlvError: error,
  ...{ rate: 1, reserveSms: null },
})
