import type { Conversation } from '../../rules/index.ts'
import type { Happened, World } from './world.ts'

interface Seen extends Happened {
  after: Conversation
  codes: string[]
}

interface Sees {
  (seen: Seen): boolean
  /** Where only this can bring it about, it is not asked of other steps. */
  when?: When
}

/** A trigger, a line that was said, or one of three things a step can have. */
type When = `on ${Happened['trigger']['type']}` | `said ${string}` | Rare
type Rare = 'decided' | 'refused' | 'sent'

const only = (when: When, sees: Sees): Sees => Object.assign((seen: Seen) => sees(seen), { when })
const said = (code: string): Sees => only(`said ${code}`, ({ codes }) => codes.includes(code))
const both = (one: Sees, other: Sees): Sees => {
  const when = one.when ?? other.when
  const sees = (seen: Seen) => one(seen) && other(seen)
  return when ? only(when, sees) : sees
}
const on = (type: Happened['trigger']['type']): Sees =>
  only(`on ${type}`, ({ trigger }) => trigger.type === type)
const was =
  (status: Conversation['holding']['status']): Sees =>
  ({ before }) =>
    before?.holding.status === status
const becomes =
  (status: Conversation['holding']['status']): Sees =>
  ({ after }) =>
    after.holding.status === status
const isLate: Sees = ({ before, after, world }) =>
  after.holding.status === 'closed' &&
  before?.holding.status !== 'closed' &&
  after.holding.at < world.now
const decidedBy = (rule: string): Sees =>
  only('decided', ({ trigger }) => 'decision' in trigger && trigger.decision.rule === rule)
const says = (text: string): Sees =>
  only('sent', ({ result }) =>
    result.effects.some((effect) => effect.type === 'send' && effect.message.text.startsWith(text)),
  )
const refuses = (code: string): Sees =>
  only('refused', ({ result }) => result.refusal?.code === code)
const closedBy = (reason: string): Sees =>
  both(
    said('closed'),
    ({ after }) => after.holding.status === 'closed' && after.holding.reason === reason,
  )
const isHeldBefore: Sees = ({ before }) =>
  before?.holding.status === 'assigned' && before.holding.heldSince !== undefined
const isAwaitingOpening: Sees = ({ before }) =>
  before?.holding.status === 'queued' && before.holding.waitsForOpening === true
const isFromBackup: Sees = ({ before }) =>
  before?.holding.status === 'queued' && before.holding.queue.by === 'backup'

