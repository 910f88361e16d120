export { alone, type Duties } from './duties.ts'
export { joinProcesses, type Member } from './member.ts'
export { createNatsWire } from './nats-wire.ts'
export { createNotifyWire } from './notify-wire.ts'
