export { type AnyCentre, createAnyCentre, freePort, type Someone } from './any-centre.ts'
export {
  type Browser,
  createTestApp,
  type Member,
  type TestApp,
  type TestAppOptions,
} from './app.ts'
export { atEnd } from './at-end.ts'
export { type BotCentre, createBotCentre } from './bot-centre.ts'
export { VirtualClock } from './clock.ts'
export { conversationWith } from './conversation-with.ts'
export {
  type Customer,
  type Customers,
  comesOfAnAdvertisement,
  openCustomers,
} from './customers.ts'
export { createTestDatabase } from './database.ts'
export { type ExampleBot, exampleBot } from './example-bot.ts'
export { type FilledCompany, fillCompany } from './filled-company.ts'
export { openIdentityProvider } from './identity-provider.ts'
export { type Listener, openListening } from './listener.ts'
export { createTestCentre, type Person, type PhoneMessage, type TestCentre } from './messenger.ts'
export { type PlantedPast, plantPast } from './planted-past.ts'
export { openProgram, says, type TestProgram } from './program.ts'
export { openPushService, type PushService, type TestBrowser } from './push-service.ts'
export { openQuality, type Quality, refused } from './quality.ts'
export { readReport } from './read-report.ts'
export { openReceiver, type Received, type Receiver } from './receiver.ts'
export {
  aContext,
  alwaysOpen,
  aTeam,
  channelRules,
  everyone,
  openBetween,
  someSettings,
  teamSettings,
} from './rules.ts'
export { openRulesForm, type RulesForm } from './rules-form.ts'
export { type Operation, type Schema, sampleOf } from './sample-body.ts'
export { lines, openScene, type Scene, spoken } from './scene.ts'
export { addLinkingPlatform, aWidget } from './site-widget.ts'
export {
  addTrialPlatform,
  createTrialCentre,
  TRIAL,
  type TrialCentre,
  trialMessage,
} from './trial-platform.ts'
export { aTemplate, platformWithTemplates, TemplateShelf } from './trial-templates.ts'
export {
  openTwoTeams,
  type SightedConversation,
  type SightedReader,
  sendTo,
  type TwoTeams,
} from './two-teams.ts'
export { until } from './until.ts'
