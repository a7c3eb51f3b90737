// Companies and their servers, as the vendor's CRM pushes them.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { type CompanyRow, findCompanies, findCompany, type ServerRow } from '../../db/companies.ts'
import { Refusal } from '../../domain/errors.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { mostVatRate } from '../../domain/vat.ts'
import { findTerms } from '../../services/find-terms.ts'
import { changeCompany, registerCompany } from '../../services/register-company.ts'
import { registerServer } from '../../services/register-server.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { email, language, line, sayInstant, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'
import { withoutAbsent } from '../without-absent.ts'

const emails = z.array(email).max(4)

/** As invoices name the company, and its tax. */
const buyer = {
  legalName: line(200).nullish().describe('Unless given: the name'),
  registrationCode: line(50).nullish(),
  vatCode: line(50).nullish(),
  address: text(500).nullish().describe('Lines of the postal address'),
  vatRate: z
    .int()
    .min(0)
    .max(mostVatRate)
    .nullish()
    .describe('Thousandths on top of every price: 210 is 21 %. Without it invoices show no VAT'),
  vatExemption: text(300).nullish().describe('Why there is no VAT; stands on the invoice'),
}

const newCompany = z.strictObject({
  name: line(200),
  externalId: line(200).nullish(),
  emails: emails.nullish(),
  requestEmail: email.nullish(),
  language: language.nullish(),
  licence: z.boolean().nullish(),
  ...buyer,
})

const companyChange = z.strictObject({
  name: line(200).optional(),
  externalId: line(200).nullable().optional(),
  emails: emails.optional(),
  requestEmail: email.nullable().optional(),
  language: language.nullable().optional(),
  licence: z.boolean().optional(),
  ...buyer,
})

const company = model('Company', {
  id: z.string(),
  name: z.string(),
  externalId: z.string().nullable(),
  emails: z.array(z.string()),
  requestEmail: z.string().nullable(),
  language: z.string().nullable(),
  licence: z.boolean(),
  legalName: z.string().nullable(),
  registrationCode: z.string().nullable(),
  vatCode: z.string().nullable(),
  address: z.string().nullable(),
  vatRate: z.number().nullable(),
  vatExemption: z.string().nullable(),
  createdAt: z.string(),
  plan: z
    .object({ catalogue: z.string(), name: z.string(), endsOn: z.string().nullable() })
    .nullable()
    .optional()
    .describe('The active plan; only where one company is read'),
})

const newServer = z.strictObject({ name: line(100), product: line(100).nullish(), version: line(100).nullish() })

const server = model('Server', {
  id: z.string(),
  company: z.string(),
  name: z.string(),
  product: z.string().nullable(),
  version: z.string().nullable(),
})

export function addCompanyRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/companies',
    { schema: { tags: ['companies'], summary: 'Register a company', body: newCompany, response: { 201: company } } },
    async (request, reply) => {
      const { name, externalId, emails, requestEmail, language, licence, ...buyer } = request.body
      const fields = {
        ...withoutAbsent(buyer),
        name,
        externalId: externalId ?? null,
        emails: emails ?? [],
        requestEmail: requestEmail ?? null,
        language: language ?? null,
        licence: licence ?? false,
      }
      const work = async (tx: Tx) => sayCompany(await registerCompany(tx, fields))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/companies',
    {
      schema: {
        tags: ['companies'],
        summary: 'List companies, or find one by the id another system has for it',
        querystring: z.strictObject({ ...pageQuery, externalId: line(200).optional() }),
        response: { 200: listOf(company) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      const found = await http.database.transaction((tx) => findCompanies(tx, { externalId: query.externalId }, page))
      return toList(found, sayCompany)
    },
  )

  app.get(
    '/companies/:id',
    { schema: { tags: ['companies'], summary: 'Read a company', params: idPath, response: { 200: company } } },
    async ({ params }) => {
      const id = pathId<CompanyId>(params.id)
      return http.database.transaction(async (tx) => {
        const found = await findCompany(tx, id)
        if (found === null) throw new Refusal('not-found')
        const { catalogue, plan, endsOn } = await findTerms(tx, http.desk, id, tx.now)
        const active = plan === null ? null : { catalogue: catalogue.name, name: plan.name, endsOn }
        return { ...sayCompany(found), plan: active }
      })
    },
  )

  app.patch(
    '/companies/:id',
    {
      schema: {
        tags: ['companies'],
        summary: 'Change a company',
        params: idPath,
        body: companyChange,
        response: { 200: company },
      },
    },
    async ({ params, body }) => {
      const id = pathId<CompanyId>(params.id)
      return sayCompany(await http.database.transaction((tx) => changeCompany(tx, id, withoutAbsent(body))))
    },
  )

  app.post(
    '/companies/:id/servers',
    {
      schema: {
        tags: ['companies'],
        summary: 'Register a server of a company',
        params: idPath,
        body: newServer,
        response: { 201: server },
      },
    },
    async (request, reply) => {
      const { name, product, version } = request.body
      const fields = { companyId: pathId<CompanyId>(request.params.id), name, product: product ?? null, version: version ?? null }
      const work = async (tx: Tx) => sayServer(await registerServer(tx, fields))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

function sayCompany(row: CompanyRow): z.output<typeof company> {
  const { id, name, externalId, emails, requestEmail, language, licence } = row
  const { legalName, registrationCode, vatCode, address, vatRate, vatExemption } = row
  return {
    ...{ id, name, externalId, emails, requestEmail, language, licence },
    ...{ legalName, registrationCode, vatCode, address, vatRate, vatExemption },
    createdAt: sayInstant(row.createdAt),
  }
}

function sayServer(row: ServerRow): z.output<typeof server> {
  return { id: row.id, company: row.companyId, name: row.name, product: row.product, version: row.version }
}
