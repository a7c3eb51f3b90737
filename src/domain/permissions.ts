// Who may do what: the one table. Commands, buttons, menus, services and the API ask it; nobody else decides by a role. Whether
// a ticket or an invoice is theirs at all (their own company's) is asked where it is read.
import type { Contact, Engineer, Stranger } from './party.ts'

/**
 * "client": a contact with login access. "main-user": one who manages the company's contacts besides. "finance": a contact who
 * gets invoices, also beside being a client. "api": whoever has the API's token. "stranger": anybody else.
 */
export type Role = 'client' | 'main-user' | 'finance' | 'engineer' | 'admin' | 'stranger' | 'api'

const desk = ['engineer', 'admin'] as const
const contacts = ['client', 'finance'] as const

/** Each action, and the roles that have it. A person has several roles, and may do what any of them may. */
export const permissions = {
  connect: [...contacts, ...desk, 'stranger'],
  help: [...contacts, ...desk],
  'read-hours': [...contacts, ...desk],
  'choose-settings': [...contacts, ...desk],
  cancel: ['client', ...desk],

  'open-ticket': ['client', 'api'],
  'read-ticket': ['client', ...desk, 'api'],
  comment: ['client', 'api'],
  close: ['client', ...desk, 'api'],
  reopen: ['client', ...desk, 'api'],
  'change-priority': ['client', ...desk, 'api'],
  'change-server': ['client', ...desk],
  agree: ['client'],
  'read-plan': ['client'],
  invoices: ['finance'],
  'ask-extension': ['main-user', 'finance'],
  'manage-contacts': ['main-user'],

  'read-queue': [...desk, 'api'],
  take: desk,
  assign: [...desk, 'api'],
  reply: [...desk, 'api'],
  note: [...desk, 'api'],
  resolve: [...desk, 'api'],
  'log-time': [...desk, 'api'],
  search: [...desk, 'api'],
  'remove-answer': desk,
  merge: [...desk, 'api'],
  'agree-terms': desk,
  'fill-form': desk,
  'give-reason': desk,
  'on-call': [...desk, 'api'],
  'saved-replies': [...desk, 'api'],
  rest: desk,

  stats: ['admin', 'api'],
  'manage-records': ['admin', 'api'],
  broadcast: ['admin', 'api'],
  'manage-channels': ['admin', 'api'],
  'bill-clients': ['api'],
  'read-ledger': ['api'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof permissions

/** Everything a party is. A contact who neither may log in nor gets invoices is nobody here. */
export function rolesOf(party: Contact | Engineer | Stranger): readonly Role[] {
  switch (party.kind) {
    case 'contact':
      return rolesOfContact(party)
    case 'engineer':
      return [party.role]
    case 'stranger':
      return ['stranger']
  }
}

/** A main user without login access manages nothing: it is one of the rights of a client. */
export function rolesOfContact(contact: Pick<Contact, 'loginAccess' | 'mainUser' | 'invoices'>): readonly Role[] {
  const roles: Role[] = []
  if (contact.loginAccess) roles.push('client')
  if (contact.loginAccess && contact.mainUser) roles.push('main-user')
  if (contact.invoices) roles.push('finance')
  return roles.length === 0 ? ['stranger'] : roles
}

/** Whether any of these roles has the action. */
export function isAllowed(roles: readonly Role[], action: Action): boolean {
  const allowed: readonly Role[] = permissions[action]
  return roles.some((role) => allowed.includes(role))
}

/** Whether this party may do it at all; not yet, to what. */
export function may(party: Contact | Engineer | Stranger, action: Action): boolean {
  return isAllowed(rolesOf(party), action)
}
