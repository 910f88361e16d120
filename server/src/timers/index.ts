export { fireDeadlines } from './fire-deadlines.ts'
export { noticeAbsences } from './notice-absences.ts'
export { runSweeps } from './run-sweeps.ts'
