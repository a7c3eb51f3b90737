// What the API answers about contacts, engineers and link codes.
import { z } from 'zod'
import type { ContactRecord, EngineerRecord } from '../../db/person-records.ts'
import type { IssuedCode } from '../../services/issue-link-code.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'

const person = {
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  telegramId: z.string().nullable(),
  whatsapp: z.string().nullable(),
  language: z.string().nullable(),
  mutedNotices: z.array(z.string()).describe('Groups of notices they do not want'),
  active: z.boolean(),
  createdAt: z.string(),
}

export const contact = model('Contact', {
  ...person,
  company: z.string(),
  timeZone: z.string().nullable(),
  mainUser: z.boolean(),
  loginAccess: z.boolean(),
  invoices: z.boolean(),
  currentTicket: z.boolean(),
})

export const engineer = model('Engineer', {
  ...person,
  role: z.string(),
  publicContact: z.boolean(),
  quietHours: z.object({ from: z.string(), to: z.string() }).nullable().describe('Of each day, local time in Europe/Vilnius'),
  away: z.object({ since: z.string(), until: z.string().nullable() }).nullable().describe('Null: they are here'),
})

export const linkCode = model('LinkCode', {
  code: z.string().describe('Shown once; opens the chat of one person for 15 minutes'),
  expiresAt: z.string(),
  links: z.object({ telegram: z.string().optional(), whatsapp: z.string().optional() }),
})

export function sayPerson(row: ContactRecord | EngineerRecord) {
  const { id, name, email, telegramId, whatsapp, language, mutedNotices, active } = row
  return { id, name, email, telegramId, whatsapp, language, mutedNotices, active, createdAt: sayInstant(row.createdAt) }
}

export function sayCode({ code, expiresAt, links }: IssuedCode): z.output<typeof linkCode> {
  return { code, expiresAt: sayInstant(expiresAt), links }
}
