export { createSchedule } from './create-schedule.ts'
export { refuseWrongHours } from './edit-schedule.ts'
export { ringOpenings } from './ring-openings.ts'
export { scheduleRoutes } from './schedule-routes.ts'
