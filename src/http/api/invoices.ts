// Invoices and payments, as the vendor's billing pushes them.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findInvoice, findInvoices, type Invoice } from '../../db/invoices.ts'
import { type Day, dayAt } from '../../domain/day.ts'
import { Refusal } from '../../domain/errors.ts'
import type { FileStore, StoredFile } from '../../domain/file-store.ts'
import { type CompanyId, isId } from '../../domain/ids.ts'
import { statusOn, toThousandths } from '../../domain/invoice.ts'
import { issueInvoice } from '../../services/issue-invoice.ts'
import { recordPayment } from '../../services/record-payment.ts'
import { answerOnce } from '../answer-once.ts'
import { anyId, cents, currency, day, id, line, text } from '../fields.ts'
import { sendFile } from '../file-answer.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { keepStoredFile } from '../keep-stored-file.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath } from '../path-id.ts'
import { invoice, payment } from './invoice-answers.ts'

const maxPdfBytes = 10 * 1024 * 1024

const newInvoice = z.strictObject({
  company: id,
  number: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be letters, digits, "-" and "_", at most 40')
    .nullish()
    .describe('Unless given: the next of the year, 2026-00001'),
  currency,
  dueOn: day,
  lines: z
    .array(
      z.strictObject({
        description: text(1000),
        quantity: z
          .number()
          .refine((quantity) => toThousandths(quantity) !== null, 'must be above 0, with at most three decimals'),
        unitPriceCents: cents,
      }),
    )
    .min(1)
    .max(500),
  pdf: z
    .string()
    .regex(/^JVBERi0[A-Za-z0-9+/\s]*={0,2}\s*$/, 'must be a PDF in base64')
    .nullish()
    .describe('The document, base64, up to 10 MB; goes to the Invoices contacts with the notice'),
})

const newPayment = z.strictObject({
  amountCents: cents.min(1),
  receivedOn: day,
  reference: line(200).nullish(),
})

export function addInvoiceRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/invoices',
    {
      // A third more than the largest document: base64.
      bodyLimit: Math.ceil(maxPdfBytes * 1.4),
      schema: {
        tags: ['invoices'],
        summary: 'Issue an invoice and tell the Invoices contacts',
        body: newInvoice,
        response: { 201: invoice },
      },
    },
    async (request, reply) => {
      const pdf = await storePdf(http.files, request.body.pdf)
      return keepStoredFile(http.files, pdf?.storeKey, () => {
        const work = (tx: Tx) => issue(tx, http, request.body, pdf)
        return answerOnce(http, request, reply, { status: 201, work })
      })
    },
  )

  app.get(
    '/invoices',
    {
      schema: {
        tags: ['invoices'],
        summary: 'List invoices, newest first',
        querystring: z.strictObject({ ...pageQuery, company: anyId.optional() }),
        response: { 200: listOf(invoice) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      if (query.company !== undefined && !isId(query.company)) return { items: [], nextCursor: null }
      const companyId = query.company as CompanyId | undefined
      return http.database.transaction(async (tx) => {
        const today = dayAt(tx.now)
        return toList(await findInvoices(tx, { companyId }, page), (found) => sayInvoice(found, today))
      })
    },
  )

  app.get(
    '/invoices/:number',
    { schema: { tags: ['invoices'], summary: 'Read an invoice', params: numberPath, response: { 200: invoice } } },
    async ({ params }) => http.database.transaction(async (tx) => sayInvoice(await getInvoice(tx, params.number), dayAt(tx.now))),
  )

  app.get(
    '/invoices/:number.pdf',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Download an invoice’s document, if one was given',
        params: numberPath,
        response: { 200: { description: 'The document', content: { 'application/pdf': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const { number, pdfKey } = await http.database.transaction((tx) => getInvoice(tx, request.params.number))
      if (pdfKey === null) throw new Refusal('not-found')
      return sendFile(reply, http.files, { storeKey: pdfKey, fileName: `invoice-${number}.pdf`, mediaType: 'application/pdf' })
    },
  )

  app.post(
    '/invoices/:number/payments',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Record a payment and tell the Invoices contacts',
        params: numberPath,
        body: newPayment,
        response: { 201: payment },
      },
    },
    async (request, reply) => {
      const work = (tx: Tx) => pay(tx, http, request.params.number, request.body)
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

async function issue(tx: Tx, { desk }: HttpContext, body: z.output<typeof newInvoice>, pdf: StoredFile | undefined) {
  const issued = await issueInvoice(tx, desk, {
    companyId: body.company as CompanyId,
    ...(body.number == null ? {} : { number: body.number }),
    currency: body.currency,
    dueOn: body.dueOn,
    lines: body.lines,
    ...(pdf === undefined ? {} : { pdf }),
  })
  return sayInvoice(issued, dayAt(tx.now))
}

async function pay(
  tx: Tx,
  { desk }: HttpContext,
  number: string,
  body: z.output<typeof newPayment>,
): Promise<z.output<typeof payment>> {
  if (!mayBeNumber(number)) throw new Refusal('not-found')
  const { amountCents, receivedOn } = body
  const reference = body.reference ?? null
  const { id, invoice } = await recordPayment(tx, desk, { invoiceNumber: number, amountCents, receivedOn, reference })
  const { status, totalCents, paidCents } = sayInvoice(invoice, dayAt(tx.now))
  return {
    id,
    invoice: invoice.number,
    amountCents,
    currency: invoice.currency,
    receivedOn,
    reference,
    status,
    totalCents,
    paidCents,
  }
}

/** @throws Refusal `not-found`. */
async function getInvoice(tx: Tx, number: string): Promise<Invoice> {
  const found = mayBeNumber(number) ? await findInvoice(tx, number) : null
  if (found === null) throw new Refusal('not-found')
  return found
}

function mayBeNumber(given: string): boolean {
  return /^[A-Za-z0-9_-]{1,60}$/.test(given)
}

async function storePdf(files: FileStore, pdf: string | null | undefined): Promise<StoredFile | undefined> {
  if (pdf === null || pdf === undefined) return undefined
  return files.put(Readable.from([Buffer.from(pdf, 'base64')]), { maxBytes: maxPdfBytes })
}

function sayInvoice(found: Invoice, today: Day): z.output<typeof invoice> {
  return {
    id: found.id,
    number: found.number,
    company: found.companyId,
    currency: found.currency,
    status: statusOn(today, found),
    issuedOn: found.issuedOn,
    dueOn: found.dueOn,
    lines: found.lines.map(({ description, quantity, unitPriceCents, amountCents }) => ({
      description,
      quantity: Number(quantity),
      unitPriceCents: Number(unitPriceCents),
      amountCents: Number(amountCents),
    })),
    totalCents: Number(found.totalCents),
    paidCents: Number(found.paidCents),
  }
}
