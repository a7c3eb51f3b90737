// Client companies and their servers.
import { type CompanyId, newId, type ServerId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import type { Company, Prisma, Server } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export type CompanyRow = Company
export type ServerRow = Server

/** Null: no such company. */
export async function findCompany(tx: Tx, id: CompanyId): Promise<CompanyRow | null> {
  return tx.sql.company.findUnique({ where: { id } })
}

/** The company, locked until the transaction ends: what is billed, paid ahead and cancelled of one company goes one after the other. */
export async function lockCompany(tx: Tx, id: CompanyId): Promise<CompanyRow | null> {
  await tx.sql.$executeRaw`SELECT 1 FROM "company" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`
  return findCompany(tx, id)
}

/** The company that another system knows under this id. */
export async function findCompanyByExternalId(tx: Tx, externalId: string): Promise<CompanyRow | null> {
  return tx.sql.company.findUnique({ where: { externalId } })
}

/** Companies in the order they were registered; with an outside id, that one or none. */
export async function findCompanies(
  tx: Tx,
  filter: { externalId?: string | undefined },
  page: PageRequest<string>,
): Promise<Page<CompanyRow, string>> {
  const rows = await tx.sql.company.findMany({
    where: {
      ...(filter.externalId === undefined ? {} : { externalId: filter.externalId }),
      ...(page.after === null ? {} : { id: { gt: page.after } }),
    },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => row.id })
}

export async function insertCompany(tx: Tx, company: Omit<Company, 'id' | 'createdAt'>): Promise<CompanyRow> {
  return tx.sql.company.create({ data: { ...company, id: newId<CompanyId>(tx.now), createdAt: tx.now } })
}

/** The company must exist. */
export async function updateCompany(tx: Tx, id: CompanyId, change: Prisma.CompanyUpdateInput): Promise<CompanyRow> {
  return tx.sql.company.update({ where: { id }, data: change })
}

/** The company's server of that name. */
export async function findServerByName(tx: Tx, companyId: CompanyId, name: string): Promise<ServerRow | null> {
  return tx.sql.server.findUnique({ where: { companyId_name: { companyId, name } } })
}

/** The server, if it is that company's. */
export async function findServerOf(tx: Tx, companyId: CompanyId, id: ServerId): Promise<ServerRow | null> {
  return tx.sql.server.findFirst({ where: { id, companyId } })
}

export async function insertServer(tx: Tx, server: Omit<Server, 'id' | 'createdAt'>): Promise<ServerRow> {
  return tx.sql.server.create({ data: { ...server, id: newId<ServerId>(tx.now), createdAt: tx.now } })
}

/** The server must exist. */
export async function updateServer(tx: Tx, id: ServerId, change: Prisma.ServerUpdateInput): Promise<ServerRow> {
  return tx.sql.server.update({ where: { id }, data: change })
}
