import type { PlannedFailure, SystemLine } from '@otklik/protocol'
import type { Words } from '@otklik/words'

import type { Formats } from '../../ui/formats.ts'

type SystemWords = Words['web']['system']
type Facts = SystemLine['parameters']

/** More names than this are counted instead. */
const mostNames = 4

/** A system line in the reader's language; what stands between ** is bold. */
export function sentenceOf(
  line: SystemLine | undefined,
  words: SystemWords,
  formats: Formats,
): string {
  if (!line) return words.unknown
  const { code, parameters } = line
  const name = parameters.name ?? ''
  switch (code) {
    case 'opened':
      return words.opened
    case 'continued':
      return words.continued(parameters.number ?? '')
    case 'started':
      return words.started(parameters.payload ?? '')
    case 'pressed':
      return words.pressed(parameters.label ?? '')
    case 'closed':
      return closed(parameters, words, formats)
    case 'close-interrupted':
      return words.closeInterrupted
    case 'contact-blocked':
      return words['contact-blocked']
    case 'contact-unblocked':
      return words['contact-unblocked']
    case 'channel-disconnected':
      return words['channel-disconnected'](name)
    case 'visit-confirmed':
      return words.visitConfirmed(name, parameters.number ?? '', parameters.source ?? '')
    default:
      return givingOut(line, words, formats)
  }
}

/** Who has it, who was asked, and why it moved. */
function givingOut({ code, parameters }: SystemLine, words: SystemWords, formats: Formats): string {
  const name = parameters.name ?? ''
  switch (code) {
    case 'began':
      return words.began(name)
    case 'taken':
      return words.taken(name)
    case 'returned':
      return words.returned(name)
    case 'waits-for-opening':
      return words.waitsForOpening
    case 'released':
      return words.released
    case 'offered':
      return words.offered(name) + byRule(parameters, words)
    case 'offered-to-all':
      return words.offeredToAll(fewNames(name, words))
    case 'accepted':
      return words.accepted(name)
    case 'declined':
      return words.declined(name)
    case 'not-accepted':
      return words.notAccepted(
        fewNames(name, words),
        formats.duration(Number(parameters.seconds) * 1000),
      )
    case 'assigned':
      return words.assigned(name) + byRule(parameters, words)
    case 'not-answered':
      return words.notAnswered(name)
    case 'nobody-answered':
      return words.nobodyAnswered
    case 'transfer-undone':
      return words.transferUndone(name)
    case 'transferred':
      return transferred(parameters, words)
    case 'held':
      return words.held(name)
    case 'resumed':
      return words.resumed(name)
    case 'snoozed':
      return words.snoozed(name, momentOf(parameters.until, formats))
    case 'sla-broken':
      return slaBroken(parameters, words, formats)
    case 'window-closed':
      return words.windowClosed(Number(parameters.hours))
    case 'rated':
      return words.rated(markOf(parameters))
    case 'snooze-over':
      return words.snoozeOver
    case 'planned-not-sent':
      return words.plannedNotSent(
        parameters.author ?? '',
        plannedReason(parameters.reason as PlannedFailure, name, words),
      )
    default:
      return changedHands({ code, parameters }, words)
  }
}

/** Why what was to be sent later was not; also said where the message itself is shown. */
export function plannedReason(
  reason: PlannedFailure,
  name: string,
  { plannedReasons }: SystemWords,
): string {
  const said = plannedReasons[reason]
  return typeof said === 'function' ? said(name) : said
}

