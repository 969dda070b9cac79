import type { Household } from '../story.ts'
import { DOYLE } from './doyle.ts'
import { EL_SAYED } from './el-sayed.ts'
import { KOWALSKA } from './kowalska.ts'
import { LIN } from './lin.ts'
import { OREILLY } from './oreilly.ts'
import { PAPADAKIS } from './papadakis.ts'
import { RUIZ } from './ruiz.ts'
import { SORENSEN } from './sorensen.ts'

/** Everybody whose animals are in the demo. */
export const HOUSEHOLDS: readonly Household[] = [RUIZ, DOYLE, LIN, EL_SAYED, PAPADAKIS, SORENSEN, OREILLY, KOWALSKA]
