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
  server: { select: { product: true, version: true } },
  assignee: { include: { identities: { where: { channel: 'telegram' }, select: { username: true } } } },
  mergedInto: { select: { number: true } },
  merged: { select: { number: true }, orderBy: { number: 'asc' } },
  links: { select: { other: { select: { number: true } } } },
  linkedBy: { select: { ticket: { select: { number: true } } } },
  attachments: files,
  events: { where: { kind: 'delivery-failed' }, orderBy: { id: 'asc' } },
  clocks: {
    include: { warnings: { orderBy: { at: 'asc' } } },
    orderBy: [{ startedAt: 'asc' }, { kind: 'asc' }, { cycle: 'asc' }],
  },
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

/** A place in solving order: `solving_order`, the due time (milliseconds; null comes last), the opening time, then the number. */
export type SolvingKey = readonly [order: number, dueAt: number | null, openedAt: number, number: number]

/** In solving order (RULES 3): Blockers, then the plan's order, then the priority, then what is due first. */
export async function findTicketsToSolve(
  tx: Tx,
  filter: TicketFilter,
  page: PageRequest<SolvingKey>,
): Promise<Page<TicketView, SolvingKey>> {
  const conditions = [Prisma.sql`true`]
  if (filter.companyId !== undefined) conditions.push(Prisma.sql`"company_id" = ${filter.companyId}::uuid`)
  if (filter.assigneeId !== undefined) conditions.push(Prisma.sql`"assignee_id" = ${filter.assigneeId}::uuid`)
  if (filter.statuses !== undefined) conditions.push(Prisma.sql`"status" = ANY(${[...filter.statuses]}::text[])`)
  // Said once more in words that the planner can read: only of those there is an index in this order.
  if (filter.statuses?.every((status) => status === 'open' || status === 'waiting') === true)
    conditions.push(Prisma.sql`"status" IN ('open', 'waiting')`)
  if (page.after !== null) {
    const [order, dueAt, openedAt, number] = page.after
    const due = dueAt === null ? Prisma.sql`'infinity'::timestamptz` : Prisma.sql`${new Date(dueAt)}::timestamptz`
    conditions.push(
      Prisma.sql`"solving_order" >= ${order}::int`,
      Prisma.sql`("solving_order", coalesce("due_at", 'infinity'), "opened_at", "number")
        > (${order}::int, ${due}, ${new Date(openedAt)}::timestamptz, ${number}::int)`,
    )
  }
  const keys = await tx.sql.$queryRaw<{ id: TicketId; order: number; dueAt: Date | null; openedAt: Date; number: number }[]>`
    SELECT "id"::text, "solving_order" AS "order", "due_at" AS "dueAt", "opened_at" AS "openedAt", "number" FROM "ticket"
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY "solving_order", "due_at", "opened_at", "number" LIMIT ${page.limit + 1}`
  const views = await tx.sql.ticket.findMany({ where: { id: { in: keys.map((key) => key.id) } }, include: beside })
  const byId = new Map(views.map((view) => [view.id, view]))
  const { items, next } = toPage(keys, page.limit, {
    item: (key) => byId.get(key.id),
    key: (key): SolvingKey => [key.order, key.dueAt?.getTime() ?? null, key.openedAt.getTime(), key.number],
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
