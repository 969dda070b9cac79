// Runs before each *.db.test.ts is imported, so that modules which read the environment on import find it complete.
import { afterAll } from 'vitest'
import { openTestDatabase } from './database.ts'

const database = await openTestDatabase()
afterAll(() => database.close())
