// Which message templates of a WhatsApp number are not used for now, as all processes know it. Why, and for how long, is the
// channel's to decide; the shape is its port, met here without knowing of it.
import type { Database } from './client.ts'

interface Template {
  readonly name: string
  readonly language: string
}

/** The holds of one number. Each call is a statement of its own. */
export function createTemplateHolds(database: Database, account: string) {
  return {
    isHeld: ({ name, language }: Template): Promise<boolean> =>
      database.statements(async (tx) => {
        const [row] = await tx.sql.$queryRaw<{ held: boolean }[]>`
          SELECT EXISTS (SELECT 1 FROM whatsapp_template_hold WHERE account = ${account} AND name = ${name}
            AND language = ${language} AND until > ${tx.now}) AS held`
        return row?.held ?? false
      }),
    hold: ({ name, language }: Template, reason: string, until: Date): Promise<void> =>
      database.statements(async (tx) => {
        await tx.sql.$executeRaw`
          INSERT INTO whatsapp_template_hold (account, name, language, reason, since, until)
          VALUES (${account}, ${name}, ${language}, ${reason}, ${tx.now}, ${until})
          ON CONFLICT (account, name, language) DO UPDATE SET reason = excluded.reason, until = excluded.until`
      }),
    lift: ({ name, language }: Template): Promise<void> =>
      database.statements(async (tx) => {
        await tx.sql.$executeRaw`
          DELETE FROM whatsapp_template_hold WHERE account = ${account} AND name = ${name} AND language = ${language}`
      }),
  }
}
