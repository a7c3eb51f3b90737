// Rows that tests start from. Each takes what the test cares about and fills in the rest; nothing is shared.
import type { Tx } from '../../src/db/client.ts'
import type { Prisma } from '../../src/db/generated/client.ts'
import { type CompanyId, type ContactId, type EngineerId, newId, type ServerId } from '../../src/domain/ids.ts'

let counter = 0

export async function createCompany(tx: Tx, values: Partial<Prisma.CompanyUncheckedCreateInput> = {}) {
  const row = { id: newId<CompanyId>(tx.now), name: `Company ${++counter}`, createdAt: tx.now, ...values }
  const company = await tx.sql.company.create({ data: row })
  return { ...company, id: company.id as CompanyId }
}

/** A contact with login access, of a new company unless `companyId` is given. */
export async function createContact(tx: Tx, values: Partial<Prisma.ContactUncheckedCreateInput> = {}) {
  const companyId = values.companyId ?? (await createCompany(tx)).id
  const row = { id: newId<ContactId>(tx.now), name: `Contact ${++counter}`, createdAt: tx.now, ...values, companyId }
  const contact = await tx.sql.contact.create({ data: row })
  return { ...contact, id: contact.id as ContactId, companyId: contact.companyId as CompanyId }
}

export async function createEngineer(tx: Tx, values: Partial<Prisma.EngineerUncheckedCreateInput> = {}) {
  const row = { id: newId<EngineerId>(tx.now), name: `Engineer ${++counter}`, role: 'engineer', createdAt: tx.now, ...values }
  const engineer = await tx.sql.engineer.create({ data: row })
  return { ...engineer, id: engineer.id as EngineerId }
}

/** A server of a new company unless `companyId` is given. */
export async function createServer(tx: Tx, values: Partial<Prisma.ServerUncheckedCreateInput> = {}) {
  const companyId = values.companyId ?? (await createCompany(tx)).id
  const row = { id: newId<ServerId>(tx.now), name: `Server ${++counter}`, createdAt: tx.now, ...values, companyId }
  const server = await tx.sql.server.create({ data: row })
  return { ...server, id: server.id as ServerId, companyId: server.companyId as CompanyId }
}
