import 'server-only'
import { createHash } from 'node:crypto'
import { canonical, type Signed } from './rules.ts'

/** SHA-256 over everything that a signed version says, hexadecimal. */
export const contentHash = (signed: Signed): string => createHash('sha256').update(canonical(signed)).digest('hex')
