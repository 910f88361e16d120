export { Troubles } from './troubles.tsx'
