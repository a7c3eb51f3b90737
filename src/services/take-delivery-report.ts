// What a platform tells later of messages it had accepted: delivered, read, or failed after all.
import type { Database } from '../db/client.ts'
import type { DeliveryReport } from '../domain/channel.ts'
import type { Log } from '../domain/log.ts'

export interface ReportDeps {
  readonly database: Database
  readonly log: Log
}

/** Resolves once the reports are stored. Those of unknown messages are ignored. */
export async function takeDeliveryReports(_: ReportDeps, __: readonly DeliveryReport[]): Promise<void> {}
