// The words of problem documents, in English: they are read by whoever builds against the API, not by clients in a chat.
import type { RefusalCode } from '../domain/errors.ts'

export const refusalWords: Record<RefusalCode, string> = {
  'ticket-not-found': 'There is no such ticket.',
  'ticket-ended': 'The ticket is resolved or closed; open it again first.',
  'ticket-not-ended': 'The ticket is not resolved or closed.',
  'already-taken': 'Another engineer has the ticket already.',
  'already-assigned': 'The engineer has the ticket already.',
  'engineer-not-found': 'There is no such active engineer.',
  'engineer-ambiguous': 'Several engineers have this name.',
  'not-allowed': 'This is not allowed.',
  'code-invalid': 'The code is not valid.',
  'code-attempts': 'Too many wrong codes.',
  'summary-missing': 'A ticket needs a summary or a description.',
  'text-missing': 'There is no text.',
  'nothing-to-cancel': 'There is nothing to cancel.',
  'stale-button': 'This is not possible any more.',
  'reason-missing': 'Lowering a priority needs a reason.',
  'not-found': 'There is nothing here.',
  conflict: 'This is in conflict with what is there already.',
  invalid: 'The request cannot be carried out.',
}

/** Refusals that say more than their code. "{other}" is the refusal's value of that name. */
export const reasonWords: Readonly<Record<string, string | undefined>> = {
  future: 'must not be in the future',
  'before-last-event': 'must not be before the last event of the ticket',
  'unknown-author': 'is not an active engineer, or an active contact of the ticket’s company',
  'waiting-needs-public': 'needs a public comment',
  'comment-without-author': 'a comment needs an author; the id given is not one of this ticket’s comments',
  'comment-of-another': 'did not write the comment that the file is for',
  'external-id-taken': 'belongs to another company',
  'telegram-id-taken': 'belongs to another active contact or engineer',
  'whatsapp-taken': 'belongs to another active contact or engineer',
  'server-name-taken': 'the company has a server of this name',
  'invoice-number-taken': 'belongs to another invoice',
  'invoice-cancelled': 'The invoice is cancelled.',
  'total-below-zero': 'come to less than nothing',
  'total-too-large': 'comes to more than can be counted',
  inactive: 'The person is not active.',
  'other-company': 'does not belong to the company',
  'unknown-catalogue': 'There is no such catalogue.',
  'unknown-plan': 'the catalogue {catalogue} has no plan of this name; it has: {plans}',
  'subscription-overlap': 'overlaps with {other}; to add to its limits, name it in extends',
  'extends-an-extension': 'is itself an extension; name the subscription that it extends',
  'extends-not-running': 'does not run on the day this one starts',
  'extends-other-catalogue': 'is of the catalogue {catalogue}',
}
