// Files of companies, contacts and servers: checked at once, and taken in some rows at a time.
import { buffer } from 'node:stream/consumers'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findImport } from '../../db/record-imports.ts'
import { Refusal } from '../../domain/errors.ts'
import { importKinds } from '../../domain/import-columns.ts'
import { mostImportBytes, postImport } from '../../services/begin-import.ts'
import { decode } from '../../services/continue-imports.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'
import { readFileForm, safeName } from '../file-form.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { removeIfPossible } from '../keep-stored-file.ts'
import { idPath, pathId } from '../path-id.ts'
import { invalidField } from '../problem.ts'
import { fileFaultWords } from './import-words.ts'

const query = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('true: only checks, and writes nothing'),
  kind: z.enum(importKinds).optional().describe('Unless given, told by the columns or the name of the file'),
  fileName: z.string().max(120).optional().describe('Of a text/csv body'),
})

const fault = z.object({
  line: z.number().int().describe('Of the file, from 1'),
  field: z.string().describe('The column; empty: the line as a whole'),
  reason: z.string(),
})

const imported = model('Import', {
  id: z.string().nullable().describe('Null for a dry run'),
  state: z.string().describe('dry-run, running, done; of a file from the chat also waiting, checked, refused, cancelled'),
  kind: z.string().nullable(),
  rows: z.number().int(),
  create: z.number().int().describe('So many records would be made, or are made by now'),
  change: z.number().int(),
  unchanged: z.number().int(),
  faulty: z.number().int().describe('Lines that are left out'),
  nextRow: z.number().int().describe('How many rows are done'),
  faults: z.array(fault).describe('The first 200'),
  createdAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})

type Answer = z.output<typeof imported>

export function addImportRoutes(app: ApiServer, http: HttpContext): void {
  app.register((scope: ApiServer, _, done) => {
    void scope.register(multipart, { throwFileSizeLimit: false })
    scope.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: mostImportBytes }, (_, body, done) => done(null, body))
    scope.post(
      '/imports',
      {
        bodyLimit: mostImportBytes,
        schema: {
          tags: ['imports'],
          summary: 'Take in companies, contacts or servers from a CSV file',
          querystring: query,
          response: { 201: imported },
        },
      },
      async (request, reply) => {
        const given = await readGiven(request, http)
        const { dryRun, kind } = request.query
        const hint = kind ?? given.fileName
        const work = (tx: Tx) => take(tx, { ...given, hint, dryRun: dryRun === 'true' })
        const asked = { ...request.query, ...given }
        return (await answerOnce(http, request, reply, { status: 201, request: asked, work })).answer
      },
    )
    done()
  })

  app.get(
    '/imports/:id',
    { schema: { tags: ['imports'], summary: 'How far an import is', params: idPath, response: { 200: imported } } },
    async ({ params }) => {
      const importId = pathId<string>(params.id)
      const found = await http.database.transaction((tx) => findImport(tx, importId))
      if (found === null) throw new Refusal('not-found')
      const { id, state, kind, rows, nextRow, created, changed, unchanged, refused, faults, createdAt, finishedAt } = found
      const counts = { rows, create: created, change: changed, unchanged, faulty: refused, nextRow, faults: [...faults] }
      return {
        ...{ id, state, kind, ...counts, createdAt: sayInstant(createdAt) },
        finishedAt: finishedAt === null ? null : sayInstant(finishedAt),
      }
    },
  )
}

interface Given {
  readonly fileName: string
  readonly text: string
}

/** The file as text, of a form's part `file` or as the body. The store keeps nothing of it. */
async function readGiven(request: FastifyRequest, { files }: HttpContext): Promise<Given> {
  if (!request.isMultipart()) {
    if (!Buffer.isBuffer(request.body)) throw invalidField('body', 'must be text/csv, or a form with the part `file`')
    const { fileName } = request.query as z.output<typeof query>
    return { fileName: safeName(fileName ?? 'import.csv'), text: toText(request.body) }
  }
  const { file } = await readFileForm(request, files, mostImportBytes)
  const { storeKey } = file.stored
  try {
    return { fileName: file.fileName, text: toText(await buffer(await files.open(storeKey))) }
  } finally {
    await removeIfPossible(files, storeKey)
  }
}

function toText(bytes: Buffer): string {
  const text = decode(bytes)
  if (text === null || text.includes('\0')) throw invalidField('file', 'must be text in UTF-8')
  return text
}

async function take(tx: Tx, given: Given & { readonly hint: string; readonly dryRun: boolean }): Promise<Answer> {
  const { id, check } = await postImport(tx, given)
  if ('fault' in check) throw invalidField('file', fileFaultWords(check))
  const { kind, rows, create, change, unchanged, faults } = check
  return {
    id,
    state: id === null ? 'dry-run' : 'running',
    ...{ kind, rows, create, change, unchanged, faulty: faults.length, nextRow: 0 },
    faults: faults.slice(0, 200),
    createdAt: id === null ? null : sayInstant(tx.now),
    finishedAt: null,
  }
}
