// Subscriptions: which plan a company has, and for how long; as the vendor's billing pushes them.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findCompany } from '../../db/companies.ts'
import { findSubscriptions, type Subscription, type SubscriptionKey } from '../../db/subscriptions.ts'
import { Refusal } from '../../domain/errors.ts'
import type { CompanyId, SubscriptionId } from '../../domain/ids.ts'
import { subscribe } from '../../services/subscribe.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { day, id, line } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'

const newSubscription = z
  .strictObject({
    plan: line(100).describe('As printed, in any case: ENTERPRISE, GOLD, softswitch Advanced'),
    catalogue: line(100).nullish().describe('Unless given: the standard one, or the only other one with such a plan'),
    startsOn: day,
    endsOn: day.nullish().describe('Included. Unless given: the end of the plan’s own period, or until further notice'),
    boughtOn: day.nullish().describe('Unless given: startsOn'),
    extends: id.nullish().describe('A running subscription: this one adds its limits. Without it an overlap is refused'),
  })
  .refine(({ startsOn, endsOn }) => endsOn == null || startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'must not be before startsOn',
  })

const subscription = model('Subscription', {
  id: z.string(),
  company: z.string(),
  catalogue: z.string(),
  plan: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable().describe('Null: until further notice'),
  boughtOn: z.string(),
  extends: z.string().nullable(),
})

const subscriptionKey: z.ZodType<SubscriptionKey> = z.tuple([day, z.uuid()])

export function addSubscriptionRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/companies/:id/subscriptions',
    {
      schema: {
        tags: ['companies'],
        summary: 'Give a company a plan',
        params: idPath,
        body: newSubscription,
        response: { 201: subscription },
      },
    },
    async (request, reply) => {
      const { plan, catalogue, startsOn, endsOn, boughtOn, extends: extendsId } = request.body
      const fields = {
        companyId: pathId<CompanyId>(request.params.id),
        plan,
        catalogue: catalogue ?? null,
        startsOn,
        endsOn: endsOn ?? null,
        boughtOn: boughtOn ?? null,
        extendsId: (extendsId ?? null) as SubscriptionId | null,
      }
      const work = async (tx: Tx) => saySubscription(await subscribe(tx, http.desk, fields))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/companies/:id/subscriptions',
    {
      schema: {
        tags: ['companies'],
        summary: 'List a company’s subscriptions, the earliest first',
        params: idPath,
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(subscription) },
      },
    },
    async ({ params, query }) => {
      const companyId = pathId<CompanyId>(params.id)
      const page = readPage(query, subscriptionKey)
      return http.database.transaction(async (tx) => {
        if ((await findCompany(tx, companyId)) === null) throw new Refusal('not-found')
        return toList(await findSubscriptions(tx, companyId, page), saySubscription)
      })
    },
  )
}

function saySubscription(row: Subscription): z.output<typeof subscription> {
  const { id, catalogue, plan, startsOn, endsOn, boughtOn } = row
  return { id, company: row.companyId, catalogue, plan, startsOn, endsOn, boughtOn, extends: row.extendsId }
}
