import type { ru } from '../../ru/index.ts'
