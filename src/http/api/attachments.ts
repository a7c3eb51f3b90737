// Files of a ticket: in as a multipart form, out as a download.
import multipart from '@fastify/multipart'
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findStoredFile } from '../../db/stored-files.ts'
import { findTicket } from '../../db/tickets.ts'
import { Refusal } from '../../domain/errors.ts'
import { type AttachmentId, isId } from '../../domain/ids.ts'
import { attachFile } from '../../services/attach-file.ts'
import { answerOnce } from '../answer-once.ts'
import { text } from '../fields.ts'
import { sendFile } from '../file-answer.ts'
import { type FileForm, readFileForm } from '../file-form.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { keepStoredFile } from '../keep-stored-file.ts'
import { idPath, numberPath, pathId, pathTicketNumber } from '../path-id.ts'
import { invalidField, RequestFault } from '../problem.ts'
import { type Author, author, toAuthor } from './author.ts'
import { attachment } from './ticket-answers.ts'

const defaultMaxBytes = 50 * 1024 * 1024

/** Fields of a form are text; `author` is JSON in it. `comment` is a new comment's text, or the id of one that is there. */
const formFields = z
  .strictObject({
    comment: z.union([z.literal(''), text(50_000)]).optional(),
    author: z.unknown().transform(readAuthor).optional(),
    internal: z.enum(['true', 'false', '']).optional(),
  })
  .refine(({ comment = '', author }) => author !== undefined || comment === '' || isId(comment.trim()), {
    path: ['author'],
    message: 'a comment needs an author',
  })
  .refine(({ author, internal }) => author?.contact === undefined || internal !== 'true', {
    path: ['internal'],
    message: 'a contact’s file is never internal',
  })

export function addAttachmentRoutes(app: ApiServer, http: HttpContext): void {
  // In a scope of its own: nowhere else is a multipart form read.
  app.register((scope: ApiServer, _, done) => {
    // The store counts the bytes and refuses the file; the parser must not end it early as if it were whole.
    void scope.register(multipart, { throwFileSizeLimit: false })
    scope.post(
      '/tickets/:number/attachments',
      { schema: { tags: ['attachments'], summary: 'Attach a file', params: numberPath, response: { 201: attachment } } },
      async (request, reply) => {
        const number = pathTicketNumber(request.params.number)
        const form = await readFileForm(request, http.files, http.maxFileBytes ?? defaultMaxBytes)
        const { storeKey, bytes, sha256 } = form.file.stored
        return keepStoredFile(http.files, storeKey, async () => {
          const fields = readFields(form)
          const { fileName, mediaType } = form.file
          const asked = { ...form.fields, file: { fileName, mediaType, bytes, sha256 } }
          const work = (tx: Tx) => attach(tx, http, number, form, fields)
          return answerOnce(http, request, reply, { status: 201, request: asked, work })
        })
      },
    )
    done()
  })

  app.get(
    '/attachments/:id',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Download a file',
        params: idPath,
        response: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const id = pathId<AttachmentId>(request.params.id)
      const found = await http.database.transaction((tx) => findStoredFile(tx, id))
      if (found === null) throw new Refusal('not-found')
      const { stored, fileName, mediaType } = found
      return sendFile(reply, http.files, { storeKey: stored.storeKey, bytes: stored.bytes, fileName, mediaType })
    },
  )
}

type Fields = z.output<typeof formFields>

async function attach(
  tx: Tx,
  { desk }: HttpContext,
  number: number,
  { file }: FileForm,
  fields: Fields,
): Promise<z.output<typeof attachment>> {
  const ticket = await findTicket(tx, number)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const { id, commentId, internal } = await attachFile(tx, desk, {
    ticketId: ticket.id,
    file,
    author: fields.author === undefined ? null : toAuthor(fields.author),
    comment: fields.comment ?? '',
    internal: fields.internal === 'true',
  })
  const { bytes, sha256 } = file.stored
  return { id, fileName: file.fileName, mediaType: file.mediaType, bytes, sha256, state: 'stored', internal, comment: commentId }
}

function readFields({ fields }: FileForm): Fields {
  const parsed = formFields.safeParse(fields)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: key.slice(0, 100), message: 'unknown field' }))
      : [{ field: issue.path.join('.') || 'body', message: issue.message }],
  )
  throw new RequestFault(400, 'invalid-request', 'The request is not valid.', errors)
}

function readAuthor(given: unknown): Author {
  let value = given
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given)
    } catch {
      throw invalidField('author', 'must be JSON: {"engineer": id} or {"contact": id}')
    }
  }
  const parsed = author.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalidField(['author', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not valid')
}
