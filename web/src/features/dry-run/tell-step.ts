import type { TimelineStep } from '@otklik/protocol/settings'
import type { Words } from '@otklik/words'

/** Hollow — the customer; accent — we act; warn — somebody is left waiting. */
export type Tone = 'customer' | 'ours' | 'warn' | 'dropped'

export interface ToldStep {
  title: string
  /** Under it, quieter: why, and how long. */
  help: string
  tone: Tone
}

interface Telling {
  words: Words['web']['dryRun']
  /** «пн, 9:00» */
  momentOf(at: string): string
  timeOf(at: string): string
}

const waiting: ReadonlySet<TimelineStep['code']> = new Set<TimelineStep['code']>([
  'not-answered',
  'nobody-answered',
  'and-so-on',
  'nobody-there',
  'waits-by-hand',
  'team-told',
  'supervisors-told',
  'bot-unavailable',
  'kept-open',
  'still-waiting',
])

export function tellStep(step: TimelineStep, telling: Telling): ToldStep {
  const [title, ...help] = wordsOf(step, telling)
  return { title, help: help.filter((each) => each !== '').join(', '), tone: toneOf(step) }
}

function toneOf({ code, facts }: TimelineStep): Tone {
  if (code === 'customer-wrote') return 'customer'
  if (code === 'auto-reply-dropped') return 'dropped'
  const isLeft = code === 'closed-for-inactivity' && facts.unanswered !== undefined
  return isLeft || waiting.has(code) ? 'warn' : 'ours'
}

/** The title first, then what explains it. */
function wordsOf({ code, facts, at }: TimelineStep, telling: Telling): [string, ...string[]] {
  const { steps } = telling.words
  const fact = (key: string) => String(facts[key] ?? '')
  const number = (key: string) => Number(facts[key] ?? 0)
  const moment = (key: string) => telling.momentOf(fact(key))
  switch (code) {
    case 'customer-wrote':
      return [
        facts.again ? steps.wroteAgain : steps.wroteFirst,
        facts.newConversation ? steps.newConversation : '',
        facts.noMoreReplies ? steps.noMoreReplies : '',
      ]
    case 'waits-for-opening':
      return [
        steps.waitsForOpening,
        facts.opensAt ? steps.opens(moment('opensAt')) : steps.neverOpens,
      ]
    case 'opened':
      return [steps.opened, steps.countsFrom(telling.timeOf(at))]
    case 'queued-for-team':
      return [steps.queuedForTeam(fact('team'))]
    case 'queued-for-operator':
      return [steps.queuedForOperator(fact('operator'))]
    case 'offered':
      return [steps.offered(fact('name'))]
    case 'offer-expired':
      return [steps.notAccepted(fact('seconds')), fact('name')]
    case 'not-answered':
      return [steps.notAnswered(fact('name')), steps.passedOn]
    case 'nobody-answered':
      return [steps.nobodyAnswered]
    case 'and-so-on':
      return [
        steps.andSoOn,
        facts.until ? steps.untilThen(number('times'), moment('until')) : steps.untilTaken,
      ]
    case 'assigned':
      return [steps.assigned(fact('name'))]
    case 'waits-by-hand':
      return [steps.waitsByHand, steps.inTeam(fact('team'))]
    case 'nobody-there':
      return [steps.nobodyThere, facts.team ? steps.inTeam(fact('team')) : fact('operator')]
    case 'to-backup':
      return [steps.toBackup(fact('name'))]
    case 'team-told':
      return [steps.teamTold(fact('team')), steps.waited(number('minutes'))]
    case 'supervisors-told':
      return [steps.supervisorsTold, steps.waited(number('minutes'))]
    case 'operator-answered':
      return [steps.operatorAnswered(fact('name'))]
    case 'operator-closed':
      return [steps.operatorClosed(fact('name'))]
    case 'operator-away':
      return [steps.operatorAway(fact('name'))]
    case 'bot-took':
      return [steps.botTook(fact('name'))]
    case 'bot-unavailable':
      return [steps.botUnavailable]
    case 'auto-reply':
      return [steps.autoReply, steps.after(number('delayS'))]
    case 'auto-reply-dropped':
      return [steps.dropped, reasonOf(fact('reason'), telling), steps.after(number('delayS'))]
    case 'closed-for-inactivity':
      return [
        steps.closedForInactivity,
        steps.silence(number('hours')),
        facts.unanswered ? steps.unanswered : '',
      ]
    case 'closing-text':
      return [steps.closingText]
    case 'kept-open':
      return [steps.keptOpen, steps.keptBecause]
    case 'still-waiting':
      return [steps.stillWaiting]
  }
}

function reasonOf(reason: string, { words }: Telling): string {
  const { reasons } = words.steps
  return reasons[reason as keyof typeof reasons] ?? ''
}
