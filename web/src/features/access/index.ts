export { StartWork } from './start-work.tsx'
