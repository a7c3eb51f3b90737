// What the API answers about contacts, engineers and link codes.
import { z } from 'zod'
import { model } from '../api-model.ts'

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

export const engineer = model('Engineer', { ...person, role: z.string(), publicContact: z.boolean() })

export const linkCode = model('LinkCode', {
  code: z.string().describe('Shown once; opens the chat of one person for 15 minutes'),
  expiresAt: z.string(),
  links: z.object({ telegram: z.string().optional(), whatsapp: z.string().optional() }),
})
