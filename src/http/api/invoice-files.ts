// Invoices to be read: as JSON, as tables for spreadsheets, as documents. How a document looks is services/print-invoice.ts.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Database, Tx } from '../../db/client.ts'
import { findInvoice, findInvoices, type Invoice } from '../../db/invoices.ts'
import { csvMark } from '../../domain/csv-table.ts'
import { dayAt } from '../../domain/day.ts'
import { Refusal } from '../../domain/errors.ts'
import { type CompanyId, isId } from '../../domain/ids.ts'
import { readInvoiceDocument } from '../../services/invoice-document.ts'
import { printInvoice } from '../../services/print-invoice.ts'
import { anyId } from '../fields.ts'
import { sendFile, sendMade } from '../file-answer.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath } from '../path-id.ts'
import { invoice, mayBeInvoiceNumber, sayInvoice } from './invoice-answers.ts'
import { invoiceColumns, invoiceRow, lineColumns, lineRows } from './invoice-table.ts'

const format = z.enum(['json', 'csv']).default('json').describe('csv: a table for spreadsheets, amounts with two decimals')

/** Invoices read at once for a table. */
const together = 200

function jsonOrCsv<Schema extends z.ZodType>(schema: Schema) {
  return { description: 'Done', content: { 'application/json': { schema }, 'text/csv': { schema: z.string() } } }
}

export function addInvoiceFileRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/invoices',
    {
      schema: {
        tags: ['invoices'],
        summary: 'List invoices and credit notes, newest first',
        description: 'As CSV all of them come at once, whatever the limit.',
        querystring: z.strictObject({ ...pageQuery, company: anyId.optional(), format }),
        response: { 200: jsonOrCsv(listOf(invoice)) },
      },
    },
    async ({ query }, reply) => {
      const page = readPage(query, z.uuid())
      const companyId = query.company as CompanyId | undefined
      const nobodys = companyId !== undefined && !isId(companyId)
      if (query.format === 'csv') {
        const rows = nobodys ? [invoiceColumns] : tableOf(http.database, companyId)
        return sendMade(reply, Readable.from(withMark(rows)), csvFile('invoices'))
      }
      if (nobodys) return { items: [], nextCursor: null }
      return http.database.transaction(async (tx) => {
        const today = dayAt(tx.now)
        return toList(await findInvoices(tx, { companyId }, page), (found) => sayInvoice(found, today))
      })
    },
  )

  app.get(
    '/invoices/:number',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Read an invoice',
        description: 'As CSV: its lines.',
        params: numberPath,
        querystring: z.strictObject({ format }),
        response: { 200: jsonOrCsv(invoice) },
      },
    },
    async ({ params, query }, reply) => {
      const { found, today } = await http.database.transaction(async (tx) => ({
        found: await getInvoice(tx, params.number),
        today: dayAt(tx.now),
      }))
      if (query.format === 'json') return sayInvoice(found, today)
      const table = Buffer.from(csvMark + lineColumns + lineRows(found).join(''))
      return sendMade(reply, table, csvFile(`invoice-${found.number}`))
    },
  )

  app.get(
    '/invoices/:number.pdf',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Download an invoice’s document: the one that was given, else one that the desk makes',
        params: numberPath,
        response: { 200: { description: 'The document', content: { 'application/pdf': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const { found, document } = await http.database.transaction(async (tx) => {
        const found = await getInvoice(tx, request.params.number)
        return { found, document: found.pdfKey === null ? await readInvoiceDocument(tx, http.desk, found) : null }
      })
      const file = { fileName: `invoice-${found.number}.pdf`, mediaType: 'application/pdf' }
      if (document !== null) return sendMade(reply, await printInvoice(document), file)
      return sendFile(reply, http.files, { storeKey: found.pdfKey ?? '', ...file })
    },
  )
}

/** @throws Refusal `not-found`. */
async function getInvoice(tx: Tx, number: string): Promise<Invoice> {
  const found = mayBeInvoiceNumber(number) ? await findInvoice(tx, number) : null
  if (found === null) throw new Refusal('not-found')
  return found
}

/** All invoices, a page at a time, so that no number of them fills the memory. */
async function* tableOf(database: Database, companyId: CompanyId | undefined): AsyncGenerator<string> {
  yield invoiceColumns
  let after: string | null = null
  do {
    const { rows, next }: { rows: string; next: string | null } = await database.transaction(async (tx) => {
      const page = await findInvoices(tx, { companyId }, { after, limit: together })
      const today = dayAt(tx.now)
      return { rows: page.items.map((found) => invoiceRow(found, today)).join(''), next: page.next }
    })
    if (rows !== '') yield rows
    after = next
  } while (after !== null)
}

async function* withMark(rows: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  yield csvMark
  yield* rows
}

function csvFile(name: string) {
  return { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8' }
}
