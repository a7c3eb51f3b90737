// A desk with a history: so many companies, tickets, comments and messages, straight into the tables, that PostgreSQL has a
// reason to use its indexes. With the people that the flows write as; none of them has a chat yet.
import { Client } from 'pg'

/** What a walk through a filled desk needs to know of it. */
export const largeDesk = {
  tickets: 20_000,
  /** Numbers of tickets of the company whose people are there: open, and ended a week ago. */
  openTickets: [21_401, 31_401],
  endedTicket: 39_801,
  /** Open tickets of people without a chat. */
  othersTickets: [21_400, 31_400],
  firstNumber: 20_000,
  /** With a hundred tickets, and an entry on each. */
  company: '00000000-0000-7000-8001-000000000001',
} as const

/** Ids are the table's digit and the row's number: readable in a failure. */
const id = (table: number, number: string) => `('00000000-0000-7000-800${table}-' || lpad((${number})::text, 12, '0'))::uuid`
const company = (number: string) => id(1, number)
const contact = (number: string) => id(2, number)
const engineer = (number: string) => id(3, number)
const identity = (number: string) => id(4, number)
const ticket = (number: string) => id(6, number)
const comment = (number: string) => id(7, number)
const invoice = (number: string) => id(0, number)

/** Without checking each row's references: they are right, and it takes twice the time. Each company has a hundred tickets, two of them open. Half of the inbox was done a day ago, half so long ago that it may go. */
const statements: readonly string[] = [
  'SET session_replication_role = replica',
  `INSERT INTO company (id, name, emails, created_at) SELECT ${company('n')}, 'Company ' || n, '{}', now() FROM generate_series(0, 199) n`,
  `INSERT INTO contact (id, company_id, name, main_user, created_at)
   SELECT ${contact('n')}, ${company('n')}, 'Contact ' || n, true, now() FROM generate_series(0, 199) n`,
  `INSERT INTO server (id, company_id, name, created_at)
   SELECT ${id(5, 'n')}, ${company('n % 200')}, 'server-' || n, now() FROM generate_series(0, 399) n`,
  `INSERT INTO engineer (id, name, role, created_at)
   SELECT ${engineer('n')}, 'Engineer ' || n, 'engineer', now() FROM generate_series(0, 4) n`,
  `INSERT INTO chat_identity (id, channel, user_id, created_at)
   SELECT ${identity('n')}, 'telegram', (900000 + n)::text, now() FROM generate_series(0, 199) n`,
  `INSERT INTO conversation (id, channel, account, address, kind, identity_id, created_at)
   SELECT 'telegram:999:' || (900000 + n), 'telegram', '999', (900000 + n)::text, 'private', ${identity('n')}, now()
   FROM generate_series(0, 199) n`,
  `INSERT INTO ticket (id, number, company_id, contact_id, server_id, assignee_id, summary, description, priority, status, channel,
     source_key, opened_at, ended_at, last_activity_at, created_at)
   SELECT ${ticket('n')}, ${largeDesk.firstNumber} + n, ${company('n % 200')}, ${contact('n % 200')}, ${id(5, 'n % 400')},
     CASE WHEN n % 3 > 0 THEN ${engineer('n % 5')} END, 'Ticket ' || n, 'What ticket ' || n || ' is about', 'medium',
     CASE WHEN n / 200 % 50 = 7 THEN 'open' ELSE 'closed' END, 'telegram', 'filled:' || n, now() - make_interval(hours => 20000 - n),
     CASE WHEN n / 200 % 50 = 7 THEN NULL ELSE now() - make_interval(hours => 20000 - n) END,
     now() - make_interval(hours => 20000 - n), now()
   FROM generate_series(0, ${largeDesk.tickets - 1}) n`,
  `UPDATE ticket SET terms = '{"catalogue": "kolmisoft", "plan": "none", "order": 2, "promises": {"blocker": null, "high": null, "medium": null, "low": null}}', solving_order = 4010`,
  `INSERT INTO sla_clock (ticket_id, kind, cycle, started_at, due_at, stopped_at, look_again_at, state)
   SELECT id, kind, 1, opened_at, opened_at, ended_at, CASE WHEN ended_at IS NULL THEN now() + interval '1 day' END, 
       jsonb_build_object('kind', kind, 'cycle', 1, 'messageId', null, 'startedAt', 0, 'time', 'working', 'averageMilliseconds', 900000,
         'usedMilliseconds', 60000, 'countedAt', 0, 'allowedMilliseconds', 7200000, 'dueAt', 0, 'pausedAt', null, 'stoppedAt', 0,
         'outcome', 'kept')
   FROM ticket, unnest(ARRAY['first-response', 'resolution']) AS kind`,
  `INSERT INTO sla_warning (ticket_id, kind, cycle, level, at)
   SELECT id, 'first-response', 1, 'due', opened_at FROM ticket`,
  `INSERT INTO ticket_participant (ticket_id, contact_id) SELECT ${ticket('n')}, ${contact('n % 200')} FROM generate_series(0, 19999) n`,
  `INSERT INTO ticket_event (ticket_id, at, kind, data)
   SELECT ${ticket('n / 3')}, now() - interval '1 day', 'status', '{}' FROM generate_series(0, 29999) n`,
  `INSERT INTO comment (id, ticket_id, engineer_id, body, source_key, at)
   SELECT ${comment('n')}, ${ticket('n / 3')}, ${engineer('n % 5')}, 'Comment ' || n, 'filled:' || n,
     now() - make_interval(hours => 20000 - n / 3) FROM generate_series(0, 59999) n`,
  `INSERT INTO attachment (id, ticket_id, comment_id, file_name, media_type, state, source_key, due_at, created_at)
   SELECT ${id(8, 'n')}, ${ticket('n')}, ${comment('n * 3')}, 'file-' || n, 'text/plain', 'failed', 'filled:' || n, now(), now()
   FROM generate_series(0, 19999) n`,
  `INSERT INTO inbound_message (channel, account, external_id, conversation_id, state, due_at, received_at, processed_at)
   SELECT 'telegram', '999', n::text, 'telegram:999:' || (900000 + n % 200), 'done', at, at, at
   FROM generate_series(0, 19999) n, LATERAL (SELECT now() - make_interval(days => CASE WHEN n < 10000 THEN 400 ELSE 1 END)) AS past(at)`,
  `INSERT INTO outbox_message (id, conversation_id, kind, dedup_key, ticket_id, comment_id, contact_id, channel, push, state, attempts,
     due_at, created_at, finished_at)
   SELECT nextval('outbox_message_id_seq'), 'telegram:999:' || (900000 + n % 200), 'ticket.comment', 'filled:' || n, ${ticket('n')},
     ${comment('n * 3')}, ${contact('n % 200')}, 'telegram', true, 'sent', 1, now() - interval '1 day', now() - interval '1 day',
     now() - interval '1 day' FROM generate_series(0, 19999) n`,
  `INSERT INTO chat_message (conversation_id, external_id, ticket_id, comment_id, outbox_id)
   SELECT o.conversation_id, o.id::text, o.ticket_id, o.comment_id, o.id FROM outbox_message o`,
  `INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) SELECT id, now(), 'later', 'filled' FROM outbox_message`,
  `INSERT INTO time_entry (id, ticket_id, engineer_id, started_at, seconds, kind, level, billable_agreed, created_at)
   SELECT ${id(9, 'n')}, ${ticket('n')}, ${engineer('n % 5')}, now() - make_interval(hours => 20000 - n), 1800, 'support', 1, true, now()
   FROM generate_series(0, 19999) n`,
  `INSERT INTO consent (ticket_id, kind, contact_id, rate_cents, currency, at)
   SELECT ${ticket('n')}, 'billable', ${contact('n % 200')}, 10000, 'EUR', now() FROM generate_series(0, 19999) n`,
  `INSERT INTO invoice (id, number, company_id, currency, status, issued_on, due_on, total_cents, paid_cents, created_at)
   SELECT ${invoice('n')}, 'F-' || n, ${company('n % 200')}, 'EUR', 'paid', current_date - 100, current_date - 80, 10000, 10000, now()
   FROM generate_series(0, 9999) n`,
  `INSERT INTO invoice_line (id, invoice_id, position, description, quantity, unit_price_cents, amount_cents, charge_key, charge_kind,
     charge_reason, ticket_id, entry_ids)
   SELECT gen_random_uuid(), ${invoice('n')}, 0, 'Support', 1, 10000, 10000, 'hourly:' || ${ticket('n')}, 'hourly',
     '{"by": "time", "of": "hourly", "minutes": 30, "billed": "full-hours"}', ${ticket('n')}, ARRAY[${id(9, 'n')}]
   FROM generate_series(0, 9999) n`,
  `SELECT setval('ticket_number_seq', ${largeDesk.firstNumber + largeDesk.tickets})`,
  'VACUUM ANALYZE',
]

/** The people of the first two companies and of the desk, by the Telegram ids they will write from. */
const people: readonly string[] = [
  `UPDATE contact SET telegram_id = '1001', invoices = true WHERE id = ${contact('1')}`,
  `INSERT INTO contact (id, company_id, name, telegram_id, created_at) VALUES (${contact('1000')}, ${company('1')}, 'Rūta', '1002', now())`,
  `INSERT INTO contact (id, company_id, name, telegram_id, login_access, invoices, created_at)
   VALUES (${contact('1001')}, ${company('1')}, 'Invoices', '1003', false, true, now())`,
  `INSERT INTO engineer (id, name, role, telegram_id, created_at) VALUES
     (${engineer('1000')}, 'Petras', 'engineer', '3001', now()), (${engineer('1001')}, 'Asta', 'engineer', '3002', now()),
     (${engineer('1002')}, 'Darius', 'admin', '3003', now())`,
]

/** Fills a migrated, empty database. About two seconds. */
export async function fillLargeDesk(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of [...statements.slice(0, -1), ...people, ...statements.slice(-1)]) await client.query(statement)
  } finally {
    await client.end()
  }
}
