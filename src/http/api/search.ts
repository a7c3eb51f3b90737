// The search over tickets and comments, as the vendor's own systems ask it.
import { z } from 'zod'
import { ticketStatuses } from '../../domain/ticket.ts'
import { findTicketsByWords } from '../../services/search-tickets.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'

const searchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .regex(/^[^\0\p{Cs}]*$/u, 'must not contain NUL or broken characters')
    .describe('Words, all of them wanted; "in quotes" they stand side by side'),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('1 to 50'),
})

const hit = z.object({
  ticket: z.number(),
  company: z.string().describe('The company’s name'),
  status: z.enum(ticketStatuses),
  summary: z.string(),
  comment: z.string().nullable().describe('The comment that fits best; null when the ticket’s own text does'),
  internal: z.boolean().describe('Whether that comment is for engineers only'),
  excerpt: z.string().describe('The place that fits, on one line'),
  score: z.number().describe('Larger is better, within one answer'),
})

export function addSearchRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/search',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Find tickets by words in their texts and comments, the best first',
        querystring: searchQuery,
        response: { 200: z.object({ items: z.array(hit) }) },
      },
    },
    async ({ query }) => {
      const found = await http.database.transaction((tx) => findTicketsByWords(tx, query.q, query.limit))
      const items = found.map(({ number, companyName, comment, excerpt, status, summary, score }) => ({
        ticket: number,
        company: companyName,
        status,
        summary,
        comment: comment?.id ?? null,
        internal: comment?.internal === true,
        excerpt,
        score,
      }))
      return { items }
    },
  )
}
