export { filterFrom } from './filter-from.ts'
