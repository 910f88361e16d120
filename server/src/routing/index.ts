export { actAlone } from './act-alone.ts'
export { drainRouting } from './drain.ts'
export { listRoster } from './read-pool.ts'
