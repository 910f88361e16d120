export { DryRunButton } from './dry-run-button.tsx'
export { DryRunPanel } from './dry-run-panel.tsx'
