import { plural } from './plural.ts'

/** What a sentence of the check names: a limit, a channel, a label. */
type Facts = Readonly<Record<string, string | number>>

/** The builder around the steps: its head, its canvas, saving and publishing. */
export const builder = {
  draftSaved: (time: string) => `draft saved ${time}`,
  draftSaving: 'saving the draft',
  draftWaits: 'the draft is not saved yet',
  draftFailed: 'The draft is not saved',
  draftWrong: (step: string) => `The draft is not saved: correct the step “${step}”`,
  ahead: 'changes are not published',
  never: 'not published yet',
  same: 'published as it is',
  openStep: 'Open the step',
  unsaved: 'draft of the scenario',
  try: 'Try out',
  publish: 'Publish',
  publishing: 'Publishing',
  published: (name: string) =>
    `The chat-bot “${name}” is published. Conversations under way stay on the version before`,
  mendFirst: (count: number) =>
    `It cannot be published yet: correct ${plural(count, 'step', 'steps')}`,
  conflict: 'Somebody else has changed the draft',
  conflictBy: (name: string) => `${name} has changed the draft`,
  conflictByAt: (name: string, time: string) => `${name} changed the draft at ${time}`,
  conflictHelp: 'Your changes are here and not saved yet',
  undo: 'Undo',
  redo: 'Redo',
  exportFile: 'Save to a file',
  importFile: 'Take from a file',
  imported: (name: string) => `The scenario was taken from the file ${name}`,
  views: { canvas: 'Canvas', list: 'List' },
  view: 'View of the scenario',
  canvas: 'Canvas of the scenario',
  canvasKeys:
    'Tab goes to the next step, Enter opens its settings, arrows move it, Delete removes it, Ctrl C and Ctrl V copy and paste, Ctrl D duplicates',
  step: 'step',
  steps: 'Steps',
  addStep: 'Add a step',
  added: (name: string) => `The step “${name}” is added`,
  pasted: (count: number) => `Pasted: ${plural(count, 'step', 'steps')}`,
  removed: (count: number) => `Removed: ${plural(count, 'step', 'steps')}`,
  cannotPaste: 'What was copied holds no steps of a chat-bot',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomWhole: 'Show the whole scenario',
  zoomReset: (share: string) => `Zoom ${share}, back to 100%`,
  start: 'Beginning',
  startHelp: 'The customer wrote the first message',
  emptyTitle: 'The scenario has no steps yet',
  emptyHelp: 'Add the first step: the talk begins with it',
  problemOf: (part: string, sentence: string) => `${part}: ${sentence}`,
  moreProblems: (count: number) => `${plural(count, 'more remark', 'more remarks')}`,
  problems: (count: number) => plural(count, 'remark', 'remarks'),
  noProblems: 'No remarks',
  problemsTitle: 'What to look at',
  whole: 'The whole scenario',
  current: 'The chat-bot is here now',
}

/** What the check found; facts name a limit, a channel, a label. */
export const problems = {
  'no-start': () => 'The scenario begins with nothing: connect “Beginning” to a step',
  'loose-end': () => 'No step follows: the conversation stays with the chat-bot',
  unreachable: () => 'No step leads here: customers never see it',
  'unknown-step': () => 'Leads to a step that is not there',
  'duplicate-step': () => 'Two steps have the same name',
  'endless-loop': () => 'Steps go round without a word of the customer: the backup takes over',
  'no-text': () => 'There is no text: the customer sees nothing',
  'no-options': () => 'There is no option',
  'same-options': ({ label }: Facts) => `The option “${label}” is there already`,
  'too-many-options': ({ channel, limit, instead }: Facts) =>
    instead === 'lines'
      ? `More than ${limit} buttons: ${channel} shows the options as lines`
      : `More than ${limit} buttons: ${channel} does not show the others`,
  'long-label': ({ channel, limit, instead }: Facts) =>
    instead === 'lines'
      ? `The label is longer than ${limit} characters: ${channel} shows the options as lines`
      : `The label is longer than ${limit} characters: ${channel} cuts it`,
  'no-receiver': () => 'Nobody is chosen to hand over to',
  'no-such-operator': () => 'This operator is no longer there',
  'no-such-team': () => 'This team is no longer there',
  'no-such-bot': () => 'There is no such chat-bot',
  'no-such-template': () => 'There is no such template, or it is not approved',
  'no-such-channel': () => 'This channel is no longer there',
  'no-such-file': () => 'The file is no longer there',
  'wrong-url': () => 'The address will not do: a full one is needed, without variables in the host',
  'host-not-allowed': ({ host }: Facts) =>
    `${host} is inside the network: whoever looks after the installation allows it`,
  'wrong-header': ({ name }: Facts) => `The header “${name}” will not do`,
  'wrong-body': () => 'The body will not do: GET has none, the others need JSON',
  'unknown-variable': ({ name }: Facts) => `Nobody keeps {{${name}}}: it stays empty`,
  'no-test': () => 'It is not said what to compare with',
  'missing-values': ({ count }: Facts) =>
    `Variables of the template that are not filled in: ${count}`,
}
