// Which action of the table of permissions each use of the API is. A resource has one; single operations may have others. Whoever
// has the API's token has the role "api".
import { type Action, isAllowed } from '../domain/permissions.ts'

/** By resource: the first part of the path. */
const resourceActions: Readonly<Record<string, Action | undefined>> = {
  companies: 'manage-records',
  contacts: 'manage-records',
  engineers: 'manage-records',
  calendars: 'manage-records',
  imports: 'manage-records',
  tickets: 'read-ticket',
  attachments: 'read-ticket',
  invoices: 'bill-clients',
  notifications: 'read-ledger',
  stats: 'stats',
  'on-call': 'on-call',
  search: 'search',
  'saved-replies': 'saved-replies',
  broadcasts: 'broadcast',
  channels: 'manage-channels',
}

/** Operations that do something else than their resource's: all of these actions are needed. */
const operationActions: Readonly<Record<string, readonly Action[] | undefined>> = {
  'POST /tickets': ['open-ticket'],
  'PATCH /tickets/:number': ['change-priority', 'assign', 'close', 'reopen', 'resolve'],
  'POST /tickets/:number/comments': ['comment', 'reply', 'note'],
  'POST /tickets/:number/attachments': ['comment', 'reply', 'note'],
  'POST /tickets/:number/merge': ['merge'],
  'POST /tickets/:number/links': ['merge'],
  'DELETE /tickets/:number/links/:other': ['merge'],
}

/** Null for an operation that has no place in the table. @param path as the route has it, from the API's root: "/tickets/:number". */
export function actionsOf(method: string, path: string): readonly Action[] | null {
  const own = operationActions[`${method} ${path}`]
  const action = resourceActions[path.split('/')[1] ?? '']
  return own ?? (action === undefined ? null : [action])
}

/** Whether a caller with the token may use the operation. */
export function mayUseApi(method: string, path: string): boolean {
  return actionsOf(method, path)?.every((action) => isAllowed(['api'], action)) === true
}
