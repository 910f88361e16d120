/** «Состояние»: how one channel does and how it did. */
export const channelState = {
  now: 'Now',
  calls: 'Calls of the platform',
  lasts: (age: string) => age,
  refusals: 'Refusals of the last 24 hours',
  refusalsHelp: 'What the platform answered to our sending. What is tried again may still leave',
  noRefusals: 'There were none',
  noAnswer: 'the platform did not answer, the message may have arrived',
  lastTime: (age: string) => `the last one ${age} ago`,
  repeated: (count: string) => `tried again by itself: ${count}`,
  watch: 'Connection to the platform',
  watchHelp: 'Otklik looks at its subscription every five minutes and restores it by itself',
  wellAt: 'Last look',
  unsubscribed: (age: string) =>
    `The platform has told us nothing for ${age}. Otklik is subscribing again`,
  missed: (moment: string) =>
    `Some events after ${moment} may be missing. Otklik will ask for them`,
  token: 'Token ends',
  left: (duration: string) => `${duration} left`,
  over: 'it is over',
  forEver: 'never',
  history: 'Earlier states',
  historyHelp: 'Of the last 90 days',
  lasted: (duration: string) => `lasted ${duration}`,
}
