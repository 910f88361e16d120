export { type Monitored, metricsRoute } from './metrics-route.ts'
