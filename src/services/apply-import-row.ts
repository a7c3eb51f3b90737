// Does what a row of a file asks for, through the same use cases as the API and the chat, so that the same rules hold: another
// Telegram id unlinks, other rights bring another menu, and the audit says who it was.
import type { Tx } from '../db/client.ts'
import { updateServer } from '../db/companies.ts'
import type { Actor } from '../domain/actor.ts'
import type { CompanyId, ContactId, ServerId } from '../domain/ids.ts'
import type { ImportKind } from '../domain/import-columns.ts'
import type { RowPlan } from '../domain/import-plan.ts'
import type { ImportValues } from '../domain/import-rows.ts'
import { changeContact } from './change-person.ts'
import type { Desk } from './desk.ts'
import { changeCompany, registerCompany } from './register-company.ts'
import { registerContact } from './register-contact.ts'
import { registerServer } from './register-server.ts'

type Applied = Extract<RowPlan, { kind: 'create' | 'change' }>

/** @throws Refusal when something came in between the plan and now; nothing is written then. */
export async function applyImportRow(tx: Tx, desk: Desk, kind: ImportKind, plan: Applied, by: Actor): Promise<void> {
  if (plan.kind === 'create') return create(tx, kind, plan.values, plan.companyId as CompanyId, by)
  switch (kind) {
    case 'companies':
      await changeCompany(tx, plan.id as CompanyId, plan.change, by)
      return
    case 'contacts':
      await changeContact(tx, desk, plan.id as ContactId, plan.change, by)
      return
    case 'servers':
      await updateServer(tx, plan.id as ServerId, plan.change)
      return
  }
}

async function create(tx: Tx, kind: ImportKind, values: ImportValues, companyId: CompanyId, by: Actor): Promise<void> {
  const { name, language = null } = values
  switch (kind) {
    case 'companies': {
      const { externalId = null, emails = [], requestEmail = null, licence = false } = values
      await registerCompany(tx, { name, externalId, emails: [...emails], requestEmail, language, licence })
      return
    }
    case 'contacts': {
      const { email = null, telegramId = null, whatsapp = null, timeZone = null, mainUser = false, invoices = false } = values
      // As everywhere: a contact who is there for the invoices reads no tickets unless that is said.
      const { loginAccess = !invoices } = values
      const rights = { mainUser, loginAccess, invoices }
      await registerContact(tx, companyId, { name, email, telegramId, whatsapp, language, timeZone, ...rights }, by)
      return
    }
    case 'servers': {
      const { product = null, version = null } = values
      await registerServer(tx, { companyId, name, product, version })
      return
    }
  }
}
