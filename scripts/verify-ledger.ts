import pg from 'pg'

// `npm run verify:ledger`: the chain of events and the money, row by row, as the tables' owner. Names the first broken row.

type Finding = { what: string; where: string; problem: string }

/** @returns what is broken, in the order of checking; empty when all is well */
export async function verifyLedger(
  ownerUrl: string,
): Promise<{ cases: number; events: number; transactions: number; findings: Finding[] }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const counted = await client.query<{ cases: number; events: number; transactions: number }>(`
      select (select count(*)::int from "CaseChain") as cases, (select count(*)::int from "CaseEvent") as events,
        (select count(distinct "transactionId")::int from "LedgerEntry") as transactions`)
    const findings: Finding[] = []
    for (const check of CHECKS) {
      const { rows } = await client.query<{ where: string; problem: string }>(check.sql)
      findings.push(...rows.map((row) => ({ what: check.what, ...row })))
    }
    return { ...(counted.rows[0] ?? { cases: 0, events: 0, transactions: 0 }), findings }
  } finally {
    await client.end()
  }
}

const CHECKS = [
  {
    what: 'chain',
    sql: `select c.number || ' event ' || v.seq as where, v.problem from app.verify_chain() v join "Case" c on c.id = v."caseId" order by c.id limit 20`,
  },
  {
    what: 'transaction',
    sql: `select "transactionId"::text as where, 'sums to ' || sum("amountMinor") || ' ' || currency || ', not to zero' as problem
      from "LedgerEntry" group by "transactionId", currency having sum("amountMinor") <> 0 order by min(at) limit 20`,
  },
  {
    what: 'payment',
    sql: `select c.number || ' payment ' || p.id as where, 'is ' || p.status || ' but Stripe holds ' || coalesce(b.held, 0) || ' of ' || p."amountMinor" as problem
      from "Payment" p join "Case" c on c.id = p."caseId"
      left join lateral (select sum(l."amountMinor") as held from "LedgerEntry" l where l."caseId" = p."caseId" and l."paymentId" = p.id and l.account = 'stripe') b on true
      where coalesce(b.held, 0) <> case when p.status in ('PAID', 'REFUND_DUE') then p."amountMinor" else 0 end order by p.id limit 20`,
  },
] as const

if (import.meta.main) {
  const ownerUrl = process.env.DATABASE_OWNER_URL ?? (await runningProduct())
  const { cases, events, transactions, findings } = await verifyLedger(ownerUrl)
  console.log(`${events} events in ${cases} cases, ${transactions} money transactions`)
  for (const { what, where, problem } of findings) console.error(`BROKEN ${what}: ${where} ${problem}`)
  console.log(findings.length === 0 ? 'The ledger verifies.' : `First broken row: ${findings[0]?.where}`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

/** The database of the product that `npm start` runs on this machine. */
async function runningProduct(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const path = await import('node:path')
  try {
    const file = path.join(import.meta.dirname, '../.data/running.json')
    return (JSON.parse(await readFile(file, 'utf8')) as { ownerUrl: string }).ownerUrl
  } catch {
    throw new Error('Set DATABASE_OWNER_URL, or start the product first with `npm start`.')
  }
}
