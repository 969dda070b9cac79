import { connection } from 'next/server'
import pg from 'pg'

// The floor: the least that Next can do with these 50 rows. No login, no row-level security, no frame around it.

const pool = new pg.Pool({ connectionString: process.env.FLOOR_DATABASE_URL, max: 10 })

type Row = {
  id: string
  number: string
  title: string
  headline: string
  practice: string
  turnSince: Date
  species: string
}

export default async function Page() {
  await connection()
  const { rows } = await pool.query<Row>(
    `select c.id, c.number, c.title, c.headline, c."attendingVetPractice" as practice, c."turnSince", p.species
     from "Case" c join "Patient" p on p."ownerId" = c."ownerId" and p.id = c."patientId"
     where c."hospitalId" = $1 and c.status = 'IN_TRIAGE' order by c."turnSince" desc, c.id desc limit 50`,
    [process.env.FLOOR_HOSPITAL],
  )
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <a href={`/cases/${row.id}`}>{row.title}</a> {row.species} {row.number}
            </td>
            <td>{row.headline}</td>
            <td>{row.practice}</td>
            <td>{row.turnSince.toISOString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
