// A desk whose one company has a plan, with engineers who can be written to: for tests of what is promised and warned of.
import type { Tx } from '../../src/db/client.ts'
import { type CompanyId, type ContactId, type EngineerId, newId } from '../../src/domain/ids.ts'
import type { Priority } from '../../src/domain/priority.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import type { Desk } from '../../src/services/desk.ts'
import { openTicket } from '../../src/services/open-ticket.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createDesk } from './desk.ts'
import { createContact, createEngineer } from './factories.ts'

export interface PromisedDesk extends TestDatabase {
  readonly desk: Desk
  readonly company: CompanyId
  readonly contact: ContactId
  readonly engineers: { readonly petras: EngineerId; readonly asta: EngineerId; readonly admin: EngineerId }
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  subscribe(plan: string, startsOn: string, endsOn?: string): Promise<void>
  open(priority: Priority, changes?: { readonly openedAt?: Date }): Promise<Ticket>
  /** Who was warned of what, in order: "Petras: ticket.warning:...:first-response:1:half". */
  warned(): Promise<readonly string[]>
  /** Empties the desk and makes its people anew. */
  renew(): Promise<void>
}

export async function createPromisedDesk(now: Date): Promise<PromisedDesk> {
  const db = await createTestDatabase({ now })
  const desk = createDesk({ noticeJoinSeconds: 0 })
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.database.transaction(work)
  let people = await run(createPeople)
  return {
    ...db,
    desk,
    get company() {
      return people.company
    },
    get contact() {
      return people.contact
    },
    get engineers() {
      return people.engineers
    },
    run,
    async subscribe(plan, startsOn, endsOn) {
      await db.sql(
        `INSERT INTO subscription (id, company_id, catalogue, plan, starts_on, ends_on, bought_on, created_at)
         VALUES ($1, $2, 'kolmisoft', $3, $4, $5, $4, $6)`,
        [newId(db.clock.now), people.company, plan, startsOn, endsOn ?? null, db.clock.now],
      )
    },
    open: (priority, changes = {}) =>
      run((tx) =>
        openTicket(tx, desk, {
          companyId: people.company,
          contactId: people.contact,
          description: 'Calls to Germany fail',
          priority,
          channel: 'api',
          by: { kind: 'api' },
          ...changes,
        }),
      ),
    async warned() {
      const rows = await db.sql<{ told: string }>(
        `SELECT split_part(e.name, ' ', 1) || ': ' || split_part(o.dedup_key, ':', 3) || ' ' || split_part(o.dedup_key, ':', 4) || ' ' ||
           split_part(o.dedup_key, ':', 5) AS told
         FROM outbox_message o JOIN engineer e ON e.id = o.engineer_id WHERE o.kind = 'ticket.warning' ORDER BY o.created_at, e.name`,
      )
      return rows.map(({ told }) => told)
    },
    async renew() {
      await db.clear()
      people = await run(createPeople)
    },
  }
}

async function createPeople(tx: Tx) {
  const contact = await createContact(tx, { name: 'Jonas' })
  const engineer = async (name: string, role = 'engineer') => (await createEngineer(tx, { name, role })).id
  return {
    company: contact.companyId,
    contact: contact.id,
    engineers: { petras: await engineer('Petras'), asta: await engineer('Asta'), admin: await engineer('Darius', 'admin') },
  }
}
