// Tickets and comments as lists and records for the vendor's own systems, with everything that is shown beside them.
// Changing them, and finding one for a client, stands in tickets.ts and comments.ts.
import type { CompanyId, EngineerId, TicketId } from '../domain/ids.ts'
import type { TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

const files = {
  select: { id: true, fileName: true, mediaType: true, bytes: true, sha256: true, state: true, internal: true, commentId: true },
  orderBy: { id: 'asc' },
} satisfies Prisma.Ticket$attachmentsArgs

const beside = {
  assignee: { include: { identities: { where: { channel: 'telegram' }, select: { username: true } } } },
  attachments: files,
  events: { where: { kind: 'delivery-failed' }, orderBy: { id: 'asc' } },
} satisfies Prisma.TicketInclude

export type TicketView = Prisma.TicketGetPayload<{ include: typeof beside }>
export type FileView = TicketView['attachments'][number]

export async function findTicketView(tx: Tx, number: number): Promise<TicketView | null> {
  return tx.sql.ticket.findUnique({ where: { number }, include: beside })
}

export interface TicketFilter {
  readonly companyId?: CompanyId | undefined
  readonly assigneeId?: EngineerId | undefined
  readonly statuses?: readonly TicketStatus[] | undefined
}

/** Newest first. */
export async function findTicketViews(
  tx: Tx,
  filter: TicketFilter,
  page: PageRequest<number>,
): Promise<Page<TicketView, number>> {
  const rows = await tx.sql.ticket.findMany({
    where: {
      ...(filter.companyId === undefined ? {} : { companyId: filter.companyId }),
      ...(filter.assigneeId === undefined ? {} : { assigneeId: filter.assigneeId }),
      ...(filter.statuses === undefined ? {} : { status: { in: [...filter.statuses] } }),
      ...(page.after === null ? {} : { number: { lt: page.after } }),
    },
    include: beside,
    orderBy: { number: 'desc' },
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => row.number })
}

/** A place in solving order: priority (0 is blocker), then the opening time (milliseconds), then the number. */
export type SolvingKey = readonly [rank: number, openedAt: number, number: number]

/** In solving order (RULES 2, before plans exist): blocker, high, medium, low; the oldest first within each. */
export async function findTicketsToSolve(
  tx: Tx,
  filter: TicketFilter,
  page: PageRequest<SolvingKey>,
): Promise<Page<TicketView, SolvingKey>> {
  const rank = Prisma.sql`array_position(ARRAY['blocker', 'high', 'medium', 'low'], "priority") - 1`
  const conditions = [Prisma.sql`true`]
  if (filter.companyId !== undefined) conditions.push(Prisma.sql`"company_id" = ${filter.companyId}::uuid`)
  if (filter.assigneeId !== undefined) conditions.push(Prisma.sql`"assignee_id" = ${filter.assigneeId}::uuid`)
  if (filter.statuses !== undefined) conditions.push(Prisma.sql`"status" = ANY(${[...filter.statuses]}::text[])`)
  if (page.after !== null) {
    const [afterRank, openedAt, number] = page.after
    conditions.push(
      Prisma.sql`(${rank}, "opened_at", "number") > (${afterRank}::int, ${new Date(openedAt)}::timestamptz, ${number}::int)`,
    )
  }
  const keys = await tx.sql.$queryRaw<{ id: TicketId; rank: number; openedAt: Date; number: number }[]>`
    SELECT "id"::text, ${rank} AS "rank", "opened_at" AS "openedAt", "number" FROM "ticket"
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${rank}, "opened_at", "number" LIMIT ${page.limit + 1}`
  const views = await tx.sql.ticket.findMany({ where: { id: { in: keys.map((key) => key.id) } }, include: beside })
  const byId = new Map(views.map((view) => [view.id, view]))
  const { items, next } = toPage(keys, page.limit, {
    item: (key) => byId.get(key.id),
    key: (key): SolvingKey => [key.rank, key.openedAt.getTime(), key.number],
  })
  return { items: items.filter((view) => view !== undefined), next }
}

const withAuthor = {
  contact: { select: { name: true } },
  engineer: { select: { name: true } },
  attachments: files,
} satisfies Prisma.CommentInclude

/** A sensitive comment's body is empty here, always. */
export type CommentView = Prisma.CommentGetPayload<{ include: typeof withAuthor }>

export async function getCommentView(tx: Tx, id: string): Promise<CommentView> {
  return tx.sql.comment.findUniqueOrThrow({ where: { id }, include: withAuthor })
}

/** A place among a ticket's comments: time (milliseconds), then id. */
export type CommentKey = readonly [at: number, id: string]

/** Oldest first; withdrawn ones are left out. */
export async function findCommentViews(
  tx: Tx,
  ticketId: TicketId,
  page: PageRequest<CommentKey>,
): Promise<Page<CommentView, CommentKey>> {
  const [at, id] = page.after ?? [0, '']
  const rows = await tx.sql.comment.findMany({
    where: {
      ticketId,
      withdrawnAt: null,
      ...(page.after === null ? {} : { OR: [{ at: { gt: new Date(at) } }, { at: new Date(at), id: { gt: id } }] }),
    },
    include: withAuthor,
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: (row) => row, key: (row): CommentKey => [row.at.getTime(), row.id] })
}
