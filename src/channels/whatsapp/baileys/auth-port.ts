// What the login of the linked account needs of a database. Texts are handed over in the clear and sealed behind this port;
// whoever reads them is the account. The implementation (db/whatsapp-auth.ts) meets this shape without knowing of it.

/** The account's own secrets as text, and which form of text that is. */
export interface StoredCredentials {
  readonly formatVersion: number
  readonly text: string
}

/** One secret of a session, named by kind and id; a null text deletes it. */
export interface KeyEntry {
  readonly type: string
  readonly id: string
  readonly text: string | null
}

/**
 * The store of one account, opened under a lease. Every write is one transaction of its own, done when it resolves.
 * @throws LeaseLost from every write when another process has the account; StoredStateUnreadable from the reads.
 */
export interface AuthPort {
  /** @throws LeaseLost when the account is another process's by now; to be asked before every connection. */
  confirm(): Promise<void>
  readCredentials(): Promise<StoredCredentials | null>
  writeCredentials(credentials: StoredCredentials): Promise<void>
  /** Those that are there, by id. */
  readKeys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  writeKeys(entries: readonly KeyEntry[]): Promise<void>
  /** Everything of this account. An administrator asked for it; nothing else ever calls this. */
  forget(): Promise<void>
}
