// Raw statements on one connection, prepared under a name of their own so that PostgreSQL plans each only once.
import { createHash } from 'node:crypto'
import pg, { type PoolClient } from 'pg'
import { Prisma } from './generated/client.ts'

/** PostgreSQL's types as the rest of the floor knows them from Prisma: 8-byte integers as bigint, the rest as `pg` reads it. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8 && format !== 'binary') return BigInt
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as unknown as pg.CustomTypesConfig

/** Statements differ by their text only, never by values, so there are few; one that is built of varying parts stays unnamed. */
const mostNames = 300
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= mostNames) return undefined
  const name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
  names.set(text, name)
  return name
}

type Template = TemplateStringsArray | Prisma.Sql

function toQuery(template: Template, values: readonly unknown[]): pg.QueryConfig {
  const statement = isTemplate(template) ? Prisma.sql(template, ...values) : template
  const { text } = statement
  const name = nameOf(text)
  return { text, values: statement.values as unknown[], types, ...(name === undefined ? {} : { name }) }
}

/** A tagged text; else a statement put together beforehand. */
function isTemplate(template: Template): template is TemplateStringsArray {
  return Array.isArray(template)
}

/** `$queryRaw` and `$executeRaw` as Prisma has them, without Prisma. */
export function rawStatements(connection: PoolClient) {
  return {
    async $queryRaw(template: Template, ...values: unknown[]): Promise<unknown> {
      return (await connection.query(toQuery(template, values))).rows
    },
    async $executeRaw(template: Template, ...values: unknown[]): Promise<number> {
      return (await connection.query(toQuery(template, values))).rowCount ?? 0
    },
  }
}
