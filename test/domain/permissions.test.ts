import { expect, test } from 'vitest'
import { menuOf } from '../../src/domain/menus.ts'
import { type Action, isAllowed, may, permissions, type Role, rolesOfContact } from '../../src/domain/permissions.ts'

const actions = Object.keys(permissions) as Action[]
const allowedTo = (...roles: Role[]) => actions.filter((action) => isAllowed(roles, action))

test('somebody unknown may connect, and nothing else', () => {
  expect(allowedTo('stranger')).toEqual(['connect'])
})

test('an admin may do whatever an engineer may', () => {
  expect(allowedTo('engineer').filter((action) => !isAllowed(['admin'], action))).toEqual([])
})

test('records, broadcasts and statistics are for admins alone among people', () => {
  for (const action of ['manage-records', 'broadcast', 'stats'] as const) {
    expect(
      (['client', 'main-user', 'finance', 'engineer', 'stranger'] as const).filter((role) => isAllowed([role], action)),
    ).toEqual([])
  }
})

test('no contact does an engineer’s work, and no engineer agrees to a price or reads a company’s plan for it', () => {
  const work: readonly Action[] = ['take', 'assign', 'reply', 'note', 'resolve', 'read-queue', 'on-call', 'search', 'merge']
  expect(work.filter((action) => isAllowed(['client', 'main-user', 'finance'], action))).toEqual([])
  expect(
    (['agree', 'read-plan', 'open-ticket', 'manage-contacts', 'invoices'] as const).filter((action) =>
      isAllowed(['admin'], action),
    ),
  ).toEqual([])
})

test('invoices are for Invoices contacts alone: not for a client, nor for a main user', () => {
  expect(isAllowed(['client', 'main-user'], 'invoices')).toBe(false)
  expect(isAllowed(['finance'], 'invoices')).toBe(true)
  expect(isAllowed(['finance'], 'read-ticket')).toBe(false)
})

test.each([
  [{ loginAccess: true, mainUser: false, invoices: false }, ['client']],
  [{ loginAccess: true, mainUser: true, invoices: true }, ['client', 'main-user', 'finance']],
  [{ loginAccess: false, mainUser: true, invoices: true }, ['finance']],
  [{ loginAccess: false, mainUser: true, invoices: false }, ['stranger']],
])('a contact with %j is %j', (contact, roles) => {
  expect(rolesOfContact(contact)).toEqual(roles)
})

test('a client’s menu has what the contract promises, the most used first, and grows with their rights', () => {
  const client = [
    'new',
    'tickets',
    'ticket',
    'close',
    'reopen',
    'priority',
    'plan',
    'hours',
    'rates',
    'settings',
    'cancel',
    'help',
  ]
  expect(menuOf(['client'])).toEqual(client)
  expect(menuOf(['client', 'main-user']).filter((name) => !client.includes(name))).toEqual(['contacts'])
  expect(menuOf(['client', 'finance']).filter((name) => !client.includes(name))).toEqual(['invoices', 'invoice'])
  expect(menuOf(['stranger'])).toEqual([])
})

test('a stranger may do what strangers may, whatever is asked of them', () => {
  expect(may({ kind: 'stranger', language: 'en' }, 'help')).toBe(false)
})
