// Contacts and their link codes, as the vendor's CRM pushes them. Engineers: engineers.ts.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findCompany } from '../../db/companies.ts'
import { type ContactRecord, findContactRecords } from '../../db/person-records.ts'
import { Refusal } from '../../domain/errors.ts'
import type { CompanyId, ContactId } from '../../domain/ids.ts'
import { changeContact } from '../../services/change-person.ts'
import { issueLinkCode } from '../../services/issue-link-code.ts'
import { registerContact } from '../../services/register-contact.ts'
import { answerOnce } from '../answer-once.ts'
import { line, timeZone } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'
import { withoutAbsent } from '../without-absent.ts'
import { contact, linkCode, sayCode, sayPerson } from './people-answers.ts'
import { address, addressChange, nothing, toAddress } from './people-fields.ts'

const newContact = z.strictObject({
  name: line(200),
  ...address,
  timeZone: timeZone.nullish().describe('Times are told in it besides; unless given: not known'),
  mainUser: z.boolean().nullish(),
  loginAccess: z.boolean().nullish().describe('May open and read tickets. Unless given: true, but false for an invoices contact'),
  invoices: z.boolean().nullish().describe('Gets invoice and payment notices'),
})

const contactChange = z.strictObject({
  ...addressChange,
  timeZone: timeZone.nullable().optional(),
  mainUser: z.boolean().optional(),
  loginAccess: z.boolean().optional(),
  invoices: z.boolean().optional(),
  currentTicket: z.boolean().optional().describe('false: what they write goes to a ticket only by a reply or its number'),
})

export function addPeopleRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/companies/:id/contacts',
    {
      schema: {
        tags: ['contacts'],
        summary: 'Register a contact of a company',
        params: idPath,
        body: newContact,
        response: { 201: contact },
      },
    },
    async (request, reply) => {
      const companyId = pathId<CompanyId>(request.params.id)
      const { mainUser, loginAccess, invoices, timeZone, ...rest } = request.body
      const rights = { mainUser: mainUser ?? false, loginAccess: loginAccess ?? invoices !== true, invoices: invoices ?? false }
      const fields = { ...toAddress(rest), timeZone: timeZone ?? null, ...rights }
      const work = async (tx: Tx) => sayContact(await registerContact(tx, companyId, fields))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/companies/:id/contacts',
    {
      schema: {
        tags: ['contacts'],
        summary: 'List the contacts of a company',
        params: idPath,
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(contact) },
      },
    },
    async ({ params, query }) => {
      const companyId = pathId<CompanyId>(params.id)
      const page = readPage(query, z.uuid())
      const found = await http.database.transaction(async (tx) => {
        if ((await findCompany(tx, companyId)) === null) throw new Refusal('not-found')
        return findContactRecords(tx, companyId, page)
      })
      return toList(found, sayContact)
    },
  )

  app.patch(
    '/contacts/:id',
    {
      schema: {
        tags: ['contacts'],
        summary: 'Change a contact',
        params: idPath,
        body: contactChange,
        response: { 200: contact },
      },
    },
    async ({ params, body }) => {
      const id = pathId<ContactId>(params.id)
      return sayContact(await http.database.transaction((tx) => changeContact(tx, http.desk, id, withoutAbsent(body))))
    },
  )

  app.post(
    '/contacts/:id/link-codes',
    {
      schema: {
        tags: ['contacts'],
        summary: 'Make a one-time code that links a chat',
        params: idPath,
        body: nothing,
        response: { 201: linkCode },
      },
    },
    async (request, reply) => {
      const contactId = pathId<ContactId>(request.params.id)
      const work = async (tx: Tx) => sayCode(await issueLinkCode(tx, http.desk, { contactId }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

function sayContact(row: ContactRecord): z.output<typeof contact> {
  const { timeZone, mainUser, loginAccess, invoices, currentTicket } = row
  return { ...sayPerson(row), company: row.companyId, timeZone, mainUser, loginAccess, invoices, currentTicket }
}
