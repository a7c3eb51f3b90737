// Comments of a ticket. The body of a sensitive one is taken here and never given out again.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findCommentViews, getCommentView } from '../../db/ticket-views.ts'
import { findTicket } from '../../db/tickets.ts'
import { Refusal } from '../../domain/errors.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { addComment } from '../../services/add-comment.ts'
import { answerOnce } from '../answer-once.ts'
import { instant, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath, pathTicketNumber } from '../path-id.ts'
import { author, toAuthor } from './author.ts'
import { comment, sayComment } from './ticket-answers.ts'

const newComment = z
  .strictObject({
    author,
    body: text(50_000),
    internal: z.boolean().nullish().describe('Seen by engineers only'),
    sensitive: z.boolean().nullish().describe('Kept encrypted; stands in no notice, list or log'),
    waitingForClient: z.boolean().nullish().describe('The ticket waits for the client’s answer'),
    at: instant.nullish().describe('Not before the ticket’s last event, not in the future; unless given: now'),
  })
  .refine(({ author, internal }) => author.contact === undefined || internal !== true, {
    path: ['internal'],
    message: 'a contact’s comment is never internal',
  })
  .refine(({ author, waitingForClient }) => author.contact === undefined || waitingForClient !== true, {
    path: ['waitingForClient'],
    message: 'only an engineer waits for the client',
  })

const commentKey = z.tuple([z.int(), z.uuid()])

export function addCommentRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/tickets/:number/comments',
    {
      schema: { tags: ['comments'], summary: 'Add a comment', params: numberPath, body: newComment, response: { 201: comment } },
    },
    async (request, reply) => {
      const number = pathTicketNumber(request.params.number)
      const work = (tx: Tx) => add(tx, http, number, request.body)
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/tickets/:number/comments',
    {
      schema: {
        tags: ['comments'],
        summary: 'List comments, oldest first, internal ones too',
        params: numberPath,
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(comment) },
      },
    },
    async ({ params, query }) => {
      const number = pathTicketNumber(params.number)
      const page = readPage(query, commentKey)
      const found = await http.database.transaction(async (tx) => findCommentViews(tx, (await getTicket(tx, number)).id, page))
      return toList(found, sayComment)
    },
  )
}

async function add(
  tx: Tx,
  { desk }: HttpContext,
  number: number,
  body: z.output<typeof newComment>,
): Promise<z.output<typeof comment>> {
  const ticket = await getTicket(tx, number)
  const { id } = await addComment(tx, desk, {
    ticketId: ticket.id,
    author: toAuthor(body.author),
    body: body.body,
    internal: body.internal ?? false,
    sensitive: body.sensitive ?? false,
    waitingForClient: body.waitingForClient ?? false,
    ...(body.at == null ? {} : { at: new Date(body.at) }),
  })
  return sayComment(await getCommentView(tx, id))
}

/** @throws Refusal `ticket-not-found`. */
async function getTicket(tx: Tx, number: number): Promise<Ticket> {
  const ticket = await findTicket(tx, number)
  if (ticket === null) throw new Refusal('ticket-not-found')
  return ticket
}
