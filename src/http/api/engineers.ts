// Engineers and admins, their rest, and their link codes.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { toQuietHours } from '../../db/engineer-rest.ts'
import { type EngineerRecord, findEngineerRecord, findEngineerRecords } from '../../db/person-records.ts'
import { Refusal } from '../../domain/errors.ts'
import type { EngineerId } from '../../domain/ids.ts'
import { isAway, sayTimeOfDay } from '../../domain/rest.ts'
import { changeEngineer } from '../../services/change-person.ts'
import { changeRest } from '../../services/change-rest.ts'
import { issueLinkCode } from '../../services/issue-link-code.ts'
import { registerEngineer } from '../../services/register-engineer.ts'
import { answerOnce } from '../answer-once.ts'
import { instant, line, sayInstant, timeOfDay } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'
import { withoutAbsent } from '../without-absent.ts'
import { engineer, linkCode, sayCode, sayPerson } from './people-answers.ts'
import { address, addressChange, nothing, toAddress } from './people-fields.ts'

const newEngineer = z.strictObject({
  name: line(200),
  role: z.enum(['engineer', 'admin']),
  ...address,
  publicContact: z.boolean().nullish().describe('Clients see the address once a ticket is theirs'),
})

const engineerChange = z.strictObject({
  ...addressChange,
  role: z.enum(['engineer', 'admin']).optional(),
  publicContact: z.boolean().optional(),
  quietHours: z
    .strictObject({ from: timeOfDay(1439), to: timeOfDay(1439) })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must not be the same as from' })
    .nullable()
    .optional()
    .describe('Notices wait and come as one; calls for Blockers do not. Local time in Europe/Vilnius; null: none'),
  away: z
    .strictObject({ until: instant.nullable() })
    .nullable()
    .optional()
    .describe('Neither told, called nor suggested until then; until null: until they are back. away null: they are back'),
})

export function addEngineerRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/engineers',
    { schema: { tags: ['engineers'], summary: 'Register an engineer or admin', body: newEngineer, response: { 201: engineer } } },
    async (request, reply) => {
      const { role, publicContact, ...rest } = request.body
      const fields = { ...toAddress(rest), role, publicContact: publicContact ?? false }
      const work = async (tx: Tx) => sayEngineer(await registerEngineer(tx, fields), tx.now)
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/engineers',
    {
      schema: {
        tags: ['engineers'],
        summary: 'List engineers and admins',
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(engineer) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      return http.database.transaction(async (tx) =>
        toList(await findEngineerRecords(tx, page), (row) => sayEngineer(row, tx.now)),
      )
    },
  )

  app.patch(
    '/engineers/:id',
    {
      schema: {
        tags: ['engineers'],
        summary: 'Change an engineer or admin',
        params: idPath,
        body: engineerChange,
        response: { 200: engineer },
      },
    },
    async ({ params, body }) => {
      const id = pathId<EngineerId>(params.id)
      return http.database.transaction((tx) => change(tx, http, id, body))
    },
  )

  app.post(
    '/engineers/:id/link-codes',
    {
      schema: {
        tags: ['engineers'],
        summary: 'Make a one-time code that links a chat',
        params: idPath,
        body: nothing,
        response: { 201: linkCode },
      },
    },
    async (request, reply) => {
      const engineerId = pathId<EngineerId>(request.params.id)
      const work = async (tx: Tx) => sayCode(await issueLinkCode(tx, http.desk, { engineerId }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

/** All of it or none. Access that is given back, or taken, comes before rest: only who is active rests. */
async function change(
  tx: Tx,
  { desk }: HttpContext,
  id: EngineerId,
  { quietHours, away, ...rest }: z.output<typeof engineerChange>,
): Promise<z.output<typeof engineer>> {
  const changed = await changeEngineer(tx, desk, id, withoutAbsent(rest))
  if (quietHours === undefined && away === undefined) return sayEngineer(changed, tx.now)
  const until = away == null ? null : away.until
  const absence = away == null ? away : { until: until === null ? null : new Date(until) }
  await changeRest(tx, desk, changed, withoutAbsent({ quietHours, away: absence }))
  const rested = await findEngineerRecord(tx, id)
  if (rested === null) throw new Refusal('not-found')
  return sayEngineer(rested, tx.now)
}

function sayEngineer(row: EngineerRecord, now: Date): z.output<typeof engineer> {
  const quiet = toQuietHours(row.quietFromMinute, row.quietToMinute)
  const { awaySince, awayUntil } = row
  return {
    ...sayPerson(row),
    role: row.role,
    publicContact: row.publicContact,
    quietHours: quiet === null ? null : { from: sayTimeOfDay(quiet.from), to: sayTimeOfDay(quiet.to) },
    away:
      awaySince === null || !isAway(row, now)
        ? null
        : { since: sayInstant(awaySince), until: awayUntil === null ? null : sayInstant(awayUntil) },
  }
}
