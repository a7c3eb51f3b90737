// An account that only one process at a time may use: who has it, and with which number everything it stores is signed, so
// that a process which lost the account without knowing cannot write over its successor.

export interface AccountLease {
  /** Higher with every process that takes the account. */
  readonly fence: number
  /** Aborts the moment the account is no longer this process's: stop at once. */
  readonly lost: AbortSignal
}

/** Something was to be stored for an account that another process has taken meanwhile. Nothing was stored. */
export class LeaseLost extends Error {
  constructor(account: string) {
    super(`another process has taken the account ${account}`)
    this.name = 'LeaseLost'
  }
}

/** What is stored cannot be read: sealed with another key, or spoilt. It is left as it is. */
export class StoredStateUnreadable extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what} cannot be read`, { cause })
    this.name = 'StoredStateUnreadable'
  }
}
