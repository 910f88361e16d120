import { reportPages } from './web/report-pages.ts'
import { reports } from './web/reports.ts'

/** «Отчёты»: with their pages. */
export const webReports = { reportPages, reports }
