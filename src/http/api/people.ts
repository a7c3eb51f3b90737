// Contacts, engineers and their link codes, as the vendor's CRM pushes them.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findCompany } from '../../db/companies.ts'
import { type ContactRecord, type EngineerRecord, findContactRecords, findEngineerRecords } from '../../db/person-records.ts'
import { Refusal } from '../../domain/errors.ts'
import type { CompanyId, ContactId, EngineerId } from '../../domain/ids.ts'
import { switchableGroups } from '../../domain/notice-choice.ts'
import { changeContact, changeEngineer } from '../../services/change-person.ts'
import { type IssuedCode, issueLinkCode } from '../../services/issue-link-code.ts'
import { registerContact } from '../../services/register-contact.ts'
import { registerEngineer } from '../../services/register-engineer.ts'
import { answerOnce } from '../answer-once.ts'
import { email, language, line, sayInstant, telegramId, timeZone, whatsapp } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'
import { withoutAbsent } from '../without-absent.ts'
import { contact, engineer, linkCode } from './people-answers.ts'

const address = {
  email: email.nullish(),
  telegramId: telegramId.nullish(),
  whatsapp: whatsapp.nullish(),
  language: language.nullish(),
}

const newContact = z.strictObject({
  name: line(200),
  ...address,
  timeZone: timeZone.nullish().describe('Times are told in it besides; unless given: not known'),
  mainUser: z.boolean().nullish(),
  loginAccess: z.boolean().nullish().describe('May open and read tickets. Unless given: true, but false for an invoices contact'),
  invoices: z.boolean().nullish().describe('Gets invoice and payment notices'),
})

const newEngineer = z.strictObject({
  name: line(200),
  role: z.enum(['engineer', 'admin']),
  ...address,
  publicContact: z.boolean().nullish().describe('Clients see the address once a ticket is theirs'),
})

const mutedNotices = z
  .array(z.enum(switchableGroups))
  .optional()
  .describe('Groups of notices the person does not want; what carries a promise cannot be switched off')

const addressChange = {
  name: line(200).optional(),
  email: email.nullable().optional(),
  telegramId: telegramId.nullable().optional().describe('Another id than before unlinks the chat; null clears it'),
  whatsapp: whatsapp.nullable().optional(),
  language: language.nullable().optional(),
  active: z.boolean().optional().describe('false takes every access away and unlinks the chats'),
  mutedNotices,
}

const contactChange = z.strictObject({
  ...addressChange,
  timeZone: timeZone.nullable().optional(),
  mainUser: z.boolean().optional(),
  loginAccess: z.boolean().optional(),
  invoices: z.boolean().optional(),
  currentTicket: z.boolean().optional().describe('false: what they write goes to a ticket only by a reply or its number'),
})

const engineerChange = z.strictObject({
  ...addressChange,
  role: z.enum(['engineer', 'admin']).optional(),
  publicContact: z.boolean().optional(),
})

/** Nothing needs to be said; an empty object is as good. */
const nothing = z.strictObject({}).nullish()

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

  app.post(
    '/engineers',
    { schema: { tags: ['engineers'], summary: 'Register an engineer or admin', body: newEngineer, response: { 201: engineer } } },
    async (request, reply) => {
      const { role, publicContact, ...rest } = request.body
      const fields = { ...toAddress(rest), role, publicContact: publicContact ?? false }
      const work = async (tx: Tx) => sayEngineer(await registerEngineer(tx, fields))
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
      return toList(await http.database.transaction((tx) => findEngineerRecords(tx, page)), sayEngineer)
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
      return sayEngineer(await http.database.transaction((tx) => changeEngineer(tx, http.desk, id, withoutAbsent(body))))
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

type Address = z.output<z.ZodObject<typeof address>>

function toAddress({ name, email, telegramId, whatsapp, language }: Address & { name: string }) {
  return { name, email: email ?? null, telegramId: telegramId ?? null, whatsapp: whatsapp ?? null, language: language ?? null }
}

function sayContact(row: ContactRecord): z.output<typeof contact> {
  const { timeZone, mainUser, loginAccess, invoices, currentTicket } = row
  return { ...sayPerson(row), company: row.companyId, timeZone, mainUser, loginAccess, invoices, currentTicket }
}

function sayEngineer(row: EngineerRecord): z.output<typeof engineer> {
  return { ...sayPerson(row), role: row.role, publicContact: row.publicContact }
}

function sayPerson(row: ContactRecord | EngineerRecord) {
  const { id, name, email, telegramId, whatsapp, language, mutedNotices, active } = row
  return { id, name, email, telegramId, whatsapp, language, mutedNotices, active, createdAt: sayInstant(row.createdAt) }
}

function sayCode({ code, expiresAt, links }: IssuedCode): z.output<typeof linkCode> {
  return { code, expiresAt: sayInstant(expiresAt), links }
}
