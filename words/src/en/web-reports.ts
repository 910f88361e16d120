import { reports } from './web/reports.ts'

/** «Отчёты»: with their pages. */
export const webReports = { reports }
