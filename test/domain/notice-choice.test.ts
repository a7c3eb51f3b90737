import { expect, test } from 'vitest'
import {
  groupsFor,
  isSwitchedOff,
  noticeGroups,
  switchableGroups,
  toSwitchable,
  withSwitch,
} from '../../src/domain/notice-choice.ts'
import type { Contact, Engineer } from '../../src/domain/party.ts'

const client = { kind: 'contact', loginAccess: true, invoices: false, mainUser: false, mutedNotices: [] } as unknown as Contact
const engineer = { kind: 'engineer', role: 'engineer', mutedNotices: [] } as unknown as Engineer

test('everybody is offered the groups that concern them', () => {
  expect(groupsFor(client)).toEqual(['answers', 'status', 'assigned', 'priority'])
  expect(groupsFor({ ...client, loginAccess: false, invoices: true })).toEqual(['invoices', 'payments'])
  expect(groupsFor(engineer)).toEqual(['work', 'calls', 'digests', 'opened', 'warnings', 'handOvers', 'consents'])
})

test('what carries a promise is told, whatever is stored', () => {
  const muted = { ...client, mutedNotices: Object.keys(noticeGroups) }
  expect(isSwitchedOff(muted, 'ticket.comment')).toBe(false)
  expect(isSwitchedOff({ ...engineer, mutedNotices: Object.keys(noticeGroups) }, 'blocker.call')).toBe(false)
  expect(isSwitchedOff(muted, 'ticket.priority')).toBe(true)
})

test('a group is switched off for those it concerns: an engineer’s assignments are told, a client’s may be silenced', () => {
  const mutedNotices = ['assigned']
  expect(isSwitchedOff({ ...client, mutedNotices }, 'ticket.assigned')).toBe(true)
  expect(isSwitchedOff({ ...engineer, mutedNotices }, 'ticket.assigned')).toBe(false)
})

test('a colleague’s tickets may be silenced, what waited in the night may not', () => {
  const mutedNotices = Object.keys(noticeGroups)
  expect(isSwitchedOff({ ...engineer, mutedNotices }, 'hand-over')).toBe(true)
  expect(isSwitchedOff({ ...engineer, mutedNotices }, 'digest')).toBe(false)
})

test('only a group of theirs that can be switched is taken by its name', () => {
  expect(toSwitchable(client, 'status')).toBe('status')
  for (const name of ['answers', 'opened', 'nonsense', '']) expect(toSwitchable(client, name)).toBe(null)
  expect(switchableGroups).not.toContain('answers')
})

test('a switch is set once, and set again changes nothing', () => {
  expect(withSwitch(['status'], 'status', false)).toEqual(['status'])
  expect(withSwitch(['status'], 'priority', false)).toEqual(['status', 'priority'])
  expect(withSwitch(['status', 'priority'], 'status', true)).toEqual(['priority'])
})
