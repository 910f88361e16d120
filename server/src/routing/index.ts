export { actAlone } from './act-alone.ts'
export { drainRouting } from './drain.ts'
