// Expected refusals: somebody asked for something that cannot be. Each has a code that `texts` turns into a sentence for
// the chat and `http` into a problem document. Anything else that is thrown is a fault: logged, rolled back, tried again.

export type RefusalCode =
  /** Unknown, or another company's: one answer for both, so that nobody learns which. */
  | 'ticket-not-found'
  | 'ticket-ended'
  | 'ticket-not-ended'
  | 'already-taken'
  | 'already-assigned'
  | 'engineer-not-found'
  | 'engineer-ambiguous'
  | 'engineer-away'
  | 'not-allowed'
  | 'code-invalid'
  | 'code-attempts'
  | 'summary-missing'
  | 'text-missing'
  | 'nothing-to-cancel'
  | 'stale-button'
  | 'reason-missing'
  /** A company's last main user cannot be taken from it in the chat. */
  | 'last-main-user'
  /** Said too long ago to be taken out of the client's chat. */
  | 'cannot-unsay'
  | 'merge-other-company'
  /** A duplicate: it lives on in the ticket that it was merged into. */
  | 'ticket-merged'
  /** Everything that is charged was billed. */
  | 'nothing-to-bill'
  | 'not-found'
  | 'conflict'
  | 'invalid'

/** Thrown by services when a rule says no, before their first write: what a turn did besides may then be committed. `values` fill the sentence; `field` names the input that is to blame. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly values: Readonly<Record<string, string>>
  readonly field: string | undefined

  constructor(code: RefusalCode, values: Readonly<Record<string, string>> = {}, field?: string) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.values = values
    this.field = field
  }
}
