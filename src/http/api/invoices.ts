// Invoices and payments, as the vendor's billing pushes them. Reading them is invoice-files.ts.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { dayAt } from '../../domain/day.ts'
import { Refusal } from '../../domain/errors.ts'
import type { FileStore, StoredFile } from '../../domain/file-store.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { toThousandths } from '../../domain/invoice.ts'
import { cancelInvoice } from '../../services/cancel-invoice.ts'
import { issueInvoice } from '../../services/issue-invoice.ts'
import { recordPayment } from '../../services/record-payment.ts'
import { answerOnce } from '../answer-once.ts'
import { cents, currency, day, id, line, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { keepStoredFile } from '../keep-stored-file.ts'
import { numberPath } from '../path-id.ts'
import { month } from './charges.ts'
import { invoice, mayBeInvoiceNumber, payment, sayInvoice } from './invoice-answers.ts'

const maxPdfBytes = 10 * 1024 * 1024

const newInvoice = z
  .strictObject({
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
      .max(500)
      .nullish()
      .describe('Either these, or charges'),
    charges: month
      .nullish()
      .describe(
        'Bills what is charged up to the end of this month and was not billed yet, in the invoice’s currency; nothing to bill: 409',
      ),
    pdf: z
      .string()
      .regex(/^JVBERi0[A-Za-z0-9+/\s]*={0,2}\s*$/, 'must be a PDF in base64')
      .nullish()
      .describe('The document, base64, up to 10 MB; goes to the Invoices contacts with the notice'),
  })
  .refine(({ lines, charges }) => (lines == null) !== (charges == null), {
    path: ['lines'],
    message: 'are needed, or charges, and not both',
  })

const newPayment = z.strictObject({
  amountCents: cents.min(1),
  receivedOn: day,
  reference: line(200).nullish(),
})

const nothing = z.strictObject({}).nullish()

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

  app.post(
    '/invoices/:number/cancel',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Cancel an invoice by a credit note, which is the answer, and tell the Invoices contacts',
        description: 'What was paid of it is kept as credit for the company’s next invoice; what it billed is unbilled again.',
        params: numberPath,
        body: nothing,
        response: { 201: invoice },
      },
    },
    async (request, reply) => {
      const work = async (tx: Tx) => {
        if (!mayBeInvoiceNumber(request.params.number)) throw new Refusal('not-found')
        return sayInvoice(await cancelInvoice(tx, http.desk, request.params.number), dayAt(tx.now))
      }
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
    lines: body.charges == null ? (body.lines ?? []) : { through: body.charges },
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
  if (!mayBeInvoiceNumber(number)) throw new Refusal('not-found')
  const { amountCents, receivedOn } = body
  const reference = body.reference ?? null
  const { id, invoice, creditCents } = await recordPayment(tx, desk, {
    invoiceNumber: number,
    amountCents,
    receivedOn,
    reference,
  })
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
    creditCents: Number(creditCents),
  }
}

async function storePdf(files: FileStore, pdf: string | null | undefined): Promise<StoredFile | undefined> {
  if (pdf === null || pdf === undefined) return undefined
  return files.put(Readable.from([Buffer.from(pdf, 'base64')]), { maxBytes: maxPdfBytes })
}
