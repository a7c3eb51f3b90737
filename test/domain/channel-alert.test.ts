// Who is told how a messenger stands, and when: as a table, and walked through as time goes by.
import { describe, expect, test } from 'vitest'
import { type AlertFacts, alertName, dueAlerts } from '../../src/domain/channel-alert.ts'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const ahead = (minutes: number) => ago(-minutes)

const open: AlertFacts = {
  state: 'open',
  reason: null,
  since: ago(60),
  outageSince: null,
  alertedAt: null,
  alertedFor: null,
  outageToldAt: null,
  breakerUntil: null,
  breakerToldUntil: null,
}
const lost: AlertFacts = { ...open, state: 'lost', reason: '428', since: ago(1), outageSince: ago(1) }
const told: Partial<AlertFacts> = { alertedAt: ago(5), alertedFor: 'lost:428', outageToldAt: ago(5) }

describe('an outage', () => {
  test.each<[string, AlertFacts, readonly string[]]>([
    ['a connection that is well', open, []],
    ['one lost a moment ago', lost, []],
    ['one lost for nearly ten minutes', { ...lost, outageSince: ago(9.9) }, []],
    ['one lost for ten minutes, through many tries', { ...lost, outageSince: ago(10) }, ['outage', 'cut-off']],
    ['the same, told already', { ...lost, outageSince: ago(15), ...told }, []],
    ['the same, in another state', { ...lost, state: 'starting', reason: null, outageSince: ago(15), ...told }, []],
    ['open again for a moment', { ...open, ...told, since: ago(0.5) }, []],
    ['open again, and steady', { ...open, ...told, since: ago(1) }, ['over']],
    ['clients told, but no admin', { ...open, ...told, alertedAt: null, alertedFor: null, since: ago(1) }, ['settled']],
    ['not paired yet', { ...lost, state: 'needs-pairing', reason: null, outageSince: ago(3) }, []],
    ['forgotten on purpose', { ...lost, state: 'needs-pairing', reason: 'forgotten', outageSince: ago(3) }, []],
    ['a pairing that nobody finished', { ...lost, state: 'needs-pairing', reason: 'not-paired', outageSince: ago(3) }, []],
    ['not paired for long', { ...lost, state: 'needs-pairing', reason: null, outageSince: ago(30) }, ['outage', 'cut-off']],
    ['the process gone', { ...lost, state: 'silent', reason: null, outageSince: ago(11) }, ['outage', 'cut-off']],
  ])('%s', (_title, facts, alerts) => {
    expect(dueAlerts(facts, now)).toEqual(alerts)
  })
})

describe('what only a person can mend is told at once', () => {
  test.each<[string, AlertFacts['state'], string]>([
    ['the version is refused', 'unsupported-version', '405'],
    ['the number is banned', 'refused', '403'],
    ['the account cannot be used', 'refused', '411'],
    ['the phone has logged us out', 'needs-pairing', '401'],
    ['the phone has logged us out, in words', 'needs-pairing', 'logged-out'],
    ['the token is refused', 'refused', '190'],
  ])('%s', (_title, state, reason) => {
    const facts = { ...lost, state, reason, since: now, outageSince: now }
    expect(dueAlerts(facts, now)).toEqual(['refused'])
    expect(dueAlerts({ ...facts, alertedAt: now, alertedFor: alertName(facts) }, now)).toEqual([])
  })

  test('also when an ordinary outage was told before', () => {
    const facts = { ...lost, ...told, state: 'refused', reason: '403', outageSince: ago(20) } as const
    expect(dueAlerts(facts, now)).toEqual(['refused'])
  })
})

describe('a pause of first contacts', () => {
  test.each<[string, Partial<AlertFacts>, readonly string[]]>([
    ['begins', { breakerUntil: ahead(60) }, ['breaker']],
    ['is known', { breakerUntil: ahead(60), breakerToldUntil: ahead(60) }, []],
    ['is a little longer than it was', { breakerUntil: ahead(90), breakerToldUntil: ahead(60) }, []],
    ['is much longer than it was', { breakerUntil: ahead(60 * 24), breakerToldUntil: ahead(60) }, ['breaker']],
    ['comes again after its end', { breakerUntil: ahead(30), breakerToldUntil: ago(10) }, ['breaker']],
    ['is over', { breakerUntil: ago(1) }, []],
  ])('that %s', (_title, breaker, alerts) => {
    expect(dueAlerts({ ...open, ...breaker }, now)).toEqual(alerts)
  })
})
