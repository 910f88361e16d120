export { connectDemoChannels } from './connect-demo-channels.ts'
export { makeDemoBots } from './make-demo-bots.ts'
export { demoOrderRoutes } from './order-routes.ts'
export { type Sandbox, startSandbox } from './start-sandbox.ts'
