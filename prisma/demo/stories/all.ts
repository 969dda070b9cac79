import type { Household } from '../story.ts'
import { RUIZ } from './ruiz.ts'

/** Everybody whose animals are in the demo. */
export const HOUSEHOLDS: readonly Household[] = [RUIZ]