function changedHands({ code, parameters }: SystemLine, words: SystemWords): string {
  const name = parameters.name ?? ''
  switch (code) {
    case 'moved-to-backup':
      return words.movedToBackup(name)
    case 'receiver-changed':
      return words.receiverChanged(name)
    case 'bot-took':
      return words.botTook(name)
    case 'given-to-bot':
      return words.givenToBot(name, parameters.to ?? '')
    case 'bot-handed-over':
      return words.botHandedOver(parameters.bot ?? '', name)
    case 'bot-unavailable':
      return words.botUnavailable(parameters.bot ?? '', name)
    case 'supervisors-told':
      return words.supervisorsTold(parameters.minutes ?? '')
    case 'team-told':
      return words.teamTold(parameters.team ?? '', parameters.minutes ?? '')
    case 'silence-told':
      return words.silenceTold(name, parameters.minutes ?? '')
    case 'assignee-away':
      return words.assigneeAway(name)
    case 'assignee-gone':
      return words.assigneeGone(name)
    default:
      return acted({ code, parameters }, words)
  }
}

/** What was done with it beside giving it on. */
function acted({ code, parameters }: SystemLine, words: SystemWords): string {
  const { name = '', from = '', to = '', channel = '', number = '' } = parameters
  switch (code) {
    case 'topic-changed':
      return words.topicChanged(name, from, to)
    case 'answer-waived':
      return words.answerWaived(name)
    case 'answer-owed':
      return words.answerOwed(name)
    case 'not-spam':
      return words.notSpam(name)
    case 'continues-from':
      return words.continuesFrom(channel, number)
    case 'continued-elsewhere':
      return words.continuedElsewhere(channel, number)
    case 'form-filled':
      return formFilled(parameters, words)
    case 'question-chosen':
      return words.questionChosen((parameters.question ?? '').replaceAll('**', '∗∗'))
    default:
      return words.unknown
  }
}

/** The customer's own words: what stands for bold in ours is nothing in theirs. */
function formFilled(answer: Facts, { formFilled, formFields }: SystemWords): string {
  const fields = Object.entries(formFields).flatMap(([field, label]) => {
    const said = answer[field]?.replaceAll('**', '∗∗')
    return said ? [`${label}\u00a0**${said}**`] : []
  })
  return fields.length > 0 ? `${formFilled}: ${fields.join(', ')}` : formFilled
}

function slaBroken({ kind, seconds }: Facts, words: SystemWords, formats: Formats): string {
  const broken = new Map(Object.entries(words.slaBroken))
  const say = broken.get(kind ?? '') ?? words.slaBroken.next
  return say(formats.term(Number(seconds) * 1000))
}

/** 👍 and 👎 are told as what the customer saw. */
function markOf({ score = '', scale }: Facts): string {
  if (scale !== 'thumbs') return score
  return score === '5' ? '👍' : '👎'
}

function transferred({ name = '', to = '', kind }: Facts, words: SystemWords): string {
  return kind === 'team' ? words.transferredToTeam(name, to) : words.transferred(name, to)
}

function closed({ reason, name = '', hours }: Facts, words: SystemWords, formats: Formats): string {
  if (reason === 'timeout') {
    return words.closedByTimeout(hours ? formats.spokenDuration(Number(hours) * 3_600_000) : '')
  }
  // A bot's template opens nothing that somebody would have to close (WA-13).
  if (reason === 'bot' || reason === 'outbound-template') return words.closedByBot(name)
  if (reason === 'spam') return words.closedAsSpam(name)
  if (reason === 'barred') return words.closedAsBarred(name)
  if (reason === 'erased') return words.closedAsErased(name)
  if (reason === 'imported') return words.closedBefore
  return words.closed(name)
}

function fewNames(names: string, { andMore }: SystemWords): string {
  const all = names.split(', ')
  if (all.length <= mostNames) return names
  return andMore(all.slice(0, mostNames - 1).join(', '), all.length - mostNames + 1)
}

function momentOf(until: string | undefined, formats: Formats): string {
  return until ? formats.moment(new Date(until)) : ''
}

/** Which rule chose, where that says more than the line does. */
function byRule({ rule }: Facts, words: SystemWords): string {
  const named = rule && (words.byRule as Record<string, string>)[rule]
  return named ? `, ${named}` : ''
}
