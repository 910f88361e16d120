export { connectDemoChannel } from './connect-demo-channel.ts'
export { type Sandbox, startSandbox } from './start-sandbox.ts'
