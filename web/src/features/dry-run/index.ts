export { DryRunPanel } from './dry-run-panel.tsx'