/** What a run of all seeds has to visit: one that does not is too weak to prove anything. */
const situations: Record<string, Sees> = {
  'a conversation is linked to the last': said('continued'),
  'it comes off hours': said('waits-for-opening'),
  'it is released at opening': said('released'),
  'it is given out at opening before the sweep': both(isAwaitingOpening, on('offered')),
  'it is taken before opening': both(isAwaitingOpening, said('taken')),
  'it is closed before opening': both(isAwaitingOpening, becomes('closing')),
  'it is offered to one': said('offered'),
  'it is offered to all': said('offered-to-all'),
  'an offer is accepted': said('accepted'),
  'an offer is declined': said('declined'),
  'one of several declines': both(said('declined'), becomes('offered')),
  'an offer passes': said('not-accepted'),
  'somebody else takes what is offered': both(was('offered'), said('taken')),
  'an offer is taken too late': both(on('declined'), refuses('offer-gone')),
  'it is closed while it is offered': both(was('offered'), becomes('closing')),
  'an offer is taken back by an edit': both(
    both(was('offered'), on('reconsidered')),
    becomes('queued'),
  ),
  'it is assigned at once': both(
    said('assigned'),
    ({ after }) => after.holding.status === 'assigned' && after.holding.answerUntil !== undefined,
  ),
  'it is not answered in time': said('not-answered'),
  'everybody was asked: by hand': both(on('nobody-answered'), said('nobody-answered')),
  'everybody was asked: backup': both(on('nobody-answered'), said('moved-to-backup')),
  'its team is told': said('team-told'),
  'whoever holds it is silent': said('silence-told'),
  'a promise is broken': said('sla-broken'),
  'it waits too long': said('supervisors-told'),
  'it waits too long for a backup': both(said('supervisors-told'), said('moved-to-backup')),
  'a backup waits too long': both(isFromBackup, said('supervisors-told')),
  'an offer waits too long': both(was('offered'), said('supervisors-told')),
  'least loaded decides': decidedBy('least-loaded'),
  'round robin decides': decidedBy('round-robin'),
  'all at once decides': decidedBy('all-at-once'),
  'strict order decides': decidedBy('strict-order'),
  'skills decide': decidedBy('skills'),
  'relaxed skills decide': only(
    'decided',
    ({ trigger }) => 'decision' in trigger && trigger.decision.isRelaxed === true,
  ),
  'the last operator comes first': decidedBy('sticky'),
  'an own queue decides': decidedBy('own-queue'),
  'a hand-over arrives': decidedBy('transfer'),
  'an orphan is given at once': decidedBy('reassign'),
  'it is transferred': said('transferred'),
  'it is transferred from the queue': both(was('queued'), said('transferred')),
  'it is returned': said('returned'),
  'it is taken over': both(was('assigned'), said('taken')),
  'a second one comes too late': refuses('already-taken'),
  'its operator stays away': said('assignee-away'),
  'its operator is shut out': said('assignee-gone'),
  'its operator is shut out while it closes': both(was('closing'), said('assignee-gone')),
  'its receiver changes': said('receiver-changed'),
  'its receiver changes while it is offered': both(was('offered'), said('receiver-changed')),
  'a bot gets it': said('bot-took'),
  'its bot does not answer': both(on('time-passed'), said('bot-unavailable')),
  'its bot fails': both(on('bot-failed'), said('bot-unavailable')),
  'its bot is not there at all': both(on('contact-wrote'), said('bot-unavailable')),
  'its bot goes away': both(both(was('bot'), on('reconsidered')), said('bot-unavailable')),
  'its bot goes away while it closes': both(was('closing'), said('bot-unavailable')),
  'its bot fails off hours, and one text says so': says('бот молчит'),
  'a bot speaks': says('ответ бота'),
  'a bot hands over': both(on('bot-answered'), said('bot-handed-over')),
  'a bot hands over off hours': both(said('bot-handed-over'), said('waits-for-opening')),
  'a bot closes': closedBy('bot'),
  'a bot answers too late': refuses('turn-over'),
  'a bot is asked what came meanwhile': both(both(was('bot'), on('bot-answered')), ({ result }) =>
    result.effects.some(({ type }) => type === 'ask-bot'),
  ),
  'a bot is asked anew after an undone close': both(on('close-undone'), ({ result }) =>
    result.effects.some(({ type }) => type === 'ask-bot'),
  ),
  'a bot is woken': both(on('time-passed'), ({ result }) =>
    result.effects.some(({ type }) => type === 'ask-bot'),
  ),
  'a bot gets at opening what waited for it': both(isAwaitingOpening, said('bot-took')),
  'it is taken from a bot': both(was('bot'), said('taken')),
  'it is given to a bot': said('given-to-bot'),
  'somebody answers past a bot': both(on('answered-elsewhere'), said('bot-handed-over')),
  'it is closed by silence while a bot holds it': both(was('bot'), closedBy('timeout')),
  'a label is typed and so pressed': both(on('contact-wrote'), ({ result }) =>
    result.effects.some(
      (effect) => effect.type === 'ask-bot' && effect.inputs.some(({ type }) => type === 'pressed'),
    ),
  ),
  'it is held': said('held'),
  'it is resumed': both(on('resumed'), said('resumed')),
  'a word ends a hold': both(both(isHeldBefore, on('contact-wrote')), said('resumed')),
  'it is put off': said('snoozed'),
  'a pause is over': said('snooze-over'),
  'a pause into the past is refused': refuses('in-the-past'),
  'it is closed by an operator': closedBy('operator'),
  'it is closed as spam': closedBy('spam'),
  'it is closed by silence': closedBy('timeout'),
  'it is closed by silence in the queue': both(was('queued'), closedBy('timeout')),
  'it is closed by silence while offered': both(was('offered'), closedBy('timeout')),
  'it is closed late': isLate,
  'a word interrupts a close': said('close-interrupted'),
  'a close is undone': both(
    was('closing'),
    both(on('close-undone'), ({ after }) => after.holding.status !== 'closing'),
  ),
  'silence and a close are due together': both(
    was('closing'),
    ({ before, context, world }) =>
      context.rules.inactivityMs !== undefined &&
      (before?.lastActivityAt ?? 0) + context.rules.inactivityMs <= world.now,
  ),
  'a working-time reply is sent': says('рабочий'),
  'an off-hours reply is sent': says('ночной'),
  'the closing text is sent': says('До свидания'),
  'a closing text meets a customer who blocked us': both(
    said('closed'),
    ({ context }) => context.contact.isBlocking && context.rules.closingText !== undefined,
  ),
  'a closing text meets a disconnected channel': both(
    said('closed'),
    ({ context }) => !context.channel.isConnected && context.rules.closingText !== undefined,
  ),
  'several deadlines are told at once': both(on('time-passed'), ({ codes }) => codes.length >= 3),
}

type Named = [string, Sees]

const byWhen = Map.groupBy<string | undefined, Named>(
  Object.entries(situations),
  ([, { when }]) => when,
)
const ofTriggers = new Map<string, Named[]>()
const ofLines = new Map<string, Named[]>()
for (const [when = '', list] of byWhen) {
  const [kind, name = ''] = when.split(' ')
  if (kind === 'on') ofTriggers.set(name, list)
  if (kind === 'said') ofLines.set(name, list)
}
const of = (when: Rare | undefined): Named[] => byWhen.get(when) ?? []
const rare = {
  always: of(undefined),
  decided: of('decided'),
  refused: of('refused'),
  sent: of('sent'),
}
const none: Named[] = []

/** Counts how often each situation is met. */
export class Reachability {
  readonly counts = new Map<string, number>(Object.keys(situations).map((name) => [name, 0]))

  watch(world: World): void {
    world.watchers.push((happened) => {
      const { trigger, result } = happened
      const after = result.conversation
      if (!after) return
      const codes: string[] = []
      let isSent = false
      for (const effect of result.effects) {
        if (effect.type === 'send') isSent = true
        const code = effect.type === 'add-message' && effect.message.content.system?.code
        if (code) codes.push(code)
      }
      const seen: Seen = { ...happened, after, codes }
      this.#look(rare.always, seen)
      this.#look(ofTriggers.get(trigger.type) ?? none, seen)
      if (codes.length > 0) {
        for (const code of new Set(codes)) this.#look(ofLines.get(code) ?? none, seen)
      }
      if ('decision' in trigger) this.#look(rare.decided, seen)
      if (result.refusal) this.#look(rare.refused, seen)
      if (isSent) this.#look(rare.sent, seen)
    })
  }

  get missing(): string[] {
    return [...this.counts].filter(([, count]) => count === 0).map(([name]) => name)
  }

  #look(list: Named[], seen: Seen): void {
    for (const [name, sees] of list) {
      if (sees(seen)) this.counts.set(name, this.counts.get(name)! + 1)
    }
  }
}
